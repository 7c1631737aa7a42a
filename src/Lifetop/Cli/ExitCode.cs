namespace Lifetop.Cli;

/// <summary>What lifetop's exit tells a script; documented and never renumbered.</summary>
public static class ExitCode
{
    /// <summary>Done, also when there was nothing left to do.</summary>
    public const int Done = 0;
    public const int Failed = 1;
    /// <summary>Wrong words on the command line, an ambiguous name, or no terminal for the screen.</summary>
    public const int Usage = 2;
    public const int NothingMatched = 3;
    public const int Refused = 4;
    /// <summary>Partly done; survivors are named.</summary>
    public const int Partly = 5;
    public const int NoRights = 6;
    /// <summary>A wait for somebody else ran out.</summary>
    public const int WaitRanOut = 7;
    public const int Interrupted = 130;

    /// <summary>Each with what it means, for help and manual.</summary>
    public static (int Code, string Means)[] All =>
    [
        (Done, "done"), (Failed, "failed"), (Usage, "usage"), (NothingMatched, "nothing matched"), (Refused, "refused"), (Partly, "partly done"),
        (NoRights, "no rights"), (WaitRanOut, "a wait ran out"), (Interrupted, "interrupted"),
    ];
}
