using System;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Actions;
using Lifetop.App.Watching;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Registry;
using Lifetop.Settings;

namespace Lifetop.App.Checks;

/// <summary>Looks at everything lifetop depends on. Changes nothing.</summary>
/// <param name="lookout">Has looked.</param>
/// <param name="problems">Of the config.</param>
public sealed class Doctor(Lookout lookout, ImmutableArray<Problem> problems, string configPath)
{
    private readonly ImmutableArray<Check>.Builder _checks = ImmutableArray.CreateBuilder<Check>();

    public ImmutableArray<Check> Examine()
    {
        var roster = lookout.Last!; // it has looked
        Tmux();
        Processes();
        AgentSystems();
        Daemons(roster);
        Config();
        State();
        Sources(roster);
        Watch();
        Plans();
        Leftovers(roster);
        return _checks.DrainToImmutable();
    }

    private void Tmux()
    {
        if (TmuxClient.InstalledVersion() is not { } version)
        {
            Add("tmux", Health.Doubtful, "not installed: no panes are seen", "apt-get install tmux");
            return;
        }
        if (TmuxClient.IsTooOld(version))
        {
            Add("tmux", Health.Bad, $"{version} is too old to be read safely", "3.2 or newer is needed");
            return;
        }
        var census = lookout.Engine!.Observer.Census; // the look made it
        Add("tmux", Health.Good, $"{version}, {Number(census.Servers.Length)} {(census.Servers.Length == 1 ? "server" : "servers")}, {Number(census.Panes.Length)} panes");
        foreach (var server in census.Servers)
            Add("tmux server", Health.Good, $"{server.Socket}, pid {Number(server.Pid)}{(server.Label.Length == 0 ? ", the default" : "")}");
    }

    private void Processes()
    {
        var table = lookout.Engine!.Observer.Census.Processes;
        if (table.SeesEverybody)
            Add("processes", Health.Good, $"{Number(table.Count)} seen, of everybody");
        else
            Add("processes", Health.Doubtful, "the kernel hides other users' processes (hidepid): theirs cannot be adopted or judged", "run lifetop as that user, or mount /proc with gid= for your group");
        if (table.Boot == default)
            Add("boot id", Health.Bad, "/proc/sys/kernel/random/boot_id cannot be read: nothing can be remembered across looks", "mount /proc whole");
    }

    private void AgentSystems()
    {
        foreach (var system in SystemFinding.All(lookout.Engine!.Observer)) // the look made it
        {
            if (system.Places.IsEmpty)
                Add(system.Name, system.IsCertain ? Health.Good : Health.Doubtful, system.Absence);
            foreach (var place in system.Places)
                Add(system.Name, Health.Good, $"{place.Path} ({place.By}): {Number(place.Workers)} {(place.Workers == 1 ? "worker" : "workers")}");
        }
    }

    /// <summary>Those of agent systems: which is down, what waits for it and how it is started again, and what its log complains of.</summary>
    private void Daemons(Roster roster)
    {
        foreach (var judged in roster.Workers)
        {
            if (judged.Worker is not { Kind: WorkerKind.Daemon, Declaration.System: { } daemon } worker)
                continue;
            string key = worker.Key.Text;
            if (daemon.IsDaemon && judged.Verdict.State is Lifecycle.Zombie or Lifecycle.Failed)
                Add(worker.Source, Health.Doubtful, $"{key}: {judged.Verdict.RenderNote(roster.Time)}", HowToStart(worker, daemon));
            if (daemon.LogSays.Length > 0)
                Add(worker.Source, Health.Doubtful, $"{key}: in its last log lines {daemon.LogSays}", $"lifetop why {ShellWord.Of(key)}");
        }
    }

    private string HowToStart(Worker worker, SystemFacts daemon)
    {
        string restart = $"lifetop restart {ShellWord.Of(worker.Key.Text)}";
        if (daemon.Wrapper.IsEmpty)
            restart = $"set sources.{worker.Source}.wrapper to the command that starts it, then {restart}";
        return WatchRules.RestartPolicyOf(worker, lookout.Settings) == "no" ? $"{restart}; with sources.{worker.Source}.restart lifetop watch does that" : $"{restart}, or leave that to lifetop watch";
    }

    private void Config()
    {
        if (ConfigFile.Nowhere(configPath, lookout.Paths) is { } missing)
            Add("config", Health.Doubtful, missing, "until then the defaults hold");
        else if (problems.IsEmpty)
            Add("config", Health.Good, configPath);
        foreach (var problem in problems)
            Add("config", Health.Doubtful, problem.Line == 0 ? problem.Text : $"line {Number(problem.Line)}: {problem.Text}", $"edit {configPath}");
    }

    private void State()
    {
        if (SqliteLibrary.Load() is { } missing)
        {
            Add("sqlite", Health.Bad, missing, "apt-get install libsqlite3-0");
            return;
        }
        Add("sqlite", Health.Good, SqliteLibrary.Version);
        if (lookout.OpenRegistry(out string nowhere) is not { } registry)
        {
            Add("registry", Health.Bad, nowhere, "set HOME or XDG_STATE_HOME");
            return;
        }
        using (registry)
        {
            if (registry.Folder.Distrust() is { } reason)
            {
                Add("registry", Health.Bad, reason, "lifetop observes only until that is mended");
                return;
            }
            string? damage = registry.Damage(out var status);
            if (damage is not null)
                Add("registry", Health.Bad, $"{registry.Folder.Registry}: {damage}", WhatToDo(status));
            else if (registry.NewerSchema() is { } newer)
                Add("registry", Health.Doubtful, newer, "until then it is only read");
            else if (registry.Folder.Hindrance is { } hindrance)
                Add("registry", Health.Bad, hindrance, "make room or writable, or set XDG_STATE_HOME; it works again at once");
            else if (status.IsUsable)
                Add("registry", Health.Good, registry.Folder.Registry);
            else
                Add("registry", status.State == RegistryState.Missing ? Health.Good : Health.Bad, status.Message);
            if (registry.Remark is { } remark)
                Add("registry", Health.Doubtful, remark);
            if (FileStamp.Of(registry.Folder.Memory).Exists && MemoryFile.Read(registry.Folder.Memory, out string why) is null)
                Add("memory", Health.Doubtful, why, "it is a copy: the next look writes it anew");
        }
    }

    /// <summary>A single page is met only by who needs it, or by who reads all of them: that is who stays open.</summary>
    private static string WhatToDo(RegistryStatus damaged) => damaged.State == RegistryState.Corrupt
        ? "the next record sets it aside and begins a new one: run lifetop ls"
        : "open the screen or start lifetop watch: it sets the file aside and begins a new one, with what you decided; what can be read of the old one stays in it";

    private void Sources(Roster roster)
    {
        foreach (var gap in roster.Gaps)
            Add(gap.Source, gap.HidesWorkers ? Health.Bad : Health.Doubtful, $"{(gap.Scope.Length == 0 || gap.What.StartsWith(gap.Scope, StringComparison.Ordinal) ? "" : gap.Scope + ": ")}{gap.What}, for {AgeText.Age(roster.Time - gap.Since)}");
    }

    /// <summary>Who leads, what fails for it and since when, and whom it has given up.</summary>
    private void Watch()
    {
        if (lookout.Paths.StateFolder is not { } state)
            return;
        var now = lookout.Time.GetUtcNow();
        if (WatchHealth.Living(state) is not { } watch)
        {
            if (WatchHealth.Read(state) is { } dead)
                Add("watch", Health.Doubtful, $"pid {Number(dead.Process.Pid)} died after its look {AgeText.Age(now - dead.LastLook)} ago", "lifetop watch --detach starts another one");
            else
                Add("watch", Health.Good, "no headless watch runs");
            return;
        }
        string who = $"pid {Number(watch.Process.Pid)} leads since {AgeText.Age(now - watch.Since)}, looked {AgeText.Age(now - watch.LastLook)} ago";
        if (watch.Hangs(now))
            Add("watch", Health.Bad, who + ": it hangs", "lifetop watch --stop, then lifetop watch --detach");
        else
            Add("watch", Health.Good, who);
        if (watch.Trouble.Length > 0)
            Add("watch", Health.Bad, $"it records nothing: {watch.Trouble}");
        foreach (var gap in watch.Failing)
            Add("watch", gap.HidesWorkers ? Health.Bad : Health.Doubtful, $"{gap.Source} fails for {AgeText.Age(now - gap.Since)}: {gap.What}");
        foreach (var worker in watch.Workers)
            if (worker.BreakerSince is not null)
                Add("watch", Health.Doubtful, $"{worker.Key}: {worker.Why}", $"lifetop why {ShellWord.Of(worker.Key)}; lifetop restart {ShellWord.Of(worker.Key)} closes the breaker");
    }

    private void Plans()
    {
        if (lookout.OpenRegistry(out _) is not { } registry)
            return;
        using (registry)
        {
            if (!new UnfinishedPlans(registry).Read(out var plans).IsUsable)
                return;
            foreach (var plan in plans)
            {
                string whom = plan.Workers.Length == 1 ? plan.Workers[0].Key : Number(plan.Workers.Length) + " workers";
                Add("plan", Health.Doubtful,
                    $"plan {plan.Id.ToString(CultureInfo.InvariantCulture)} unfinished: {plan.Word} of {whom} by {plan.User}, {Number(plan.StepsDone)} of {Number(plan.Steps)} steps, begun {AgeText.Age(lookout.Time.GetUtcNow() - plan.BegunAt)} ago; its lifetop died",
                    MendOf(plan));
            }
            if (plans.IsEmpty)
                Add("plans", Health.Good, "none is unfinished");
        }
    }

    /// <summary>The same again takes it over: every step may be done twice.</summary>
    private static string MendOf(UnfinishedPlan plan)
    {
        string names = "";
        foreach (var worker in plan.Workers)
            names += " " + worker.Key;
        return plan.Action switch
        {
            WorkerAction.Reap or WorkerAction.Sweep => $"lifetop reap{names} finishes it",
            WorkerAction.ReapNow => $"lifetop reap --grace 0{names} finishes it",
            WorkerAction.Stop or WorkerAction.Restart => $"lifetop {plan.Word}{names} finishes it",
            WorkerAction.Spawn => $"lifetop sweep --yes undoes it, and so does a spawn under that name",
            _ => $"look at{names}; any action on it takes the plan over",
        } + (plan.Action == WorkerAction.Spawn ? "" : "; lifetop sweep offers to finish or drop it");
    }

    private void Leftovers(Roster roster)
    {
        int stale = 0;
        foreach (var judged in roster.Workers)
            if (judged.Worker.Source == "pidfile" && judged.Verdict.State is Lifecycle.Zombie or Lifecycle.Failed && judged.Worker.Declaration is { File: { } file })
            {
                stale++;
                Add("pid file", Health.Doubtful, $"{file}: {judged.Verdict.RenderNote(roster.Time)}", $"lifetop why {ShellWord.Of(judged.Worker.Key.Text)}");
            }
        if (stale == 0)
            Add("pid files", Health.Good, "none is stale");
    }

    private void Add(string what, Health health, string says, string mend = "") => _checks.Add(new Check(what, health, says, mend));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
