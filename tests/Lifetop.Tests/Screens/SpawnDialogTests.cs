using System;
using System.Linq;
using Lifetop.Model;
using Lifetop.Screens;
using Lifetop.Screens.Acting;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens;

public sealed class SpawnDialogTests
{
    private static UiWorld Open(int width = 80, int height = 24)
    {
        var world = new UiWorld(new BlankGround(), width, height);
        world.Ui.OtherScreens = new ScreenTable();
        world.Press("n");
        return world;
    }

    [Theory]
    [InlineData(40, 10)]
    [InlineData(80, 24)]
    public void Looks_like_this(int width, int height)
    {
        var world = Open(width, height);
        world.Type("web 日本");
        world.Press("Tab");
        world.Type("npm run dev");
        Golden.Is($"Spawn.{width}x{height}", world.Text());
    }

    [Fact]
    public void Asks_for_what_it_says()
    {
        var world = Open();
        world.Type("web");
        world.Press("Tab");
        world.Type("npm run \"my dev\"");
        world.Press("Tab");
        world.Type("~/src");
        world.Press("Tab");
        world.Type("~/src");
        world.Press("Tab");
        world.Type("/wt/web");
        world.Press("Tab");
        world.Type("web");
        world.Press("Tab s Tab o Tab");
        world.Type("60s");
        world.Press("Enter");
        var order = world.Effects().OfType<SpawnWorker>().Single().Order;
        Assert.Equal<string>(["npm", "run", "my dev"], order.Command);
        Assert.Equal(("web", "~/src", WorkerKind.Server, "on-failure", TimeSpan.FromMinutes(1)), (order.Name, order.Folder, order.Kind, order.Restart, order.Heartbeat));
        Assert.Equal(("~/src", "/wt/web", "web"), (order.Worktree!.Repository, order.Worktree.Path, order.Worktree.Branch));
        Assert.Single(world.Ui.Screens);
    }

    [Theory]
    [InlineData("Tab", "", "a name is not empty")]
    [InlineData("w Tab", "", "command: what is to be started?")]
    [InlineData("w Tab", "a 'b", "command: a quote is open")]
    [InlineData("w Tab a Tab", "src", "folder: write the whole path, from / or ~")]
    [InlineData("w Tab a Tab Tab", "/repo", "repo, worktree and branch go together")]
    [InlineData("w Tab a Tab Tab Tab Tab Tab Tab Tab", "5", "heartbeat: 5 what? write 60s or 5m")]
    public void Checks_before_it_asks(string keys, string typed, string reason)
    {
        var world = Open();
        world.Press(keys);
        world.Type(typed);
        world.Press("Enter");
        Assert.Contains(reason, world.Plain(), StringComparison.Ordinal);
        Assert.Empty(world.Effects());
        Assert.Equal(2, world.Ui.Screens.Count);
    }

    [Fact]
    public void A_form_that_nothing_came_of_comes_back_once_as_it_was_sent_off_and_says_why()
    {
        var world = Open();
        world.Press("w Tab");
        world.Type("nmp run dev");
        world.Press("Enter");
        int number = world.Effects().OfType<SpawnWorker>().Single().Number;
        Update.News(world.Ui, new PlanBroken(number, "spawn of w refused: no command nmp on PATH", Outcome.Refused));
        Assert.Equal("n mends it", world.Ui.Line.Current!.Hint);
        world.Press("n");
        Assert.Contains("│  command    nmp run dev", world.Plain(), StringComparison.Ordinal);
        Assert.Contains("│  spawn of w refused: no command nmp on PATH", world.Plain(), StringComparison.Ordinal);
        world.Press("Esc n");
        Assert.DoesNotContain("nmp run dev", world.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public void Pasted_text_fills_a_field_and_starts_nothing()
    {
        var world = Open();
        world.Press("w Tab");
        Update.Input(world.Ui, new InputEvent(InputKind.Paste) { Text = "rm -rf x\n\n" });
        Assert.Empty(world.Effects());
        Assert.Contains("rm -rf x", world.Plain(), StringComparison.Ordinal);
    }
}
