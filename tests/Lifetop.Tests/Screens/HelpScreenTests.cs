using System;
using System.Linq;
using Lifetop.Model;
using Lifetop.Screens;
using Lifetop.Screens.Help;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens;

public sealed class HelpScreenTests
{
    private static UiWorld Open(int width = 80, int height = 24, KeyContext where = KeyContext.Grid)
    {
        var world = new UiWorld(new BlankGround(where), width, height);
        world.Ui.OtherScreens = new ScreenTable();
        world.Press("?");
        return world;
    }

    [Fact]
    public void Shows_the_keys_of_the_grid_on_one_page()
    {
        string[] page =
        [
            "  keys  type to search                                                Esc back",
            "  ────────────────────────────────────────────────────────────────────────────",
            "",
            "  move  j k    down, up                  act   x      reap: end it, clean up",
            "        g G    first, last                     X      reap now, no grace",
            "        w W    next, last that needs you       r      restart",
            "        Tab    to the pane                     a      attach to its pane",
            "        + _    larger, smaller pane            D      detach",
            "                                               i      type a line into it",
            "  look  Enter  why this state                  F9     send a signal",
            "        l L    logs, of all marked             u      cancel a reap in grace",
            "        t      tree",
            "        H      history                   keep  n      spawn a worker",
            "        y      copy its key                    A F    adopt, forget",
            "        @      what lifetop did                p z    protect, snooze",
            "                                               S      sweep what is left",
            "  find  /      filter",
            "        0-5    views                     mark  Space  this one",
            "        < >    sort by another column          v c *  range, branch, all shown",
            "        I      turn the order round            U      none",
            "        Z      freeze the order",
            "",
            "",
            "  : every action by name    q quits   Esc never quits, k never kills, x asks",
        ];
        var world = Open();
        var seen = Enumerable.Range(1, 24).Select(world.Row).ToArray();
        // Below the first page stands the rest, which may begin in the rows the frame leaves blank.
        seen[21] = seen[22] = "";
        Assert.Equal(page, seen);
    }

    [Theory]
    [InlineData(40, 10)]
    [InlineData(80, 24)]
    [InlineData(120, 36)]
    [InlineData(200, 50)]
    public void Looks_like_this(int width, int height) => Golden.Is($"Help.{width}x{height}", Open(width, height).Text());

    [Fact]
    public void What_there_is_no_room_for_leaves_no_comma_behind()
        => Assert.Equal("  : every action by name    q quits   Esc never quits", Open(60).Row(24));

    [Theory]
    [InlineData(KeyContext.Grid)]
    [InlineData(KeyContext.Inspect)]
    [InlineData(KeyContext.Processes)]
    [InlineData(KeyContext.Reading)]
    public void Has_every_row_that_holds_where_it_was_opened(KeyContext where)
    {
        for (int column = 0; column < HelpSheet.ColumnCount; column++)
            Assert.All(HelpSheet.Lines(where, column, most: true), line => Assert.True(line.HoldsIn(where)));
        var shown = Enumerable.Range(0, HelpSheet.ColumnCount)
            .SelectMany(column => HelpSheet.Lines(where, column, true).Concat(HelpSheet.Lines(where, column, false)))
            .SelectMany(line => line.Actions).ToHashSet();
        foreach (var row in KeyMap.All)
            if ((row.Where & where) != 0)
                Assert.Contains(row.Action, shown);
    }

    [Fact]
    public void Explains_every_state_below_the_keys()
    {
        var world = Open(120, 200);
        string plain = world.Plain();
        foreach (var state in Enum.GetValues<Lifecycle>())
            Assert.Contains($"{state.Glyph()} {state.Word()}", plain, StringComparison.Ordinal);
        Assert.Contains(Lifecycle.Zombie.Meaning(), plain, StringComparison.Ordinal);
    }

    [Fact]
    public void Typing_looks_for_what_a_key_does()
    {
        var world = Open();
        world.Type("pane");
        string plain = world.Plain();
        Assert.Contains("larger pane", plain, StringComparison.Ordinal);
        Assert.Contains("type a line into its pane", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("freeze the order", plain, StringComparison.Ordinal);
        world.Press("Esc");
        Assert.Contains("freeze the order", world.Plain(), StringComparison.Ordinal);
        world.Press("Esc");
        Assert.Single(world.Ui.Screens);
    }

    [Fact]
    public void What_cannot_be_used_says_why()
    {
        var world = Open(120, 36);
        world.Type("clean up");
        Assert.Contains("nothing is selected", world.Plain(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("q")]
    [InlineData("?")]
    [InlineData("F1")]
    [InlineData("Esc")]
    public void Is_left_again(string key)
    {
        var world = Open();
        world.Press(key);
        Assert.True(world.Ui.Screens.Count == 1 || world.Ui.Line.Current?.Text == "help: these are the keys");
        Assert.Empty(world.Effects());
    }

    [Fact]
    public void Scrolls_to_its_end()
    {
        var world = Open(40, 10);
        world.Draw();
        world.Press("End");
        Assert.Contains("alive and at work", world.Plain(), StringComparison.Ordinal);
        world.Press("Home");
        Assert.Contains("down, up", world.Plain(), StringComparison.Ordinal);
    }
}
