using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using Lifetop.Actions;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Registry;
using Lifetop.Settings;

namespace Lifetop.App.Watching;

/// <summary>
/// The engine without a screen: looks as the screen does, records, tells, runs hooks, and orders from its lanes what policy lets it do. No
/// source, hook, registry or mistake ends it; only being told to does.
/// </summary>
/// <param name="config">What holds, and what holds from when it is changed.</param>
/// <param name="make">A lookout of its own for whoever asks; true for who acts, and so reads from the registry itself what people decided.</param>
/// <param name="folder">Where it is known by; the caller holds its lock.</param>
/// <param name="actor">In whose name it acts.</param>
/// <param name="tell">Takes what is worth a line, from any thread.</param>
/// <param name="time">The clock.</param>
public sealed class Watcher(WatchConfig config, Func<UserSettings, bool, Lookout> make, WatchFolder folder, Actor actor, Action<WatchEvent> tell, TimeProvider time)
{
    private static readonly TimeSpan HealthEvery = TimeSpan.FromSeconds(5), Spacing = TimeSpan.FromMilliseconds(250), AfterMistake = TimeSpan.FromSeconds(5), Ending = TimeSpan.FromSeconds(5);

    private readonly ConcurrentQueue<WatchReport> _reports = new();
    private readonly ProcessIdentity _self = PlanOwner.Self();
    private readonly DateTimeOffset _since = time.GetUtcNow();
    private Lookout? _lookout;
    private DateTimeOffset _healthAt;
    private Roster _seen = Roster.Empty;
    private string? _trouble;
    private readonly Dictionary<string, DateTimeOffset> _summarized = [];

    /// <summary>Returns when it was told to end.</summary>
    public void Run(CancellationToken cancel)
    {
        using var ending = cancel.Register(() => Wake());
        using var restarting = new WatchLane("restart", MakeActor, Report);
        using var cleaning = new WatchLane("clean", MakeActor, Report);
        using var hooks = new WatchHooks(text => Tell("hook", "", text));
        var left = new LeftPlanSchedule(OpenRegistry, cleaning.Order);
        var telling = new WatchTelling(tell);
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                var settings = config.Settings;
                // What they count is in the journal, so that they may begin anew with other settings.
                var work = new Work(settings,
                    new RestartSchedule(settings, OpenRegistry, restarting.Order, Broken),
                    new ReapSchedule(settings, cleaning.Order),
                    left, new ArchiveSchedule(settings.Policy.ArchiveAfter, OpenRegistry, cleaning.Order), telling, Hooks.Of(settings, readOnly: false), hooks);
                using var lookout = _lookout = make(settings, false);
                lookout.Ended = ended => telling.See(ended, time.GetUtcNow());
                lookout.LookOnce([]);
                SpentPages.Stay();
                hooks.TakeOver(lookout);
                work.Hooks.Remember(lookout.Engine!.Past.Recollection);
                while (!cancel.IsCancellationRequested)
                {
                    Take(lookout, work);
                    Rest(lookout, work, cancel);
                    if (IsConfigNew())
                        break;
                    lookout.LookAgain();
                }
                lookout.Record(keepOpen: false);
            }
            catch (Exception mistake) when (mistake is not OutOfMemoryException)
            {
                Tell("watch", "", $"a look failed, the next is in {AgeText.Limit(AfterMistake)}: {mistake.Message}");
                cancel.WaitHandle.WaitOne(AfterMistake);
            }
            _lookout = null;
        }
        restarting.Finish(Ending);
        cleaning.Finish(Ending);
        folder.Leave();
    }

    /// <summary>What belongs to one run with one config.</summary>
    private sealed record Work(UserSettings Settings, RestartSchedule Restarts, ReapSchedule Reaps, LeftPlanSchedule Left, ArchiveSchedule Archive, WatchTelling Telling, Hooks Hooks, WatchHooks Calls);

    private bool IsConfigNew()
    {
        string before = config.Trouble;
        bool isNew = config.Renew(time.GetUtcNow());
        if (isNew)
            Tell("config", "", "read anew");
        else if (config.Trouble != before && config.Trouble.Length > 0)
            Tell("config", "", $"not read anew: {config.Trouble}");
        if (config.Trouble != before)
            _healthAt = default;
        return isNew;
    }

    private void Take(Lookout lookout, Work work)
    {
        var now = time.GetUtcNow();
        var roster = lookout.Last!; // a look was just made
        bool changed = !ReferenceEquals(roster, _seen);
        work.Calls.See(work.Hooks, _seen, roster, lookout.Engine!.Past);
        lookout.Record(keepOpen: true);
        work.Calls.Start();
        _seen = roster;
        TellOfRegistry(lookout.Trouble, now);
        if (changed)
        {
            work.Telling.See(roster, now);
            if (Summarize(lookout, roster))
                lookout.RememberAtOnce();
        }
        while (_reports.TryDequeue(out var report))
        {
            changed = true;
            work.Restarts.Take(report, now);
            work.Reaps.Take(report, now);
            if (report.Text.Length > 0 && report.Outcome is not null)
                Tell("action", report.Order.Deed == WatchDeed.Archive ? "" : report.Order.Name, report.Text);
        }
        if (changed || work.Restarts.Next <= now)
            work.Restarts.See(roster, now);
        if (changed || work.Reaps.Next <= now)
            work.Reaps.See(roster, now);
        work.Left.See(lookout.Engine!.Past.Recollection.OpenPlans.AsSpan(), now); // a look came before
        work.Archive.See(now);
        if (changed || now >= _healthAt)
            KeepHealth(roster, work, now);
    }

    /// <summary>Nobody sits before it: deaths that come close together are one look and one record.</summary>
    private void Rest(Lookout lookout, Work work, CancellationToken cancel)
    {
        long began = time.GetTimestamp();
        lookout.Wait(Until(work));
        var rested = time.GetElapsedTime(began);
        if (rested < Spacing)
            cancel.WaitHandle.WaitOne(Spacing - rested);
    }

    private TimeSpan Until(Work work)
    {
        var now = time.GetUtcNow();
        var wait = work.Settings.Interval;
        foreach (var due in (ReadOnlySpan<DateTimeOffset?>)[work.Restarts.Next, work.Reaps.Next])
            if (due is { } next && next - now < wait)
                wait = next > now ? next - now : TimeSpan.Zero;
        return wait;
    }

    private void KeepHealth(Roster roster, Work work, DateTimeOffset now)
    {
        // A burst of changes is one change for who reads it.
        if (now < _healthAt && now > _healthAt - HealthEvery && now < _healthAt - HealthEvery + work.Settings.Interval)
            return;
        _healthAt = now + HealthEvery;
        folder.KeepPid(_self.Pid);
        var health = new WatchHealth(_self, _since, now)
        {
            Failing = [.. roster.Gaps],
            Recovered = [.. work.Telling.Recovered],
            Trouble = _trouble ?? "",
            Config = config.Trouble,
            Workers = work.Restarts.Workers(),
        };
        _ = health.Write(folder);
    }

    /// <summary>What they said last stays in the records of those who ended without a word of their own.</summary>
    /// <returns>Whether there was any.</returns>
    private bool Summarize(Lookout lookout, Roster roster)
    {
        bool any = false;
        foreach (var judged in roster.Workers)
        {
            if (!LastWords.Lacks(judged) || (_summarized.TryGetValue(judged.Worker.Identity, out var at) && at == judged.Verdict.Since))
                continue;
            var words = LastWords.Of(judged);
            var declared = judged.Worker.Declaration!; // who lacks a summary is declared
            // Started again since the look, it is another attempt's record by now.
            bool written = words is not null && lookout.Records.Amend(declared with { Summary = words }, declared) is null;
            if (written || words is null)
                _summarized[judged.Worker.Identity] = judged.Verdict.Since;
            any |= written;
        }
        return any;
    }

    /// <summary>An open breaker stands in the worker's own record, for every list to show.</summary>
    private void Broken(JudgedWorker judged, int restarts)
    {
        string words = RestartSchedule.Broken(restarts, config.Settings.Restarts);
        Tell("action", judged.Worker.Name, $"{words}: lifetop restart {ShellWord.Of(judged.Worker.Name, judged.Worker.Key)} closes it");
        if (judged.Worker.Declaration is { Source: "lifetop" } declared)
            _ = _lookout?.Records.Amend(declared with { Summary = LastWords.Of(judged) is { } last ? $"{words}: {last}" : words }, declared);
    }

    private void TellOfRegistry(string? trouble, DateTimeOffset now)
    {
        if (trouble == _trouble)
            return;
        tell(new WatchEvent(now, "registry", "", trouble ?? "records again"));
        _trouble = trouble;
    }

    private WatchActor MakeActor() => new(make(config.Settings, true), actor);

    private RegistryFile? OpenRegistry() => _lookout?.OpenRegistry(out _);

    private void Report(WatchReport report)
    {
        _reports.Enqueue(report);
        Wake();
    }

    private void Wake()
    {
        try
        {
            _lookout?.Engine?.Observer.Wakeups.Call();
        }
        catch (ObjectDisposedException)
        {
            // Between two lookouts: the next begins with what waits.
        }
    }

    private void Tell(string kind, string key, string text) => tell(new WatchEvent(time.GetUtcNow(), kind, key, text));
}
