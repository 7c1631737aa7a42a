using System;
using System.Globalization;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>The mouse and the sort keys, on the whole program.</summary>
public sealed class ScreenMouseTests : ScreenScenario
{
    private const int Heads = 3, Footer = 23;

    [Fact]
    public void Clicks_select_sort_and_press_and_the_wheel_scrolls()
    {
        DeclareMany(20);
        using var pty = Open();
        pty.UntilShows("worker-05");
        Click(pty, 15, LineOf(pty, "worker-05"));
        pty.Until(static screen => ScreenRows.Find(screen.Text, "worker-05") is { HasCursor: true }, "the cursor on the row clicked");
        ClickOn(pty, Heads, "name");
        pty.Until(static screen => screen.Row(Heads).Contains("name▾", StringComparison.Ordinal), "the list by name");
        Assert.Equal("worker-01", ScreenRows.Of(pty.Screen.Text)[0].Name);
        ClickOn(pty, Heads, "name");
        pty.Until(static screen => screen.Row(Heads).Contains("name▴", StringComparison.Ordinal), "the list turned round");
        Wheel(pty, down: false);
        Wheel(pty, down: false);
        pty.Until(static screen => ScreenRows.Of(screen.Text)[0].Name == "worker-20", "the first line");
        Wheel(pty, down: true);
        pty.Until(static screen => ScreenRows.Of(screen.Text)[0].Name == "worker-17", "three lines further down");
        ClickOn(pty, Footer, "? help");
        pty.UntilShows("type to search");
    }

    [Fact]
    public void The_sort_keys_take_a_letter_turn_round_and_leave()
    {
        DeclareMany(3);
        using var pty = Open();
        pty.Type("s");
        pty.UntilShows("sort by  a age");
        pty.Type("n");
        pty.Until(static screen => screen.Row(Heads).Contains("name▾", StringComparison.Ordinal) && !screen.Shows("sort by  a age"), "the list by name");
        pty.Type("sI");
        pty.Until(static screen => screen.Row(Heads).Contains("name▴", StringComparison.Ordinal) && !screen.Shows("sort by  a age"), "the list turned round");
        pty.Type("s");
        pty.UntilShows("sort by  a age");
        pty.Type("\e");
        pty.Until(static screen => !screen.Shows("sort by  a age") && screen.Row(Heads).Contains("name▴", StringComparison.Ordinal), "the same order");
        pty.Type("q");
        pty.UntilShows("code 0");
        using var again = Open();
        Assert.Contains("name▴", again.Screen.Row(Heads), StringComparison.Ordinal);
    }

    [Fact]
    public void Switched_off_in_the_config_the_terminal_keeps_it_and_clicks_do_nothing()
    {
        Configure("\"mouse\": false");
        DeclareMany(5);
        using var pty = Open();
        pty.UntilShows("worker-03");
        AssertClicksDoNothing(pty);
        pty.Type("q");
        pty.UntilShows("code 0");
        Assert.DoesNotContain("\e[?1000h", pty.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[?1006h", pty.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Switched_off_on_the_screen_the_terminal_gets_it_back_at_once_and_for_the_next_time()
    {
        DeclareMany(5);
        using var pty = Open();
        pty.UntilShows("worker-03");
        Assert.Contains(1000, pty.Screen.Modes);
        Turn(pty, "off");
        pty.Until(static screen => !screen.Modes.Contains(1000) && !screen.Modes.Contains(1006), "a terminal that has its mouse");
        AssertClicksDoNothing(pty);
        Turn(pty, "on");
        pty.Until(static screen => screen.Modes.Contains(1000) && screen.Modes.Contains(1006), "the mouse again");
        Click(pty, 15, LineOf(pty, "worker-03"));
        pty.Until(static screen => ScreenRows.Find(screen.Text, "worker-03") is { HasCursor: true }, "the cursor on the row clicked");
        Turn(pty, "off");
        pty.Type("q");
        pty.UntilShows("code 0");
        using var again = Open();
        Assert.DoesNotContain(1000, again.Screen.Modes);
    }

    /// <summary>Turns the setting over, in the dialog.</summary>
    private static void Turn(Pty pty, string way)
    {
        pty.Type(",");
        pty.UntilShows("Settings");
        pty.Type("\e[B\e[B");
        pty.Until(static screen => screen.Text.Contains("▌ mouse", StringComparison.Ordinal), "the cursor on the mouse");
        pty.Type(" ");
        pty.UntilShows(way == "on" ? "mouse       true" : "mouse       false");
        pty.Type("\e");
        pty.Until(static screen => !screen.Shows("kept in the config"), "the list");
    }

    /// <summary>A key after the clicks shows that they have been read, as the terminal of another program may still send some.</summary>
    private static void AssertClicksDoNothing(Pty pty)
    {
        string[] before = [.. ScreenRows.Of(pty.Screen.Text).Select(static row => row.Name)];
        string name = ScreenRows.Of(pty.Screen.Text).First(static row => row.HasCursor).Name;
        string heads = pty.Screen.Row(Heads);
        Click(pty, 15, LineOf(pty, ScreenRows.Of(pty.Screen.Text).Last(static row => !row.HasCursor).Name));
        Click(pty, heads.IndexOf("name", StringComparison.Ordinal), Heads);
        Wheel(pty, down: true);
        Click(pty, pty.Screen.Row(Footer).IndexOf("? help", StringComparison.Ordinal), Footer);
        pty.Type("Z");
        pty.UntilShows("the order stands since");
        Assert.Equal(name, ScreenRows.Of(pty.Screen.Text).Single(static row => row.HasCursor).Name);
        Assert.Equal(before, ScreenRows.Of(pty.Screen.Text).Select(static row => row.Name).ToArray());
        pty.Type("Z");
        pty.Until(screen => screen.Row(Heads) == heads, "the same order");
    }

    private void DeclareMany(int count)
    {
        for (int i = 1; i <= count; i++)
            Declare("worker-" + i.ToString("00", CultureInfo.InvariantCulture), Start("sleep", "1000"));
    }

    private static int LineOf(Pty pty, string text) => Enumerable.Range(0, pty.Screen.Height).First(y => pty.Screen.Row(y).Contains(text, StringComparison.Ordinal));

    private static void ClickOn(Pty pty, int y, string text)
    {
        pty.Until(screen => screen.Row(y).Contains(text, StringComparison.Ordinal), text);
        Click(pty, pty.Screen.Row(y).IndexOf(text, StringComparison.Ordinal), y);
    }

    private static void Click(Pty pty, int x, int y)
        => pty.Type(string.Create(CultureInfo.InvariantCulture, $"\e[<0;{x + 1};{y + 1}M\e[<0;{x + 1};{y + 1}m"));

    private static void Wheel(Pty pty, bool down) => pty.Type(down ? "\e[<65;10;10M" : "\e[<64;10;10M");
}
