using System;
using System.Linq;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;
using static Lifetop.Tests.Support.Make;

namespace Lifetop.Tests.Judgement;

public sealed class WorkResultsTests
{
    private const string Url = "https://github.com/acme/board/pull/7";

    private static World Known(World world, PullRequestState state, string? trouble = null)
    {
        var answer = new PullRequestAnswer(Url, state, Noon - Minutes(30)) { Trouble = trouble, AskedAt = Noon };
        world.Census.PullRequestOf = url => url == Url ? answer : null;
        return world;
    }

    private static Declaration Asked(ProcessClaim? claim, string? url = Url) => Declared("web", process: claim, age: Minutes(50)) with { ResultUrl = url, LastOutput = Noon - Seconds(5) };

    private static World Living() => World().Process(50, 1, "/usr/bin/claude").Declare(Asked(new ProcessClaim(50)));

    private static World Ended() => World().Declare(Asked(new ProcessClaim(50)) with { Worktree = "/wt/web" }).Exists("/wt/web");

    [Theory]
    [InlineData(PullRequestState.Merged, "merged")]
    [InlineData(PullRequestState.Closed, "closed")]
    public void Work_that_was_taken_in_or_turned_down_is_over_while_its_worker_lives(PullRequestState state, string word)
    {
        var verdict = Known(Living(), state).Look().The("web").Verdict;
        Assert.Equal(Lifecycle.Zombie, verdict.State);
        Assert.Equal($"its pull request is {word} ({Url}), seen 30m ago", verdict.Evidence[0].Render(Noon));
        Assert.Equal("gh", verdict.Evidence[0].Source);
        Assert.StartsWith($"pull request {word}, left 1 process", verdict.Note, StringComparison.Ordinal);
        Assert.Equal("reap", verdict.Suggestion);
        Assert.Contains(verdict.Residue, left => left.Kind == "process");
    }

    [Fact]
    public void A_request_that_is_open_lets_its_worker_live()
    {
        var verdict = Known(Living(), PullRequestState.Open).Look().The("web").Verdict;
        Assert.Equal(Lifecycle.Running, verdict.State);
        Assert.Contains(verdict.Evidence, fact => fact.Render(Noon) == $"its pull request is open ({Url}), seen 30m ago");
    }

    [Fact]
    public void What_ended_with_an_open_request_is_kept_for_the_review()
    {
        var verdict = Known(Ended(), PullRequestState.Open).Look().The("web").Verdict;
        Assert.Equal(Lifecycle.Completed, verdict.State);
        Assert.Equal("pull request open, awaits review", verdict.Note);
        Assert.Empty(verdict.Residue);
    }

    [Fact]
    public void What_ended_is_residue_once_the_request_is_merged()
    {
        var verdict = Known(Ended(), PullRequestState.Merged).Look().The("web").Verdict;
        Assert.Equal(Lifecycle.Zombie, verdict.State);
        Assert.Equal("worktree", Assert.Single(verdict.Residue).Kind);
    }

    [Fact]
    public void Nothing_is_guessed_where_nobody_knows()
    {
        Assert.Equal(Lifecycle.Zombie, Ended().Look().The("web").Verdict.State);
        var verdict = Known(Living(), PullRequestState.Unknown, "gh is not logged in (gh auth login)").Look().The("web").Verdict;
        Assert.Equal(Lifecycle.Running, verdict.State);
        Assert.Contains(verdict.Evidence, fact => fact.Text.StartsWith("gh is not logged in", StringComparison.Ordinal));
    }

    [Fact]
    public void The_last_known_answer_stands_with_its_age_while_nobody_answers()
    {
        var verdict = Known(Living(), PullRequestState.Merged, "gh could not find out (network?)").Look().The("web").Verdict;
        Assert.Equal(Lifecycle.Zombie, verdict.State);
        Assert.Equal([$"its pull request is merged ({Url}), seen 30m ago", $"gh could not find out (network?): nobody knows what became of {Url} since, asked 0s ago"],
            verdict.Evidence.Take(2).Select(fact => fact.Render(Noon)));
    }
}
