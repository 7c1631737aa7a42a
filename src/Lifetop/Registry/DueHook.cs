namespace Lifetop.Registry;

/// <summary>A call of a hook with all that its command is told, so that the next lifetop can make it when this one dies before.</summary>
/// <param name="Hook">Its name in the config.</param>
/// <param name="Worker">Identity.</param>
/// <param name="Was">The state before; empty for a worker that was not there.</param>
/// <param name="Facts">JSON.</param>
public sealed record DueHook(string Hook, string Worker, string Key, string Name, string State, string Was, string Facts)
{
    /// <summary>0 while it is not written down.</summary>
    public long Id { get; set; }
}
