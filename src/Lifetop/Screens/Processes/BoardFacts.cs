using System;
using System.Runtime.CompilerServices;
using Lifetop.Model;

namespace Lifetop.Screens.Processes;

/// <summary>Single processes out of the board's snapshots, for whoever draws some of them: the grid's tree.</summary>
public sealed class BoardFacts(ProcessBoard board) : IProcessFacts
{
    private readonly PidIndex _index = new();

    // By the object itself, so that a command is put together once for as long as it is known.
    private readonly ConditionalWeakTable<ProcessDetails, string> _commands = new();
    private ProcessSnapshot? _indexed;
    private long _version = -1;

    private static string Command(ProcessDetails details) => string.Join(' ', details.Arguments);

    public bool Find(in ProcessIdentity process, out ProcessFact fact)
    {
        board.Want();
        board.Take();
        var snapshot = board.Reading;
        if (!ReferenceEquals(_indexed, snapshot) || _version != snapshot.Version)
        {
            _index.Fill(snapshot.Pids.AsSpan(0, snapshot.Count));
            (_indexed, _version) = (snapshot, snapshot.Version);
        }
        int row = _index.RowOf(process.Pid);
        fact = default;
        if (row < 0 || snapshot.StartTicks[row] != process.StartTicks || snapshot.Boot != process.Boot)
            return false;
        fact.Parent = snapshot.Parents[row];
        fact.CpuPercent = snapshot.Cpu[row];
        fact.ResidentBytes = snapshot.ResidentBytesAt(row);
        fact.IsStopped = (snapshot.Marks[row] & ProcessMarks.Stopped) != 0;
        fact.Command = snapshot.Details[row] is { Arguments.IsEmpty: false } details ? _commands.GetValue(details, Command) : snapshot.NameAt(row);
        return true;
    }
}
