using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Lifetop.Model;

namespace Lifetop.Actions.Ending;

/// <summary>What came of one order, in words and process by process. Gone is said only of those that are.</summary>
/// <param name="since">The time from the beginning of the ending to a moment of it.</param>
internal sealed class EndingReport(EndingTree tree, int number, EndingOrder order, int looks, bool cancelled, Func<long, TimeSpan> since)
{
    private readonly List<ProcessIdentity> _asked = [];
    private readonly List<string> _remarks = [];
    private readonly ImmutableArray<EndedProcess>.Builder _processes = ImmutableArray.CreateBuilder<EndedProcess>();
    private int _all, _gone, _signalled, _alive, _notOurs, _never, _others;
    private bool _reused, _killed, _hungUp;
    private TimeSpan _took;

    public StepResult Result()
    {
        foreach (var missed in tree.Missed)
            if (missed.Order == number)
                AddMissed(missed);
        foreach (var target in tree.All)
            if (target.Order == number)
                Add(target);
        bool hides = !tree.SeesAll && _signalled > 0;
        if (hides)
            _remarks.Add("/proc cannot be read whole, so more of them may live");
        var outcome = Outcome(hides);
        return new StepResult(outcome, Detail(outcome)) { Processes = _processes.ToImmutable(), Rounds = looks };
    }

    private void AddMissed(MissedProcess missed)
    {
        var process = missed.Planned.Process;
        string how = missed.Reused ? "no longer that process"
            : missed.UnreapedBy > 0 ? EndingWords.Zombie(process.Pid, missed.UnreapedBy, tree.Census.Processes)
            : "gone before";
        _processes.Add(new EndedProcess(process, missed.Planned.Command, [], Gone: true, how));
        _all++;
        _gone++;
        _reused |= missed.Reused;
        if (missed.Reused)
            _remarks.Add($"pid {EndingWords.Number(process.Pid)} is no longer that process");
        else if (missed.UnreapedBy > 0)
            _remarks.Add(how);
    }

    private void Add(EndingTarget target)
    {
        ImmutableArray<string> signals = [.. target.Signals];
        _signalled += signals.IsEmpty ? 0 : 1;
        if (target.LeftAlone is { } reason)
        {
            (_never, _others) = target.IsNever ? (_never + 1, _others) : (_never, _others + 1);
            Say(target, signals, gone: false, $"left alone: {reason}", remark: true);
            return;
        }
        _all++;
        _killed |= target.Got(EndingSignal.Kill);
        _hungUp |= target.Got(EndingSignal.HangUp);
        if (target.HasEnded)
        {
            _gone++;
            var took = since(target.EndedAt);
            _took = took > _took ? took : _took;
            AddGone(target, signals);
        }
        else if (target.NotOurs)
        {
            _notOurs++;
            Say(target, signals, gone: false, "not ours to signal", remark: true);
        }
        else
        {
            _alive++;
            AddSurvivor(target, signals);
        }
    }

    private void AddGone(EndingTarget target, ImmutableArray<string> signals)
    {
        var ending = target.ReadEnding(out int unreapedBy);
        string? status = EndingWords.How(ending);
        Say(target, signals, gone: true, status is null ? "gone" : "gone, " + status);
        if (target.IsRoot && ending.ExitCode is not null)
            _remarks.Add("its root ended with " + status);
        // The first process of the machine takes in everybody's orphans, and waits for them soon.
        if (unreapedBy > 1 && !IsOurs(unreapedBy))
            _remarks.Add(EndingWords.Zombie(target.Process.Pid, unreapedBy, tree.Census.Processes));
    }

    private void AddSurvivor(EndingTarget target, ImmutableArray<string> signals)
    {
        if (cancelled)
        {
            if (target.Got(EndingSignal.Terminate))
                _asked.Add(target.Process);
            Say(target, signals, gone: false, "lives on");
            return;
        }
        string state = target.TryRead(out var row) ? ((char)row.State).ToString() : "?";
        Say(target, signals, gone: false, target.Trouble is { } trouble ? $"survives: {trouble}" : $"survives in state {state}", remark: true);
    }

    private void Say(EndingTarget target, ImmutableArray<string> signals, bool gone, string how, bool remark = false)
    {
        _processes.Add(new EndedProcess(target.Process, target.Command, signals, gone, how));
        if (remark)
            _remarks.Add($"pid {EndingWords.Number(target.Process.Pid)} {how}");
    }

    private bool IsOurs(int pid)
    {
        foreach (var target in tree.All)
            if (target.Process.Pid == pid && target.HasEnded)
                return true;
        return false;
    }

    private StepOutcome Outcome(bool hides) => this switch
    {
        _ when cancelled && _alive > 0 => StepOutcome.Cancelled,
        _ when _alive > 0 || hides => StepOutcome.Partly,
        _ when _notOurs > 0 => _signalled > 0 ? StepOutcome.Partly : StepOutcome.NoRights,
        _ when _never > 0 => _signalled > 0 ? StepOutcome.Partly : StepOutcome.Skipped,
        _ when _signalled > 0 => StepOutcome.Done,
        _ when _reused || _others > 0 => StepOutcome.Skipped,
        _ => StepOutcome.Already,
    };

    private string Detail(StepOutcome outcome)
    {
        var text = new StringBuilder();
        if (_all == 0 && _remarks.Count == 0)
            text.Append("nothing of it was alive");
        else if (outcome == StepOutcome.Already)
            text.Append(EndingWords.Count(_gone, _all)).Append(" before");
        else if (_signalled > 0)
            text.Append(EndingWords.Count(_gone, _all)).Append(", ").Append(Signals()).Append(", ")
                .Append(Took().TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)).Append('s');
        if (_killed)
            text.Append(", ").Append(EndingWords.Number(looks)).Append(" looks");
        if (outcome == StepOutcome.Cancelled)
            text.Append(text.Length == 0 ? "" : "; ").Append(_asked.Count == 0 ? "cancelled before anybody was signalled" : "cancelled when TERM had gone to " + EndingWords.Pids(_asked));
        foreach (string remark in _remarks)
            text.Append(text.Length == 0 ? "" : "; ").Append(remark);
        return text.ToString();
    }

    /// <summary>Until the last of them was gone; until now while some are not.</summary>
    private TimeSpan Took() => _gone == _all ? _took : since(tree.LookedAt);

    private string Signals()
    {
        string polite = _hungUp ? "TERM and HUP" : "TERM";
        return !_killed ? polite : order.Step.Grace > TimeSpan.Zero ? "KILL after grace" : "KILL";
    }
}
