using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Platform;

namespace Lifetop.Actions.Ending;

/// <summary>
/// One process to be signalled, held by a pidfd since it was found, so that no signal ever reaches who gets its number later.
/// </summary>
internal sealed class EndingTarget : IDisposable
{
    private readonly ProcFolder _proc;
    private readonly ProcessHandle? _handle;
    private readonly List<string> _signals = [];

    private EndingTarget(ProcFolder proc, in ProcessIdentity process, ProcessHandle? handle, string? trouble)
    {
        _proc = proc;
        _handle = handle;
        Process = process;
        Trouble = trouble;
    }

    public ProcessIdentity Process { get; }

    /// <summary>Which of the orders it is ended for.</summary>
    public required int Order { get; init; }
    public required string Command { get; init; }

    /// <summary>In the plan, not found on the way.</summary>
    public required bool Planned { get; init; }
    public bool IsRoot { get; init; }

    public IReadOnlyList<string> Signals => _signals;

    /// <summary>Why it cannot be signalled at all, for want of something of ours.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Why it is not touched though it was meant to be; it may not be, or belongs to somebody else now.</summary>
    public string? LeftAlone { get; set; }

    /// <summary>Left alone because nobody may ever signal it.</summary>
    public bool IsNever { get; private set; }

    /// <summary>The kernel refused: another user's.</summary>
    public bool NotOurs { get; private set; }

    public bool HasEnded { get; private set; }

    /// <summary>When it was seen to have ended, in the caller's clock.</summary>
    public long EndedAt { get; private set; }

    /// <summary>To be waited for and signalled still.</summary>
    public bool IsPending => !HasEnded && !NotOurs && LeftAlone is null && Trouble is null;

    /// <summary>For a poll: readable once it has ended.</summary>
    public int Descriptor => _handle?.Descriptor ?? -1;

    /// <summary>Null when there is no such process any more. Opens first, compares second: a pid reused before the comparison is caught by it, one reused later cannot matter.</summary>
    public static EndingTarget? Open(ProcFolder proc, in ProcessIdentity process, int order, string command, bool planned, bool isRoot)
    {
        var handle = ProcessHandle.TryOpen(process.Pid, out int error);
        if (handle is null && error is Errno.NoProcess or Errno.Invalid)
            return null;
        string? trouble = handle is null ? "no file descriptor is free to hold it" : null;
        var row = new ProcessRow();
        switch (proc.ReadStat(process.Pid, ref row))
        {
            case StatReading.Done when row.StartTicks == process.StartTicks && handle?.HasExited != true:
                break;
            case StatReading.Denied:
                trouble = "nobody can tell which process it is";
                break;
            case StatReading.Failed:
                trouble ??= "its stat file cannot be read";
                break;
            default:
                handle?.Dispose();
                return null;
        }
        return new EndingTarget(proc, process, handle, trouble) { Order = order, Command = command, Planned = planned, IsRoot = isRoot };
    }

    public bool Got(EndingSignal signal) => _signals.Contains(signal.Name);

    /// <summary>As it is at this moment; false when it has ended.</summary>
    public bool TryRead(out ProcessRow row)
    {
        row = new ProcessRow();
        return !HasEnded && _proc.ReadStat(Process.Pid, ref row) == StatReading.Done && row.StartTicks == Process.StartTicks;
    }

    /// <summary>Leaves it alone for good if it is, as it is now, one that nobody may ever signal. Who cannot be read is not signalled either.</summary>
    public void RefuseNever(Census census, long now)
    {
        if (Trouble is not null || HasEnded)
            return;
        bool read = TryRead(out var row);
        if (read && NeverSignalled.Reason(row, census) is { } reason)
        {
            LeftAlone = reason;
            IsNever = true;
        }
        else if (!read && !Exited(now))
            Trouble = "its stat file cannot be read";
    }

    /// <summary>Sends it, unless by now it must not be touched or is gone.</summary>
    public void Send(EndingSignal signal, Census census, long now)
    {
        if (!IsPending || Exited(now))
            return;
        RefuseNever(census, now);
        if (!IsPending)
            return;
        switch (_handle!.Send(signal.Number)) // without one it is not pending
        {
            case 0:
                _signals.Add(signal.Name);
                break;
            case Errno.Perm:
                NotOurs = true;
                break;
            default:
                _ = Exited(now);
                break;
        }
    }

    /// <summary>For one that was stopped and is not killed after all: it is somebody else's by now, or the ending broke off.</summary>
    public void GoOn(long now)
    {
        if (Got(EndingSignal.Stop) && !Got(EndingSignal.Kill) && !Exited(now) && _handle!.Send(EndingSignal.Continue.Number) == 0) // it got a signal through it
            _signals.Add(EndingSignal.Continue.Name);
    }

    /// <summary>Asks the kernel whether it has ended, all its threads included. The pidfd goes on being held: it knows how.</summary>
    public bool Exited(long now)
    {
        if (HasEnded || _handle?.HasExited != true)
            return HasEnded;
        HasEnded = true;
        EndedAt = now;
        return true;
    }

    /// <summary>How it ended, if the kernel tells; and its parent if nobody has waited for it yet, else 0.</summary>
    public Model.Ending ReadEnding(out int unreapedBy)
    {
        unreapedBy = 0;
        var row = new ProcessRow();
        if (_proc.ReadStat(Process.Pid, ref row) == StatReading.Done && row.StartTicks == Process.StartTicks && row.State == 'Z')
        {
            unreapedBy = row.Parent;
            row.UserId = _proc.ReadUser(Process.Pid, uint.MaxValue);
            _proc.DistrustForeignExit(ref row);
            return WaitStatus.Decode(row.ExitStatus);
        }
        return _handle is not null && _handle.TryReadExitStatus(out int status) ? WaitStatus.Decode(status) : WaitStatus.Unknown;
    }

    public void Dispose() => _handle?.Dispose();
}
