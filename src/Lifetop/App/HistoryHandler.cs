using System;
using System.Collections.Generic;
using System.Globalization;
using Humanizer;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Registry;
using Lifetop.Screens;
using Lifetop.Screens.Detail;

namespace Lifetop.App;

/// <summary>The registry for reading, one for whoever calls; null with the reason when there is no place for one.</summary>
public delegate RegistryFile? RegistryForReading(out string missing);

/// <summary>Reads from the registry what happened to a worker, what lifetop did and what became of its task. Opens it at the first question.</summary>
public sealed class HistoryHandler(RegistryForReading open, TimeProvider time) : IEffectHandler
{
    private const int Most = 100;
    private RegistryFile? _registry;

    public string Name => "history";

    public bool Handles(Effect effect) => effect is ReadHistory;

    public bool Supersedes(Effect newer, Effect older) => true;

    public void Run(Effect effect, Inbox inbox)
    {
        string identity = ((ReadHistory)effect).Identity;
        string missing = "";
        _registry ??= open(out missing);
        inbox.Post(_registry is null ? new HistoryRead(identity, missing, []) : Read(_registry, identity));
    }

    public void Dispose() => _registry?.Dispose();

    private HistoryRead Read(RegistryFile registry, string identity)
    {
        var query = new HistoryQuery { Identity = identity, Limit = Most };
        var status = new History(registry).Transitions(query, out var transitions);
        // None begun yet is no trouble: nothing happened that was written down.
        if (!status.IsUsable)
            return new HistoryRead(identity, status.State == RegistryState.Missing ? null : status.Message, []);
        status = new ActionHistory(registry).Plans(query, out var plans);
        if (!status.IsUsable)
            return new HistoryRead(identity, status.Message, []);
        status = new TaskRecords(registry).Tasks(query, out var tasks);
        if (!status.IsUsable)
            return new HistoryRead(identity, status.Message, []);
        SpentPages.ReleaseAt(SpentPages.Turn.WordsOfAge);
        var now = time.GetUtcNow();
        var events = new List<HistoryEvent>(transitions.Length + plans.Length + tasks.Length);
        foreach (var one in transitions)
            events.Add(new HistoryEvent(one.At, Ago(one.At, now), one.From, one.To, one.Note, one.By));
        foreach (var plan in plans)
            events.Add(new HistoryEvent(plan.BegunAt, Ago(plan.BegunAt, now), null, null, Words(plan, identity), plan.User));
        foreach (var task in tasks)
            events.Add(new HistoryEvent(task.At, Ago(task.At, now), null, null, TaskWords.Of(task.Task), task.Task.Source));
        events.Reverse();
        SortNewestFirst(events);
        return new HistoryRead(identity, null, [.. events.GetRange(0, Math.Min(Most, events.Count))]);
    }

    /// <summary>What was written down at one moment keeps its order. By hand: the framework's stable way is compiled on the spot.</summary>
    private static void SortNewestFirst(List<HistoryEvent> events)
    {
        for (int i = 1; i < events.Count; i++)
        {
            var one = events[i];
            int place = i;
            for (; place > 0 && events[place - 1].At < one.At; place--)
                events[place] = events[place - 1];
            events[place] = one;
        }
    }

    private static string Ago(DateTimeOffset at, DateTimeOffset now) => at.Humanize(now, CultureInfo.InvariantCulture);

    /// <summary><c>reap: done, 2 of 2 gone, TERM, 0.4s</c></summary>
    private static string Words(RecordedPlan plan, string identity)
    {
        string text = $"{plan.Action}: {plan.Outcome ?? "not finished"}";
        if (plan.Reason is { Length: > 0 } reason)
            text += ", " + reason;
        foreach (var step in plan.Steps)
            if (step.Detail is { Length: > 0 } detail && (step.Worker == identity || plan.Workers.Length == 1))
                text += ", " + detail;
        return text;
    }
}
