using System.Linq;
using Lifetop.Actions;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Planning;

/// <summary>A worktree goes only with nothing in it that is nowhere else, or when its worker was named a second time.</summary>
public sealed class WorktreeRuleTests
{
    private static readonly WorktreeFacts Clean = new(true, null, 0, 0, 3, "wt/a") { IsLinked = true };

    [Fact]
    public void Goes_when_it_is_clean_and_pushed()
        => Check(["remove worktree w/a: clean, 3 of 3 commits pushed or merged"], [], Clean);

    [Fact]
    public void Stays_with_changed_files_and_unpushed_commits()
    {
        Check([], ["worktree w/a: 2 files changed"], Clean with { ChangedFiles = 2 });
        Check([], ["worktree w/a: 1 file changed, 2 of 3 commits not pushed"], Clean with { ChangedFiles = 1, UnpushedCommits = 2 });
        Check([], ["worktree w/a: 1 file changed, submodules in it"], Clean with { ChangedFiles = 1, HoldsSubmodules = true });
    }

    [Fact]
    public void Goes_with_all_that_is_in_it_when_its_worker_is_named_a_second_time()
    {
        Check(["remove worktree w/a with all that is in it: 2 files changed"], [], Clean with { ChangedFiles = 2 }, discard: "a");
        Check(["remove worktree w/a: clean, 3 of 3 commits pushed or merged"], [], Clean, discard: "manifest/a");
        Check(["remove worktree w/a with all that is in it: submodules in it"], [], Clean with { HoldsSubmodules = true }, discard: "a");
        Check([], ["worktree w/a: 2 files changed"], Clean with { ChangedFiles = 2 }, discard: "b");
    }

    [Fact]
    public void Stays_whoever_is_named_when_it_is_a_repository_itself_locked_unreadable_or_used_by_others()
    {
        Check([], ["worktree w/a: no worktree of a repository elsewhere, but the repository itself"], Clean with { IsLinked = false }, discard: "a");
        Check([], ["worktree w/a: it is locked: on a stick"], Clean with { Lock = "it is locked: on a stick" }, discard: "a");
        Check([], ["worktree w/a: git is not installed"], Clean with { Readable = false, Why = "git is not installed" }, discard: "a");
        Check([], ["worktree w/a: b works in it too"], Clean, discard: "a", other: "b");
        Check([], [], null, discard: "a");
    }

    private static void Check(string[] steps, string[] leftAlone, WorktreeFacts? worktree, string? discard = null, string? other = null)
    {
        var world = Make.World().Declare(Make.Declared("a", process: new ProcessClaim(50)) with { Worktree = "/w/a" }).Look();
        var facts = Asked.Facts(world, "a") with { Worktree = worktree, WorktreeRemoval = new RemoveWorktree("/w/a", false, "w/a", ""), WorktreeSharedWith = other };
        var plan = Asked.Plan(new PlanRequest(WorkerAction.Reap) { Discard = discard is null ? [] : [discard] }, facts);
        Assert.Equal(steps, plan.Workers[0].Steps.Where(static step => step is RemoveWorktree).Select(static step => step.Words));
        Assert.Equal(leftAlone, plan.LeftAlone());
    }
}
