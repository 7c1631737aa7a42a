using System;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>tokens.budget of lifetop's own, out of which spawned workers are allocated.</summary>
public sealed class SpawnedBudgetTests : SpawnScenario
{
    [Fact]
    public void What_a_spawned_worker_was_allocated_is_shown_until_it_is_reaped()
    {
        Lifetop.Environment["LIFETOP_TOKENS_BUDGET"] = "100000";
        MustSpawn("web", "--tokens", "60000", "--", "sleep", "1000");
        Assert.Equal(["lifetop", "worker state   alloc used used% back", "web    running 60000    -     -    0", "sum    -       60000    -     -    0", "tokens.budget: 60000 of 100000 given out, 40000 left"], Lifetop.Run("budget").Lines);

        Assert.Equal(0, Lifetop.Run("reap", "--yes", "web").ExitCode);
        Eventually.True(() => Lifetop.Run("budget").Lines.Last() == "tokens.budget: 0 of 100000 given out, 100000 left", "what it had is free");
        MustSpawn("api", "--tokens", "60000", "--", "sleep", "1000");
        Assert.Contains("40001 asked for, 40000 of 100000 (tokens.budget) are left", Spawn("web", "--tokens", "40001", "--", "sleep", "1000").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_others_took_while_it_was_being_checked_is_not_given_out_twice()
    {
        Lifetop.Environment["LIFETOP_TOKENS_BUDGET"] = "100000";
        Meanwhile("spawn --name first --tokens 60000 -- sleep 1000");

        var second = SpawnInTree("web", "--tokens", "60000");

        Assert.True(second.ExitCode == 1, second.ToString());
        Assert.Contains("--tokens: 60000 asked for, 40000 of 100000 (tokens.budget) are left; all that was made before is undone", second.Errors, StringComparison.Ordinal);
        Assert.Equal("tokens.budget: 60000 of 100000 given out, 40000 left", Lifetop.Run("budget").Lines.Last());
        Assert.Null(Lifetop.List().Find("lifetop/web"));
    }
}
