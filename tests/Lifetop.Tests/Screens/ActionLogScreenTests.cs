using System;
using System.Linq;
using Lifetop.Screens;
using Lifetop.Screens.ActionLog;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens;

public sealed class ActionLogScreenTests
{
    private static UiWorld Open(int width = 80, int height = 24)
    {
        var world = new UiWorld(new BlankGround(), width, height);
        world.Ui.OtherScreens = new ScreenTable();
        Update.News(world.Ui, new Told(Outcome.Refused, "reap of pm-daemon refused: protected", UiAction.Protect, "unprotects it"));
        world.Pass(TimeSpan.FromMinutes(2));
        Update.News(world.Ui, new Told(Outcome.Done, "reaped quiet-mole: 7 of 7 gone, TERM, 1.8s; window @4 closed"));
        Update.News(world.Ui, new Told(Outcome.Failed, "e\u001b[2Jvil\u202E 日本語"));
        world.Press("@");
        Update.News(world.Ui, new PastActions(
            [new PastAction(Rows.Now.AddDays(-1), Outcome.Done, "reap old-elk: 5 of 5 steps", "me ssh"), new PastAction(Rows.Now.AddHours(-1), Outcome.Failed, "restart indexer: 2 of 3 steps", "me watch")], null));
        return world;
    }

    [Theory]
    [InlineData(40, 10)]
    [InlineData(80, 24)]
    [InlineData(120, 36)]
    [InlineData(200, 50)]
    public void Looks_like_this(int width, int height) => Golden.Is($"ActionLog.{width}x{height}", Open(width, height).Text());

    [Fact]
    public void Asks_for_what_was_before_and_shows_the_newest_first()
    {
        var world = Open();
        Assert.IsType<ReadActions>(Assert.Single(world.Effects()));
        Assert.Contains("‹202E›", world.Row(3), StringComparison.Ordinal);
        Assert.Contains("14:07:07  ✓ reaped quiet-mole", world.Row(4), StringComparison.Ordinal);
        Assert.Contains("13:05:07  × restart indexer", world.Row(6), StringComparison.Ordinal);
        Assert.Contains("11-20", world.Row(7), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_can_do_nothing_here_is_not_shown_as_one_that_can()
    {
        var world = Open();
        Assert.StartsWith("  Enter why  j down", world.Row(world.Ui.Height), StringComparison.Ordinal);
        string roles = world.Text().Split("roles\n")[1].Split('\n')[world.Ui.Height - 1];
        Assert.StartsWith("|  fffff fff  a ssss", roles, StringComparison.Ordinal);
    }

    [Fact]
    public void The_cursor_keeps_its_line_when_something_new_is_said()
    {
        var world = Open();
        world.Press("j j");
        Update.News(world.Ui, new Told(Outcome.Done, "one more"));
        world.Press("y");
        Assert.Equal("reap of pm-daemon refused: protected", world.Effects().OfType<CopyText>().Single().Text);
    }

    [Fact]
    public void The_cursor_keeps_the_newest_line_too_when_its_own_key_says_something_above_it()
    {
        var world = Open();
        world.Press("Enter");
        Assert.EndsWith("why: it had no steps", world.Row(3)[..34], StringComparison.Ordinal);
        world.Press("y");
        Assert.Equal("e\u001b[2Jvil\u202E 日本語", world.Effects().OfType<CopyText>().Single().Text);
    }

    [Fact]
    public void The_first_line_of_all_has_the_cursor()
    {
        var world = new UiWorld(new BlankGround());
        world.Ui.OtherScreens = new ScreenTable();
        world.Press("@");
        Update.News(world.Ui, new Told(Outcome.Done, "the first"));
        world.Press("y");
        Assert.Equal("the first", world.Effects().OfType<CopyText>().Single().Text);
    }

    [Fact]
    public void Says_why_the_registry_cannot_be_read()
    {
        var world = Open();
        Update.News(world.Ui, new PastActions([], "registry.db: no such file"));
        Assert.Contains("registry.db: no such file", world.Row(1), StringComparison.Ordinal);
    }
}
