namespace Lifetop.Model;

/// <summary>What sort of thing a worker is; the source's own word for it is its type.</summary>
public enum WorkerKind
{
    Job,
    Agent,
    Daemon,
    Server,
    Shell,
}

public static class WorkerKinds
{
    private static readonly string[] Words = ["job", "agent", "daemon", "server", "shell"];

    public static string Word(this WorkerKind kind) => Words[(int)kind];

    public static WorkerKind? Parse(string? word)
    {
        int index = word is null ? -1 : System.Array.IndexOf(Words, word);
        return index < 0 ? null : (WorkerKind)index;
    }
}
