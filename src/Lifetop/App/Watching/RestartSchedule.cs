using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Actions;
using Lifetop.Actions.Restarts;
using Lifetop.Model;
using Lifetop.Registry;
using Lifetop.Settings;

namespace Lifetop.App.Watching;

/// <summary>
/// When those that should live are started again. What it goes by is in the journal, read anew for each end, so that a watch which dies and
/// comes back waits as long and counts as far as it would have.
/// </summary>
/// <param name="open">The registry; null when there is none.</param>
/// <param name="order">Has a worker started again.</param>
/// <param name="broken">Told when the breaker opens, with how often it was started.</param>
public sealed class RestartSchedule(UserSettings settings, Func<RegistryFile?> open, Action<WatchOrder> order, Action<JudgedWorker, int> broken)
{
    private const string BreakerOpen = "breaker open after ";

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    /// <summary>Whether a hand has closed the breaker meanwhile, or ended the rest, stands in the journal alone.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, Entry> _entries = [];
    private readonly List<string> _gone = [];
    private long _turn;

    /// <summary>When the next is due; null when none is.</summary>
    public DateTimeOffset? Next { get; private set; }

    public void See(Roster roster, DateTimeOffset now)
    {
        _turn++;
        Next = null;
        foreach (var judged in roster.Workers)
            if (WatchRules.IsStartable(judged.Worker) && WatchRules.RestartPolicyOf(judged.Worker, settings) != "no")
                See(judged, now);
        _gone.Clear();
        foreach (var (identity, entry) in _entries)
            if (entry.Turn != _turn && !entry.IsOrdered)
                _gone.Add(identity);
        foreach (string identity in _gone)
            _entries.Remove(identity);
    }

    /// <summary>What came of an order.</summary>
    public void Take(WatchReport report, DateTimeOffset now)
    {
        if (!_entries.TryGetValue(report.Order.Identity, out var entry))
            return;
        entry.IsOrdered = false;
        // A rule said no, and will as long as it is this attempt; anything else is planned anew by what the journal has then.
        if (report.Outcome == PlanOutcome.Refused)
            (entry.Next, entry.Why) = (null, report.Text);
        else
            (entry.IsPlanned, entry.NotBefore) = (false, now + TimeSpan.FromSeconds(1));
    }

    public ImmutableArray<WatchedWorker> Workers()
    {
        var workers = ImmutableArray.CreateBuilder<WatchedWorker>(_entries.Count);
        foreach (var (identity, entry) in _entries)
            workers.Add(new WatchedWorker(identity, entry.Key, entry.Restarts, entry.Next, entry.BreakerSince, entry.Why));
        return workers.DrainToImmutable();
    }

    private void See(JudgedWorker judged, DateTimeOffset now)
    {
        if (!_entries.TryGetValue(judged.Worker.Identity, out var entry))
            _entries[judged.Worker.Identity] = entry = new Entry { Restarts = Restarts(judged) };
        (entry.Turn, entry.Key) = (_turn, judged.Worker.Key.Text);
        if (!WatchRules.IsRestarted(judged, settings))
        {
            if (!entry.IsOrdered && judged.Verdict.State is not (Lifecycle.Reaping or Lifecycle.Restarting or Lifecycle.Unknown))
                entry.Rest();
            return;
        }
        if (!entry.IsPlanned || entry.Root != judged.Worker.Root || entry.Since != judged.Verdict.Since || entry.AskAt <= now)
            Plan(entry, judged, now);
        if (entry.AskAt is { } ask)
            Next = Next is { } earlier && earlier < ask ? earlier : ask;
        if (entry.IsOrdered || entry.Next is not { } next)
            return;
        if (next > now)
        {
            Next = Next is { } sooner && sooner < next ? sooner : next;
            return;
        }
        entry.IsOrdered = true;
        order(new WatchOrder(WatchDeed.Restart, judged.Worker.Identity, judged.Worker.Name, judged.Worker.Root) { Restarts = entry.Restarts });
    }

    private void Plan(Entry entry, JudgedWorker judged, DateTimeOffset now)
    {
        if (entry.IsOrdered || now < entry.NotBefore)
        {
            entry.Next = entry.IsOrdered ? entry.Next : entry.NotBefore;
            return;
        }
        bool wasOpen = entry.BreakerSince is not null;
        entry.Rest();
        if (Read(judged) is not { } history)
        {
            (entry.Next, entry.NotBefore, entry.Why) = (null, now + Again, "the registry cannot be read");
            Next = Next is { } sooner && sooner < entry.NotBefore ? sooner : entry.NotBefore;
            return;
        }
        (entry.IsPlanned, entry.Root, entry.Since, entry.Restarts) = (true, judged.Worker.Root, judged.Verdict.Since, history.ByItself.Length);
        if (history.Rests)
        {
            (entry.Why, entry.AskAt) = ("stopped: lifetop restart starts it again", now + AskAgain);
            return;
        }
        var ended = EndOf(judged, now);
        var advice = Backoff.Of(history.ByItself, ended, Jitter(judged.Worker.Identity, history.ByItself.Length), settings.Restarts);
        if (!advice.IsOpen)
        {
            // A start that failed is as good as an end.
            entry.Next = (history.ByItself is [.., var last] && last > ended ? last : ended) + advice.Delay;
            return;
        }
        (entry.BreakerSince, entry.AskAt) = (history.ByItself[^1], now + AskAgain);
        entry.Why = Broken(history.ByItself.Length, settings.Restarts);
        if (!wasOpen)
            broken(judged, history.ByItself.Length);
    }

    public static string Broken(int restarts, RestartLimits limits)
        => $"{BreakerOpen}{restarts.ToString(CultureInfo.InvariantCulture)} restarts, {limits.Most.ToString(CultureInfo.InvariantCulture)} in {AgeText.Limit(limits.Window)} are the most";

    /// <summary>Whether a summary tells of an open breaker.</summary>
    public static bool IsBroken(string summary) => summary.StartsWith(BreakerOpen, StringComparison.Ordinal);

    /// <summary>What else such a summary says: the last words of the worker; null for none.</summary>
    public static string? AfterBroken(string summary) => summary.IndexOf(": ", StringComparison.Ordinal) is > 0 and var end ? summary[(end + 2)..] : null;

    /// <summary>tmux cuts the second in which a pane died: it may have been as much later.</summary>
    private static DateTimeOffset EndOf(JudgedWorker judged, DateTimeOffset now)
    {
        var since = judged.Verdict.Since;
        var latest = since.Ticks % TimeSpan.TicksPerSecond == 0 ? since + TimeSpan.FromSeconds(1) : since;
        return latest < now ? latest : now;
    }

    private RestartHistory? Read(JudgedWorker judged)
    {
        using var registry = open();
        if (registry is null)
            return null;
        var status = RestartHistory.Read(registry, judged.Worker.Identity, judged.Worker.AlsoKnownAs, out var history);
        return status.IsUsable ? history : null;
    }

    private int Restarts(JudgedWorker judged) => Read(judged)?.ByItself.Length ?? 0;

    /// <summary>At random, but the same for whoever asks: a watch that comes back waits for the same moment.</summary>
    private static double Jitter(string identity, int restarts)
    {
        uint mixed = (uint)restarts * 2654435761;
        foreach (char letter in identity)
            mixed = (mixed ^ letter) * 16777619;
        return mixed / (double)uint.MaxValue;
    }

    private sealed class Entry
    {
        public string Key { get; set; } = "";
        public ProcessIdentity? Root { get; set; }
        public DateTimeOffset Since { get; set; }
        public DateTimeOffset NotBefore { get; set; }
        public DateTimeOffset? Next { get; set; }
        public DateTimeOffset? BreakerSince { get; set; }

        /// <summary>When the journal is read once more; null while its word is final.</summary>
        public DateTimeOffset? AskAt { get; set; }
        public string Why { get; set; } = "";
        public int Restarts { get; set; }
        public bool IsPlanned { get; set; }
        public bool IsOrdered { get; set; }
        public long Turn { get; set; }

        /// <summary>Nothing is to be done about it now.</summary>
        public void Rest() => (IsPlanned, Next, BreakerSince, AskAt, Why) = (false, null, null, null, "");
    }
}
