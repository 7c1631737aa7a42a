using System;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>The facts behind a verdict in plain words, each with where it was seen. An age is kept as its moment.</summary>
internal sealed class EvidenceText(Worker worker, PastWorker past, Census census, Recollection recollection, Policy policy, ImmutableArray<Evidence>.Builder facts)
{
    public void Write(Ruling ruling, Ending? ending)
    {
        Decisive(ruling, ending);
        if (ruling.State is Lifecycle.Zombie or Lifecycle.Orphan)
            StillThere();
        NativeWord(ruling);
        Clock();
        Remarks();
    }

    private void Decisive(Ruling ruling, Ending? ending)
    {
        var since = new DateTimeOffset(ruling.SinceTicks, TimeSpan.Zero);
        switch (ruling.Cause)
        {
            case Cause.GapOfSource or Cause.GapOfServer:
                if (Unread.Over(worker, past, census) is { } gap)
                    Add($"{gap.What}, for", gap.Source, gap.Since);
                WasBefore();
                break;
            case Cause.GapOfProcess:
                Add(worker.RootUnread!, "proc");
                WasBefore();
                break;
            case Cause.PlanOpen:
                if (Plans.Open(worker, census, recollection) is { } plan)
                    Add($"plan {plan.Id.ToString(CultureInfo.InvariantCulture)} of lifetop {Number(plan.Owner.Pid)}: {plan.Action}, {Number(plan.StepsDone)} of {Number(plan.Steps)} steps done, begun", "journal", plan.BegunAt, " ago");
                break;
            case Cause.SystemRestarts:
                Add($"{worker.Source} is starting it again for", worker.Source, since);
                break;
            case Cause.Reaped:
                Add(past.CleanedNote is { Length: > 0 } kept ? $"reaped, {kept};" : "reaped", "journal", since, " ago");
                break;
            case Cause.SourceSays:
                Add($"{Declared} says {NativeOr(ruling.State)}", worker.Source, worker.Declaration?.SaysSince, " ago");
                Alive();
                break;
            case Cause.Malformed:
                Add($"{worker.Declaration!.File}: {worker.Declaration.Malformed}", worker.Source);
                break;
            case Cause.PidReused:
                Add("the recorded process is gone", "proc");
                Add($"{worker.RootRefused}: it is left alone", "proc");
                break;
            case Cause.PaneDead:
                Add($"pane {worker.Pane!.Facts.PaneId} is dead, {Wording.EndWords(ending)}{(worker.Pane.Facts.DiedAt is null ? "" : ",")}", "tmux", worker.Pane.Facts.DiedAt, " ago");
                break;
            case Cause.ShellLeft:
                Add($"pane {worker.Pane!.Facts.PaneId} holds only a shell, its agent is gone", "tmux");
                break;
            case Cause.PaneGone:
                Add("its pane is not in the listing of its tmux server any more", "tmux");
                break;
            case Cause.NeverStarted:
                Add("never started: declared for", worker.Source, worker.Declaration?.WrittenAt, $", grace {Grace}");
                break;
            case Cause.ProcessEnded or Cause.Vanished:
                Ended(ending, since);
                break;
            case Cause.WithinGrace:
                Add("declared, not started, for", worker.Source, since, $", grace {Grace}");
                break;
            case Cause.OwnerGone:
                Add(worker.OwnerGone!, "proc");
                Alive();
                break;
            case Cause.Stray:
                Add("its parent is gone, it has no terminal and no service, and nobody declares it", "proc");
                Alive();
                break;
            case Cause.NoHeartbeat:
                Add("no heartbeat for", worker.Source, since - Limit, $", limit {AgeText.Limit(Limit)}");
                if (worker.Pane?.Prompt is { } prompt)
                    Add($"it asks as well: {prompt.Line}", "tmux");
                Alive();
                break;
            case Cause.Prompt:
                Add($"its screen asks: {worker.Pane!.Prompt!.Line}", "tmux");
                Alive();
                break;
            case Cause.Bell:
                Add("its window rang the bell", "tmux", since, " ago");
                Alive();
                break;
            case Cause.Quiet:
                Alive();
                Add("no output and no CPU for", worker.Pane is null ? "proc" : "tty", since);
                Watched();
                break;
            case Cause.Working:
                Alive();
                Watched();
                break;
        }
    }

    private string Declared => worker.Declaration?.File is { } file ? ProgramNames.BaseName(file) : worker.Source;

    private string NativeOr(Lifecycle state) => worker.Declaration?.NativeState ?? state.Word();

    private TimeSpan Limit => policy.HeartbeatLimitFor(worker.Declaration) ?? policy.HeartbeatLimit;

    private string Grace => AgeText.Limit(worker.Declaration is { } declaration ? policy.GraceOf(declaration) : policy.PendingGrace);

    private void WasBefore()
    {
        if (past.State is { } state)
            Add(past.SeenTicks == 0 ? $"was {state.Word()}" : $"was {state.Word()} when last seen,", "lifetop", Clocks.Seen(past), " ago");
    }

    private void Clock()
    {
        if (Clocks.Ahead(worker, past, worker.Declaration?.LastBeat?.UtcTicks ?? 0, census.Time.UtcTicks) is { } ahead)
            Add($"its {ahead} is dated ahead of the clock, so its age counts as 0", "clock");
    }

    private void Alive()
    {
        if (worker is { RootAlive: true, Root: { } root })
        {
            Add($"pid {Number(root.Pid)} alive, started", "proc", worker.StartedAt, " ago");
            if (census.Processes.IndexOf(root) is >= 0 and var row && census.Processes.DetailsAt(row) is { Partial: true })
                Add("its folder, environment or open files are not ours to read", "proc");
        }
        if (worker.Members.Length > 1)
            Add($"{Number(worker.Members.Length)} processes in its tree", "proc");
    }

    private void Watched()
        => Add(past.SampledTicks == 0
            ? $"its CPU clock was watched for {(long)census.CpuWatched.TotalMilliseconds} ms in this look"
            : "its CPU clock has been compared with an earlier look's", "proc");

    private void Ended(Ending? ending, DateTimeOffset since)
    {
        int? pid = worker.Root?.Pid ?? worker.Declaration?.Process?.Pid;
        string who = pid is { } number ? $"pid {Number(number)}" : "its process";
        if (worker.ProcessKeptBy is { } keeper)
        {
            Add($"{who} belongs to {keeper}, which ranks higher: judged without it", "lifetop");
            return;
        }
        if (worker.UnreapedBy is { } parent)
            Add($"{who} is dead and its parent {Residues.ProcessWords(parent, census)} does not wait for it, for", "proc", since);
        else
            Add($"{who} gone for", "proc", since, ending is { IsKnown: true } ? "" : ", no exit status seen");
        if (ending is { IsKnown: true })
            Add($"it ended by {Wording.EndWords(ending)}", ending.Source);
    }

    private void StillThere()
    {
        foreach (var member in worker.Members)
            if (worker.Root != member.Process)
                Add($"{Residues.ProcessWords(member.Process, census)} still runs ({TieWords(member.Tie)})", "proc");
        if (worker is { OwnsPane: true, Pane: { Facts.Dead: false } pane })
            Add($"pane {pane.Facts.PaneId} of {pane.Facts.SessionName} is still open", "tmux");
    }

    private static string TieWords(MemberTie tie) => tie switch
    {
        MemberTie.Descendant => "below it",
        MemberTie.Session => "in its session",
        MemberTie.Group => "in its process group",
        MemberTie.Terminal => "on its terminal",
        MemberTie.Remembered => "seen as its member before",
        MemberTie.Marker => "carries its marker",
        MemberTie.Directory => "works in its worktree",
        _ => "its root",
    };

    /// <summary>What the source believes, where it is another word than lifetop's and was not the reason.</summary>
    private void NativeWord(Ruling ruling)
    {
        if (ruling.Cause != Cause.SourceSays && worker.Declaration is { NativeState: { } native } declaration && native != ruling.State.Word())
            Add($"{Declared} says {native}, written", worker.Source, declaration.WrittenAt, " ago");
    }

    private void Remarks()
    {
        if (worker.Declaration is { } declaration)
            foreach (var remark in declaration.Remarks)
                facts.Add(remark);
        foreach (var plan in recollection.OpenPlans)
            if (Plans.IsUnfinished(plan, worker, census))
                Add($"plan {plan.Id.ToString(CultureInfo.InvariantCulture)} unfinished, {Number(plan.StepsDone)} of {Number(plan.Steps)} steps", "journal");
    }

    private void Add(string text, string source, DateTimeOffset? since = null, string after = "") => facts.Add(new Evidence(text, source, since, since is null ? "" : after));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
