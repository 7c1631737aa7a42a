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
        Remarks(ruling);
    }

    private void Decisive(Ruling ruling, Ending? ending)
    {
        var since = new DateTimeOffset(ruling.SinceTicks, TimeSpan.Zero);
        switch (ruling.Cause)
        {
            case Cause.GapOfSource or Cause.GapOfServer:
                if (Unread.Over(worker, past, census) is { } gap)
                    Add("cannot be read", $"{gap.What}, for", gap.Source, gap.Since);
                WasBefore();
                break;
            case Cause.GapOfProcess:
                Add("cannot be read", worker.RootUnread!, "proc");
                WasBefore();
                break;
            case Cause.PlanOpen:
                if (Plans.Open(worker, census, recollection) is { } plan)
                    Add("lifetop acts", $"plan {plan.Id.ToString(CultureInfo.InvariantCulture)} of lifetop {Number(plan.Owner.Pid)}: {plan.Action}, {Number(plan.StepsDone)} of {Number(plan.Steps)} steps done, begun", "journal", plan.BegunAt, " ago");
                break;
            case Cause.OwnRules:
                Alive();
                break;
            case Cause.ResultSettled or Cause.ResultAwaited:
                PullRequest(ruling.Cause == Cause.ResultSettled ? "work is over" : "awaits review");
                Alive();
                break;
            case Cause.SystemRestarts:
                Add("starts again", $"{worker.Source} is starting it again for", worker.Source, since);
                break;
            case Cause.Reaped:
                Add("cleaned", (past.Reaped ?? "reaped") + (past.Kept is { } kept ? $"; {kept};" : past.Reaped is null ? "" : ";"), "journal", since, " ago");
                break;
            case Cause.SourceSays:
                Add("its source says", $"{Declared} says {NativeOr(ruling.State)}", worker.Source, worker.Declaration?.SaysSince, " ago");
                Alive();
                break;
            case Cause.Malformed:
                Add("file is bad", $"{worker.Declaration!.File}: {worker.Declaration.Malformed}", worker.Source);
                break;
            case Cause.PidReused:
                Add("process ended", "the recorded process is gone", "proc");
                Add("pid reused", $"{worker.RootRefused}: it is left alone", "proc");
                break;
            case Cause.PaneDead:
                Add("pane is dead", $"pane {worker.Pane!.Facts.PaneId} is dead, {Wording.EndWords(ending)}{(worker.Pane.Facts.DiedAt is null ? "" : ",")}", "tmux", worker.Pane.Facts.DiedAt, " ago");
                break;
            case Cause.ShellLeft:
                Add("shell left", $"pane {worker.Pane!.Facts.PaneId} holds only a shell, its agent is gone", "tmux");
                break;
            case Cause.PaneUnseen:
                Add("pane not seen", $"its pane is on a tmux server that is not looked at ({worker.Declaration!.Pane!.Socket ?? "the usual one"}): see sources.tmux in the config", "tmux");
                WasBefore();
                break;
            case Cause.PaneGone:
                Add("pane is gone", "its pane is not in the listing of its tmux server any more", "tmux");
                break;
            case Cause.NeverStarted:
                Add("start", "never started: declared for", worker.Source, worker.Declaration?.WrittenAt, $", grace {Grace}");
                break;
            case Cause.ProcessEnded or Cause.Vanished:
                Ended(ending, since);
                break;
            case Cause.WithinGrace:
                Add("start", "declared, not started, for", worker.Source, since, $", grace {Grace}");
                break;
            case Cause.OwnerGone:
                Add("owner gone", worker.OwnerGone!, "proc");
                Alive();
                break;
            case Cause.Stray:
                Add("nobody owns it", "its parent is gone, it has no terminal and no service, and nobody declares it", "proc");
                Alive();
                break;
            case Cause.NoHeartbeat:
                Add("heartbeat", "no heartbeat for", worker.Source, since - Limit, $", limit {AgeText.Limit(Limit)}");
                if (worker.Pane?.Prompt is { } prompt)
                    Add("asks", $"it asks as well: {prompt.Line}", "tmux");
                Alive();
                break;
            case Cause.Prompt:
                Add("asks", $"its screen asks: {worker.Pane!.Prompt!.Line}", "tmux");
                Alive();
                break;
            case Cause.Bell:
                Add("bell", "its window rang the bell", "tmux", since, " ago");
                Alive();
                break;
            case Cause.Quiet:
                Alive();
                Add("quiet", "no output and no CPU for", worker.Pane is null ? "proc" : "tty", since);
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

    private TimeSpan Limit => policy.HeartbeatLimitFor(worker) ?? policy.HeartbeatLimit;

    private string Grace => AgeText.Limit(worker.Declaration is { } declaration ? policy.GraceOf(declaration) : policy.PendingGrace);

    private void WasBefore()
    {
        if (past.State is { } state)
            Add("before", past.SeenTicks == 0 ? $"was {state.Word()}" : $"was {state.Word()} when last seen,", "lifetop", Clocks.Seen(past), " ago");
    }

    private void Clock()
    {
        if (Clocks.Ahead(worker, past, worker.Declaration?.LastBeat?.UtcTicks ?? 0, census.Time.UtcTicks) is { } ahead)
            Add("clock", $"its {ahead} is dated ahead of the clock, so its age counts as 0", "clock");
    }

    private void Alive()
    {
        if (worker is { RootAlive: true, Root: { } root })
        {
            Add("process", $"pid {Number(root.Pid)} alive, started", "proc", worker.StartedAt, " ago");
            if (worker.Declaration is { System: not null, Process: { } claim } && claim.Pid != root.Pid)
                Add("recorded pid", $"its record names pid {Number(claim.Pid)} now, and the process seen before still runs: pid {Number(root.Pid)}", worker.Source);
            if (census.Processes.IndexOf(root) is >= 0 and var row && census.Processes.DetailsAt(row) is { Partial: true })
                Add("partly hidden", "its folder, environment or open files are not ours to read", "proc");
        }
        if (worker.Members.Length > 1)
            Add("tree", $"{Number(worker.Members.Length)} processes in its tree", "proc");
    }

    private void Watched()
    {
        if (worker.Members.IsEmpty)
            return;
        Add("CPU", past.SampledTicks == 0
            ? $"its CPU clock was watched for {((long)census.CpuWatched.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)} ms in this look"
            : "its CPU clock has been compared with an earlier look's", "proc");
    }

    private void Ended(Ending? ending, DateTimeOffset since)
    {
        int? pid = worker.Root?.Pid ?? worker.Declaration?.Process?.Pid;
        string who = pid is { } number ? $"pid {Number(number)}" : "its process";
        if (worker.ProcessKeptBy is { } keeper)
        {
            Add("process", $"{who} belongs to {keeper}, which ranks higher: judged without it", "lifetop");
            return;
        }
        if (worker.UnreapedBy is { } parent)
            Add("process ended", $"{who} is dead and its parent {Residues.ProcessWords(parent, census)} does not wait for it, for", "proc", since);
        else
            Add("process ended", $"{who} gone for", "proc", since, ending is { IsKnown: true } ? "" : ", no exit status seen");
        if (ending is { IsKnown: true })
            Add("ending", $"it ended by {Wording.EndWords(ending)}", ending.Source);
    }

    private void StillThere()
    {
        foreach (var member in worker.Members)
            if (worker.Root != member.Process)
                Add(Evidence.StillThere, $"{Residues.ProcessWords(member.Process, census)} still runs ({member.Tie.Words()})", "proc");
        if (worker is { OwnsPane: true, Pane: { Facts.Dead: false } pane })
            Add(Evidence.StillThere, $"pane {pane.Facts.PaneId} of {pane.Facts.SessionName} is still open", "tmux");
    }

    /// <summary>What the source believes, where it is another word than lifetop's and was not the reason.</summary>
    private void NativeWord(Ruling ruling)
    {
        if (ruling.Cause != Cause.SourceSays && worker.Declaration is { NativeState: { } native } declaration && native != ruling.State.Word())
            Add(declaration.File is null ? Evidence.SourceDisagrees : Evidence.FileDisagrees, $"{Declared} says {native}, written", worker.Source, declaration.WrittenAt, " ago");
    }

    /// <summary>Its state is as old as the answer; why it is no newer is said besides.</summary>
    private void PullRequest(string label)
    {
        if (WorkResults.Of(worker, census) is not { } answer)
            return;
        if (answer.State != PullRequestState.Unknown)
            Add(label, $"its pull request is {answer.Word} ({answer.Url}), seen", "gh", answer.SeenAt, " ago");
        if (answer.Trouble is { } trouble)
            Add("pull request", $"{trouble}: nobody knows what became of {answer.Url}{(answer.State == PullRequestState.Unknown ? "" : " since")}, asked", "gh", answer.AskedAt, " ago");
    }

    private void Remarks(Ruling ruling)
    {
        if (ruling.Cause is not (Cause.ResultSettled or Cause.ResultAwaited))
            PullRequest("pull request");
        if (worker.Declaration is { } declaration)
            foreach (var remark in declaration.Remarks)
                facts.Add(remark);
        foreach (var plan in recollection.OpenPlans)
            if (Plans.IsUnfinished(plan, worker, census))
                Add("unfinished plan", $"plan {plan.Id.ToString(CultureInfo.InvariantCulture)} unfinished, {Number(plan.StepsDone)} of {Number(plan.Steps)} steps", "journal");
    }

    private void Add(string label, string text, string source, DateTimeOffset? since = null, string after = "")
        => facts.Add(new Evidence(text, source, since, since is null ? "" : after) { Label = label });

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
