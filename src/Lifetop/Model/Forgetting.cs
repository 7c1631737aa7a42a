namespace Lifetop.Model;

/// <summary>When a worker's record may be dropped: what a source goes on seeing would come back.</summary>
public static class Forgetting
{
    public static string? Refusal(JudgedWorker judged)
    {
        var worker = judged.Worker;
        // With its record would go that nobody may touch it.
        if (judged.Protected)
            return "protected";
        if (worker.Declaration is { Source: "lifetop" } || worker.Past is not null || judged.Verdict.State.IsEnded())
            return null;
        return worker.Declaration is { File: { } file }
            ? $"{worker.Source} declares it in {file}"
            : $"{worker.Source} finds it by itself as long as it is there";
    }
}
