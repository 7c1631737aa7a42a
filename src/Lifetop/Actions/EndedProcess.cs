using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Actions;

/// <summary>What became of one process of a step.</summary>
/// <param name="Command">As it was seen; empty where nobody could read it.</param>
/// <param name="Signals">What it was sent, in order: <c>TERM</c>, <c>CONT</c>, <c>KILL</c>.</param>
/// <param name="How">Whether it is gone, and else why not: <c>gone</c>, <c>survives in state D</c>, <c>not ours to signal</c>.</param>
public sealed record EndedProcess(ProcessIdentity Process, string Command, ImmutableArray<string> Signals, bool Gone, string How)
{
    /// <summary>For the journal and long texts: <c>pid 4242 TERM, KILL: gone</c>.</summary>
    public string Words
    {
        get
        {
            string pid = "pid " + Process.Pid.ToString(CultureInfo.InvariantCulture);
            return Signals.IsEmpty ? $"{pid}: {How}" : $"{pid} {string.Join(", ", Signals)}: {How}";
        }
    }
}
