using System;
using System.Collections.Generic;
using Lifetop.Judgement;
using Lifetop.Model;

namespace Lifetop.App.Watching;

/// <summary>Something worth a line of the log.</summary>
/// <param name="Kind">state, action, source, registry, watch.</param>
/// <param name="Key">Of the worker or source; empty where it is about neither.</param>
public sealed record WatchEvent(DateTimeOffset At, string Kind, string Key, string Text);

/// <summary>Tells each change of state once, but how busy a live worker is, and each failure of a source when it begins and ends.</summary>
internal sealed class WatchTelling(Action<WatchEvent> tell)
{
    private readonly Dictionary<string, Lifecycle> _states = [];
    private readonly List<PastFailure> _recovered = [];
    private Gap[] _failing = [];
    private bool _hasLooked;

    /// <summary>The last failure of each source that answers again.</summary>
    public IReadOnlyList<PastFailure> Recovered => _recovered;

    public void See(Roster roster, DateTimeOffset now)
    {
        if (_states.Count > 2 * roster.Workers.Length + 100)
            _states.Clear();
        foreach (var judged in roster.Workers)
        {
            var state = judged.Verdict.State;
            bool known = _states.TryGetValue(judged.Worker.Identity, out var before);
            if (known && before == state)
                continue;
            _states[judged.Worker.Identity] = state;
            if (_hasLooked && !(IsCalm(state) && (!known || IsCalm(before))))
                tell(new WatchEvent(now, "state", judged.Worker.Key.Text, judged.Verdict.RenderNote(now) is { Length: > 0 } note ? $"{state.Word()}: {note}" : state.Word()));
        }
        Sources(roster, now);
        _hasLooked = true;
    }

    /// <summary>An end that no look has shown: by now it runs anew.</summary>
    public void See(EndedAttempt ended, DateTimeOffset now)
    {
        var (worker, verdict) = (ended.Judged.Worker, ended.Judged.Verdict);
        string note = verdict.RenderNote(now);
        tell(new WatchEvent(now, "state", worker.Key.Text, $"{verdict.State.Word()}{(note.Length > 0 ? ": " + note : "")}; begun anew since"));
    }

    private static bool IsCalm(Lifecycle state) => state is Lifecycle.Running or Lifecycle.Idle;

    private void Sources(Roster roster, DateTimeOffset now)
    {
        foreach (var gap in roster.Gaps)
            if (!IsAmong(_failing, gap))
                tell(new WatchEvent(now, "source", gap.Source, gap.What));
        foreach (var gap in _failing)
            if (!IsAmong(roster.Gaps.AsSpan(), gap))
            {
                tell(new WatchEvent(now, "source", gap.Source, $"answers again after {AgeText.Age(now - gap.Since)}"));
                _recovered.RemoveAll(other => other.Source == gap.Source);
                _recovered.Add(new PastFailure(gap.Source, gap.What, gap.Since, now));
            }
        _failing = [.. roster.Gaps];
    }

    private static bool IsAmong(ReadOnlySpan<Gap> gaps, Gap gap)
    {
        foreach (var other in gaps)
            if (other.Source == gap.Source && other.Scope == gap.Scope)
                return true;
        return false;
    }
}
