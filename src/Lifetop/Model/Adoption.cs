using System.Globalization;

namespace Lifetop.Model;

/// <summary>When something may become a worker of lifetop's own: a name is one living worker's, and a process is adopted once.</summary>
public static class Adoption
{
    /// <summary>Why this worker cannot be adopted; null when it can.</summary>
    public static string? Refusal(JudgedWorker judged)
    {
        var worker = judged.Worker;
        if (worker.Declaration is { } declared)
            return $"{declared.Source} declares it already";
        if (worker.IsSelf)
            return "it is lifetop itself";
        return worker is { Root: not null, RootAlive: true } ? null : "it has no process";
    }

    /// <summary>Neither is taken away without a word.</summary>
    public static string? Conflict(string name, int pid, long? startTicks, Roster roster)
    {
        foreach (var judged in roster.Workers)
        {
            if (judged.Worker.Declaration is not { Source: "lifetop", Process: { } process } || !judged.Worker.RootAlive)
                continue;
            bool sameName = judged.Worker.Identity == "lifetop:" + name;
            bool sameProcess = process.Pid == pid && process.StartTicks == startTicks;
            if (sameName && !sameProcess)
                return $"the name {name} is taken by pid {Number(process.Pid)}: lifetop why {ShellWord.Of(judged.Worker.Key.Text)}";
            if (sameProcess && !sameName)
                return $"pid {Number(process.Pid)} is {judged.Worker.Key.Text} already; lifetop forget {judged.Worker.Key.Text} first";
        }
        return null;
    }

    /// <summary>The record of lifetop's own under that name; null for none.</summary>
    public static Declaration? Declared(string name, Roster roster)
    {
        foreach (var judged in roster.Workers)
            if (judged.Worker is { Declaration: { Source: "lifetop" } declared } worker && worker.Identity == "lifetop:" + name)
                return declared;
        return null;
    }

    /// <summary>What is wrong with a name; null when it can be a worker's.</summary>
    public static string? WrongName(string name)
        => name.Length == 0 || name.Contains('/', System.StringComparison.Ordinal) ? "a name is not empty and has no /" : null;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
