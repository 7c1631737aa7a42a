namespace Lifetop.Actions.Ending;

/// <summary>A signal by its number on Linux, and as people call it.</summary>
internal sealed record EndingSignal(int Number, string Name)
{
    public static readonly EndingSignal HangUp = new(1, "HUP");
    public static readonly EndingSignal Kill = new(9, "KILL");
    public static readonly EndingSignal Terminate = new(15, "TERM");
    public static readonly EndingSignal Continue = new(18, "CONT");
    public static readonly EndingSignal Stop = new(19, "STOP");
}
