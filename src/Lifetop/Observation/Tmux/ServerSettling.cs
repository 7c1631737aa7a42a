namespace Lifetop.Observation.Tmux;

/// <summary>A server's CPU clock when it had answered us, and when it had put the question away.</summary>
internal readonly record struct ServerSettling(long Answered, long PutAway)
{
    private const long OursAtMost = 250_000;

    /// <summary>
    /// The clock it has to leave to count as moved. More than a little work may be somebody else's (a pane's death costs it 0.4 ms),
    /// if nothing else is known: then the clock of the answer stands, and has moved already.
    /// </summary>
    public long Clock => PutAway - Answered <= OursAtMost ? PutAway : Answered;
}
