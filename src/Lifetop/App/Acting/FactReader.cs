using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Actions;
using Lifetop.Actions.Planning;
using Lifetop.Actions.Restarts;
using Lifetop.Actions.Spawning;
using Lifetop.Actions.Steps;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Registry;

namespace Lifetop.App.Acting;

/// <summary>Collects what a plan is made from, right after the look it is about: the tree, the files, what git says, who is at it already.</summary>
internal sealed class FactReader(Lookout lookout)
{
    private readonly Roster _roster = lookout.Last!; // a look came before
    private readonly Census _census = lookout.Engine!.Observer.Census;
    private readonly Recollection _known = lookout.Engine!.Past.Recollection;

    /// <param name="part">Only this process of it is meant, with what is below that; null for all.</param>
    public WorkerFacts Of(JudgedWorker judged, WorkerAction action, ProcessIdentity? part = null)
    {
        var worker = judged.Worker;
        var meant = part is { } process ? worker with { Members = Below(worker, process) } : worker;
        var bystanders = Bystanders.Of(worker, _roster, _census);
        var worktree = lookout.WorktreeOf(judged);
        var unfinished = Unfinished(worker);
        string? folder = worker.Declaration?.Worktree ?? worker.Past?.Worktree;
        var restarts = action is WorkerAction.Reset or WorkerAction.Restart ? RestartsOf(worker) : null;
        return new WorkerFacts(judged, _roster.Time)
        {
            Safety = lookout.SafetyOf(judged),
            Never = NeverList.Reason(worker, _census),
            UnderWay = Plans.Open(worker, _census, _known),
            Unfinished = unfinished,
            TaskStatus = unfinished is null ? null : LeftPlans.TaskStatus(lookout, unfinished),
            Known = KnownOf(worker),
            Tree = PlannedTree.Of(meant, _census, out var spared),
            Stopped = PlannedTree.Stopped(meant, _census),
            LivesBelowShell = worker is { OwnsPane: false, Pane: { } pane } && PaneContents.IsInteractiveShell(pane, _census),
            Files = FilesOf(worker),
            Record = worker.Declaration?.File is { } file ? FileStamp.Of(file) : default,
            Worktree = worktree,
            WorktreeRemoval = folder is not null && worktree is not null ? WorktreeRemoval.Of(folder, false, PathText.LastTwo(folder.TrimEnd('/')), "") : null,
            WorktreeSharedWith = folder is null ? null : SharedWith(judged, folder, bystanders),
            Near = [.. spared, .. Left(bystanders)],
            SystemLives = SystemLives(worker),
            Again = action == WorkerAction.Restart ? HowToStart.Of(judged, lookout.Paths.StateFolder, Spawner.SessionOf(lookout), _roster.Time, WasToBeEnded(worker)) : null,
            Restarts = restarts?.ByItself.Length,
            PolicyRests = restarts?.Rests == true,
            IsYoung = worker.StartedAt is { } started && _roster.Time - started < lookout.Settings.Policy.Young,
        };
    }

    /// <summary>Only what is the worker's: nothing when the process has gone, or is its no more.</summary>
    private ImmutableArray<Member> Below(Worker worker, in ProcessIdentity process)
    {
        var members = ImmutableArray.CreateBuilder<Member>();
        foreach (var below in BareProcess.Tree(process, _census))
            foreach (var member in worker.Members)
                if (member.Process == below.Process)
                    members.Add(member);
        return members.DrainToImmutable();
    }

    private RestartHistory? RestartsOf(Worker worker)
    {
        using var registry = lookout.OpenRegistry(out _);
        return registry is not null && RestartHistory.Read(registry, worker.Identity, worker.AlsoKnownAs, out var found).IsUsable ? found : null;
    }

    private bool WasToBeEnded(Worker worker)
    {
        if ((worker.Root?.Pid ?? worker.Declaration?.Process?.Pid ?? (worker.OwnsPane ? worker.Pane?.Facts.Pid : null)) is not { } pid)
            return false;
        using var registry = lookout.OpenRegistry(out _);
        return registry is not null && RestartHistory.WasToBeEnded(registry, worker.Identity, worker.AlsoKnownAs, pid);
    }

    private RememberedWorker? KnownOf(Worker worker)
        => lookout.Engine!.Past.Find(worker.Identity, worker.AlsoKnownAs)?.Remembered is { } known && (worker.Root is null || worker.Root == known.Root) ? known : null;

    /// <summary>It is over, and the lifetop that was reaping it died before the end of that.</summary>
    public bool IsHalfReaped(JudgedWorker judged)
        => judged.Verdict.State.IsEnded() && Unfinished(judged.Worker) is { Action: "reap" or "reap now" or "sweep" };

    /// <summary>A daemon without a process that its pid file names is dead only when nobody listens in its place: half a pid is a pid too.</summary>
    private bool? SystemLives(Worker worker)
    {
        if (worker.Declaration?.System?.DaemonIdentity is not { } daemon)
            return false;
        foreach (var other in _roster.Workers)
            if (other.Worker.Identity == daemon)
                return other.Verdict.State == Lifecycle.Unknown || (!other.Worker.RootAlive && IsDoubtful(other.Worker.Declaration?.System)) ? null : other.Worker.RootAlive;
        return false;
    }

    private static bool IsDoubtful(SystemFacts? daemon) => daemon is { IsTorn: true } || (daemon?.ListensOn is { } socket && LocalRequest.IsListening(socket));

    private OpenPlan? Unfinished(Worker worker)
    {
        foreach (var plan in _known.OpenPlans)
            if (Plans.IsUnfinished(plan, worker, _census))
                return plan;
        return null;
    }

    /// <summary>Of every record that was joined into it: a pid file of what was adopted besides is as stale as its process is dead.</summary>
    private ImmutableArray<RemoveFile> FilesOf(Worker worker)
    {
        var files = ImmutableArray.CreateBuilder<RemoveFile>();
        var seen = new HashSet<string>();
        var own = worker.Declaration;
        foreach (var declaration in _census.Declarations)
            if (declaration.Identity != own?.Identity && Identities.IsAbout(declaration.Identity, worker))
                Add(declaration, own?.Log, files, seen);
        if (own is not null)
            Add(own, own.Log, files, seen);
        if (worker.Declaration is { Spawned: true } && lookout.Paths.StateFolder is { } state)
        {
            // lifetop's own housekeeping, which makes no zombie of anybody.
            var folder = new WorkerFolder(state, worker.Name);
            Add(folder.Heartbeat, files, seen);
            Add(folder.Variables, files, seen);
            if (FileRemoval.Of(folder.Gate, PathText.FromHome(folder.Gate, lookout.Paths.Home)) is { } gate)
                files.Add(gate with { IsOwn = true });
        }
        return files.DrainToImmutable();
    }

    private void Add(string path, ImmutableArray<RemoveFile>.Builder files, HashSet<string> seen)
    {
        if (seen.Add(path) && FileRemoval.Of(path, PathText.FromHome(path, lookout.Paths.Home)) is { } removal)
            files.Add(removal);
    }

    private void Add(Declaration declaration, string? log, ImmutableArray<RemoveFile>.Builder files, HashSet<string> seen)
    {
        bool declares = false;
        foreach (var left in declaration.Leaves)
        {
            // Logs stay, whatever a record says.
            if (left.Kind != "file" || left.What == log)
                continue;
            if (left.What == declaration.File)
                declares = true;
            else
                Add(left.What, files, seen);
        }
        if (declares)
            Add(declaration.File!, files, seen); // one of its entries is it
    }

    private string? SharedWith(JudgedWorker judged, string folder, ImmutableArray<Bystander> bystanders)
    {
        foreach (var bystander in bystanders)
            if (bystander.IsInWorktree)
                return bystander.What;
        string real = _census.RealPath(folder);
        foreach (var other in _roster.Workers)
            if (!ReferenceEquals(other, judged) && (other.Verdict.State.IsAlive() || other.Verdict.State is Lifecycle.Pending or Lifecycle.Unknown)
                && other.Worker.Declaration?.Worktree is { } theirs && _census.RealPath(theirs) == real)
                return other.Worker.Name;
        return null;
    }

    private static ImmutableArray<LeftAlone> Left(ImmutableArray<Bystander> bystanders)
    {
        var left = ImmutableArray.CreateBuilder<LeftAlone>(bystanders.Length);
        foreach (var bystander in bystanders)
            left.Add(new LeftAlone(bystander.What, bystander.Why));
        return left.DrainToImmutable();
    }
}
