using System;
using Lifetop.Model;
using Lifetop.Model.Budgets;
using Lifetop.Screens;
using Lifetop.Screens.Budgets;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens;

public sealed class BudgetDialogTests
{
    private static UiWorld Open(int width, int height)
    {
        var world = new UiWorld(new BlankGround(), width, height);
        world.Ui.OtherScreens = new ScreenTable();
        Update.Do(world.Ui, KeyMap.Of(UiAction.Budget));
        return world;
    }

    private static BudgetRead Read()
    {
        var budget = new TokenBudget("token-budget.json") { File = "/home/me/relay/coordination/token-budget.json", Total = 500000, GivenOut = 300000, Left = 200000, OfSpecs = 60000 };
        return new BudgetRead(
        [
            new TokenGroup("commit-relay", "/home/me/relay",
            [
                new TokenShare("commit-relay/relay/worker-implementation-001", "worker-implementation-001", Lifecycle.Running, 10000, 2500, 0),
                new TokenShare("commit-relay/relay/日本", "日本\u001b[2J", Lifecycle.Zombie, 50000, 20000, 30000),
            ]) { Budget = budget },
            new TokenGroup("lifetop", "", []) { Budget = new TokenBudget("tokens.budget") { Trouble = "tokens.budget is not set: there is no limit" } },
            new TokenGroup("manifest", "", [new TokenShare("manifest/web", "web", Lifecycle.Idle, null, 812, null)]),
        ]);
    }

    [Theory]
    [InlineData(40, 10)]
    [InlineData(80, 24)]
    [InlineData(120, 36)]
    public void Looks_like_this(int width, int height)
    {
        var world = Open(width, height);
        Update.News(world.Ui, Read());
        Golden.Is($"Budget.{width}x{height}", world.Text());
    }

    [Fact]
    public void Asks_for_a_look_and_says_so_until_it_comes()
    {
        var world = Open(80, 24);
        Assert.IsType<ReadBudget>(Assert.Single(world.Effects()));
        Assert.Contains("looking…", world.Plain(), StringComparison.Ordinal);
        Update.News(world.Ui, new BudgetRead([]));
        Assert.Contains("no worker says anything about tokens", world.Plain(), StringComparison.Ordinal);
        world.Press("Esc");
        Assert.Single(world.Ui.Screens);
    }

    [Fact]
    public void Says_whole_that_there_is_nothing_on_a_narrow_screen()
    {
        var world = Open(40, 10);
        Update.News(world.Ui, new BudgetRead([]));
        Assert.Contains("no worker says anything about", world.Plain(), StringComparison.Ordinal);
        Assert.Contains("│  tokens  ", world.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public void Scrolls_where_it_does_not_fit()
    {
        var world = Open(40, 10);
        Update.News(world.Ui, Read());
        string first = world.Plain();
        world.Press("G");
        Assert.NotEqual(first, world.Plain());
        world.Press("g");
        Assert.Equal(first, world.Plain());
    }
}
