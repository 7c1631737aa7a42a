using System;
using System.Linq;
using Lifetop.Model;
using Lifetop.Screens;
using Lifetop.Screens.Checks;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens;

public sealed class DoctorDialogTests
{
    private static readonly ChecksRead Read = new(
    [
        new Check("tmux", Health.Good, "3.4, 1 server, 3 panes"),
        new Check("commit-relay", Health.Good, "not found: looked in /home/me/relay, the 12 folders in which processes run"),
        new Check("config", Health.Doubtful, "line 3: 日本\u001b[2J is no key", "edit /home/me/.config/lifetop/config.json"),
        new Check("registry", Health.Bad, "/home/me/.local/state/lifetop/registry.db: file is not a database", "the next record sets it aside and begins a new one"),
        new Check("pid files", Health.Good, "none is stale"),
    ]);

    private static UiWorld Open(int width, int height)
    {
        var world = new UiWorld(new BlankGround(), width, height);
        world.Ui.OtherScreens = new ScreenTable();
        Update.Do(world.Ui, KeyMap.Of(UiAction.Doctor));
        return world;
    }

    [Theory]
    [InlineData(40, 10)]
    [InlineData(80, 24)]
    [InlineData(120, 36)]
    [InlineData(200, 50)]
    public void Looks_like_this(int width, int height)
    {
        var world = Open(width, height);
        Update.News(world.Ui, Read);
        Golden.Is($"Doctor.{width}x{height}", world.Text());
    }

    [Fact]
    public void Asks_for_a_look_and_says_so_until_it_comes()
    {
        var world = Open(80, 24);
        Assert.IsType<ReadChecks>(Assert.Single(world.Effects()));
        Assert.Contains("looking…", world.Plain(), StringComparison.Ordinal);
        Update.News(world.Ui, Read);
        Assert.DoesNotContain("looking…", world.Plain(), StringComparison.Ordinal);
        Assert.Contains("3 of 5 ok", world.Plain(), StringComparison.Ordinal);
        world.Press("Esc");
        Assert.Single(world.Ui.Screens);
    }

    [Fact]
    public void Says_every_word_of_the_command_at_every_width()
    {
        // Without blanks: a path that is longer than a line is broken where it is.
        string Words(int columns) => string.Concat(CheckText.Lines(Read.Checks, columns).Select(static line => line.Plain.Replace(" ", "", StringComparison.Ordinal)));
        foreach (int columns in (int[])[40, 64, 116])
            Assert.Equal(Words(0), Words(columns));
    }

    [Fact]
    public void Scrolls_where_it_does_not_fit()
    {
        var world = Open(40, 10);
        Update.News(world.Ui, Read);
        string first = world.Plain();
        world.Press("G");
        Assert.Contains("none is stale", world.Plain(), StringComparison.Ordinal);
        world.Press("g");
        Assert.Equal(first, world.Plain());
    }
}
