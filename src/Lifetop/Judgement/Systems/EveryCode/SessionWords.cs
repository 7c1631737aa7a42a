using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Systems;
using static Lifetop.Model.Systems.EveryCodeVerdict;

namespace Lifetop.Judgement.Systems.EveryCode;

/// <summary>The facts behind the verdicts on sessions and work requests, in the words of Every Code's users.</summary>
internal sealed class SessionWords(Worker worker, Declaration declaration, EveryCodeFacts facts, Census census, OwnEvidence to)
{
    private const string Source = "every-code";
    private const int MostAttempts = 3;

    public void Write(string word)
    {
        switch (word)
        {
            case SessionLive or LeaseExpired:
                Add("session", $"tmux session {facts.Session} is open{(facts.Request is null ? ", its request is not in these files" : $", its request is {StateWord}")}", "tmux");
                if (word == LeaseExpired)
                    LeaseEnded();
                break;
            case NoFile:
                Add("no file", $"its request is {StateWord} and its processes live, and there is no session file");
                break;
            case Finishing:
                to.Note = "finishing: reports its end";
                Add("finishing", $"only every-code finish runs in tmux session {facts.Session}", "tmux");
                break;
            case AgentGone:
                to.Note = "agent gone, its session is open";
                Add("agent gone", $"tmux session {facts.Session} holds only a shell, its request is {StateWord}", "tmux");
                break;
            case TerminalButOpen:
                to.Note = $"{StateWord}, its session is still open";
                to.Add("still open", $"tmux session {facts.Session} is still open; its request was {StateWord}", Source, facts.Request?.FinishedAt, " ago");
                break;
            case Ended:
                EndedWithoutResult();
                break;
            case AwaitingFeedback:
                to.Note = "awaiting feedback on its pull request";
                Add("awaiting feedback", $"its request is {StateWord} with a pull request that nothing here calls merged or closed: session file, branch and worktree are kept for it");
                break;
            case LeftBehind:
                Over(facts.Request is null ? "tmux session and worktree are gone, its session file is left" : $"its request is {StateWord} and its tmux session gone");
                break;
            case Leaking:
                to.Note = "session gone, its processes run on";
                Add("leaking", facts.Role == EveryCodeRole.Session ? $"tmux session {facts.Session} is gone, and who works in {facts.LaunchRoot} or carries its request lives on" : "its request is over, and who carries it in the environment lives on", "proc");
                break;
            case Foreign:
                to.Note = $"on {facts.ForeignHost}";
                Add("foreign", $"host {facts.ForeignHost} has it, not this machine: nothing here is touched; if that is this machine, set LAUNCHPLANE_EVERY_CODE_HOST");
                break;
            case Starting:
                to.Note = facts.Role == EveryCodeRole.Window ? "its session file may still come" : "its tmux session may still come";
                Add("start", facts.Role == EveryCodeRole.Window ? $"tmux session {facts.Session} has no session file yet; it may come within 2m" : $"its session file is there, tmux session {facts.Session} not yet; it may come within 2m");
                break;
            case Orphan:
                to.Note = "session without a session file";
                Add("no session file", $"tmux session {facts.Session} bears Every Code's name, and no session file names it: its worker will never close it", "tmux");
                to.Suggestion = "look at it, then reap";
                break;
            default:
                Waits(word);
                break;
        }
        if (SessionWorker.IsAwaited(word))
            SessionWorker.Explain(facts, census, to);
        if (facts.PendingFeedback > 0)
            Feedback(word);
    }

    /// <summary>Only what is kept for it is waited with: after that it is nobody's, and counts nowhere.</summary>
    private void Feedback(string word)
    {
        string count = facts.PendingFeedback.ToString(CultureInfo.InvariantCulture);
        bool isOver = facts.Request is { IsOver: true } && word != AwaitingFeedback;
        string? settled = WorkResults.Of(worker, census) is { IsSettled: true } answer ? answer.Word : null;
        Add("feedback", isOver || settled is not null
            ? $"{count} pending feedback is ignored: its {(isOver ? $"request is {StateWord}" : $"pull request is {settled}")}"
            : $"{count} pending feedback on its pull request");
    }

    private void Waits(string word)
    {
        switch (word)
        {
            case Queued:
                to.Note = declaration.Task is { } task ? $"queued: {task}" : "queued";
                to.Add("queued", "waits for a worker to claim it, for", Source, facts.Request?.QueuedAt);
                break;
            case Claimed:
                to.Note = declaration.Task is { } taken ? $"claimed: {taken}" : "claimed";
                to.Add("claimed", "claimed by this host, no session yet; claimed", Source, facts.Request?.ClaimedAt, " ago");
                break;
            case NoSession:
                to.Note = "claimed, its session never came";
                to.Add("no session", $"its request is {StateWord}, and this host has no session file of it; claimed", Source, facts.Request?.ClaimedAt, " ago");
                to.Suggestion = "look at the worker";
                break;
            case RequestBlocked:
                to.Add("blocked", $"its request is blocked{(declaration.Summary is { } why ? $": {why}" : "")}", Source, facts.Request?.FinishedAt, " ago");
                to.Suggestion = Again;
                break;
            case Done:
                to.Note = declaration.Summary;
                to.Add("done", "its request is done", Source, facts.Request?.FinishedAt, " ago");
                break;
            case InvalidFile:
                to.Note = "invalid session file";
                Add("file is bad", "Every Code skips such a file for ever: its tmux session and worktree are never closed");
                break;
            case RequestUnreadable:
                Add("cannot be read", "the record of its request cannot be read now, so nobody knows whether it is over");
                break;
            case Unlisted:
                Add("not listed", $"no tmux server has listed its sessions, which proves nothing: {facts.Session} may well be open", "tmux");
                break;
        }
    }

    private void EndedWithoutResult()
    {
        if (facts.Request is { IsElsewhere: true } elsewhere)
        {
            to.Note = $"its request went to {elsewhere.Host}";
            Add("elsewhere", $"tmux session {facts.Session} is gone, and {elsewhere.Host} has its request now: this host's worker does not close it", "tmux");
            return;
        }
        bool isKnown = facts.Request is not null;
        to.Note = isKnown ? "exited before PR" : "ended, its request is not known here";
        Add("exited", isKnown
            ? $"tmux session {facts.Session} is gone, its request is still {StateWord} and has no pull request"
            : $"tmux session {facts.Session} is gone; its request is not in these files, so whether it has a pull request is not known", "tmux");
        if (declaration.Summary is { } summary)
            Add("summary", summary);
        to.Suggestion = isKnown ? Again : "see the worker's status";
    }

    private void LeaseEnded()
    {
        var request = facts.Request!; // it has a lease that ended
        to.Note = "its lease ended";
        to.NoteSince = request.LeaseEnds;
        to.Add("lease", $"{(request.Attempt is > MostAttempts ? "after 3 attempts its worker blocks the request" : "its worker queues the request again")}; its lease ended", Source, request.LeaseEnds, " ago");
    }

    private void Over(string what)
    {
        to.Note = declaration.Summary is { } summary ? $"{StateWord}, left behind: {summary}" : "left behind";
        to.Add("left behind", what, Source, facts.Request?.FinishedAt, " ago");
        if (declaration.Summary is { } said)
            Add("summary", said);
        if (worker.Pane is null && declaration.Worktree is { } worktree && census.Exists(worktree))
            Add("worktree", declaration.Branch is { } branch ? $"its worktree {worktree}, branch {branch}" : $"its worktree {worktree}");
    }

    private string Again => facts.Request is { Repository.Length: > 0, Issue: { } issue } request
        ? $"launchplane every-code rerun-issue --repository {request.Repository} --issue-number {issue.ToString(CultureInfo.InvariantCulture)}"
        : "queue its issue again";

    // Not of a state that may be none: taking that apart is compiled on the spot.
    private string StateWord => facts.Request is not { } request ? "open" : request.State switch
    {
        EveryCodeRequestState.Queued => "queued",
        EveryCodeRequestState.Claimed => "claimed",
        EveryCodeRequestState.Running => "running",
        EveryCodeRequestState.Done => "done",
        EveryCodeRequestState.Blocked => "blocked",
        _ => "open",
    };

    private void Add(string label, string text, string source = Source) => to.Add(label, text, source);
}
