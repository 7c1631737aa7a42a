using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Screens;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>The keys of the screen, typed into it in a real tmux.</summary>
public sealed class ScreenKeysTests : ScreenScenario
{
    private static readonly string[] Everybody = ["alpha", "bravo", "charlie", "delta"];

    [Theory]
    [InlineData(80, 24)]
    [InlineData(120, 36)]
    [InlineData(200, 50)]
    [InlineData(40, 10)]
    public void The_cursor_moves_and_views_choose_at_every_size(int width, int height)
    {
        DeclareEverybody();
        using var screen = new TmuxScreen(Lifetop, width, height);
        Shows(screen, Everybody);
        screen.Type("g").UntilCursor("delta");
        string[] order = [.. screen.Rows.Select(static row => row.Name)];
        screen.Type("j").UntilCursor(order[1]);
        screen.Press("Down").UntilCursor(order[2]);
        screen.Type("G").UntilCursor(order[3]);
        screen.Type("k").UntilCursor(order[2]);
        screen.Type("w").UntilCursor("delta");
        screen.Type("2");
        Shows(screen, "alpha");
        screen.Type("3");
        Shows(screen, "bravo");
        screen.Type("4");
        Shows(screen, "charlie", "delta");
        screen.Type("1");
        Shows(screen, "delta");
        screen.Type("5");
        Shows(screen);
        screen.Type("0");
        Shows(screen, Everybody);
        screen.Type("q").Until(_ => screen.Sessions == 1, "its end");
    }

    [Fact]
    public void The_filter_acts_as_it_is_typed_and_says_what_is_wrong_in_it()
    {
        DeclareEverybody();
        using var screen = new TmuxScreen(Lifetop, 80, 24);
        Shows(screen, Everybody);
        screen.Type("/alph");
        Shows(screen, "alpha");
        screen.Type(" age>5").UntilShows("5 what? write 5s, 5m, 5h or 5d");
        screen.UntilShows("last good part holds");
        Shows(screen, "alpha");
        screen.Type("m").UntilHides("5 what?");
        Shows(screen);
        for (int i = 0; i < " age>5m".Length; i++)
            screen.Press("BSpace");
        screen.Press("Enter").UntilShows("1 of 4");
        Shows(screen, "alpha");
        screen.Press("Escape");
        Shows(screen, Everybody);
    }

    [Fact]
    public void Sorting_turns_round_and_the_tree_and_groups_have_headings()
    {
        DeclareEverybody();
        using var screen = new TmuxScreen(Lifetop, 80, 24);
        Shows(screen, Everybody);
        screen.Type("s").UntilShows("sort by");
        screen.Type("n").UntilShows("name▾");
        screen.Until(static text => ScreenRows.Of(text).Select(static row => row.Name).SequenceEqual(Everybody), "by name");
        screen.Type("I").Until(static text => ScreenRows.Of(text).Select(static row => row.Name).SequenceEqual(Everybody.Reverse()), "by name, turned round");
        screen.Type("t").UntilShows("└");
        screen.UntilShows("manifest");
        screen.Type("t").UntilHides("└");
        screen.Type("B").UntilShows("grouped by source");
    }

    [Fact]
    public void Marks_stay_on_their_workers_and_a_frozen_order_says_so()
    {
        DeclareEverybody();
        using var screen = new TmuxScreen(Lifetop, 80, 24);
        Shows(screen, Everybody);
        screen.Type("sng").UntilCursor("alpha");
        screen.Press("Space").Until(static text => ScreenRows.Find(text, "alpha") is { IsMarked: true }, "a mark");
        screen.Type("I").Until(static text => ScreenRows.Of(text)[^1] is { Name: "alpha", IsMarked: true }, "the mark with its worker");
        screen.Type("*").Until(static text => ScreenRows.Of(text).All(static row => row.IsMarked), "all marked");
        screen.Type("U").Until(static text => ScreenRows.Of(text).All(static row => !row.IsMarked), "nobody marked");
        screen.Type("Z").UntilShows("the order stands since");
        screen.Type("Z").UntilHides("the order stands since");
    }

    [Fact]
    public void Enter_says_why_Tab_goes_through_what_is_known_and_Escape_leads_back()
    {
        DeclareEverybody();
        using var screen = new TmuxScreen(Lifetop, 80, 24);
        Shows(screen, Everybody);
        screen.Type("g").UntilCursor("delta");
        screen.Press("Enter").UntilShows("lifetop says").UntilShows("zombie").UntilShows("safe to remove?").UntilShows("workers/delta.");
        // It says so a moment later too, not as it was when it was asked for.
        screen.Until(static text => !text.Contains("ended 0s ago", StringComparison.Ordinal) && text.Contains("+ ended ", StringComparison.Ordinal), "its age");
        screen.Press("Tab").UntilHides("lifetop says").UntilShows("running");
        screen.Type("H").Until(static text => text.Contains("zombie", StringComparison.Ordinal) && !text.Contains("safe to remove?", StringComparison.Ordinal), "its history");
        screen.Press("Escape");
        Shows(screen, Everybody);
    }

    [Fact]
    public void Help_and_the_palette_lead_to_everything_and_back()
    {
        DeclareEverybody();
        using var screen = new TmuxScreen(Lifetop, 80, 24);
        Shows(screen, Everybody);
        screen.Type("?").UntilShows("type to search");
        screen.Type("snooz").UntilShows("off the attention list").UntilHides("draw everything anew");
        screen.Press("Escape").Press("Escape");
        Shows(screen, Everybody);
        screen.Type(":").UntilShows("Do");
        screen.Type("agents").UntilShows("view: agents");
        screen.Press("Enter");
        Shows(screen, "alpha");
        screen.Type("0@").UntilShows("what lifetop did");
        screen.Press("Escape");
        Shows(screen, Everybody);
        screen.Type("x").UntilShows("y Reap");
    }

    [Fact]
    public void Themes_repaint_the_screen_while_they_are_chosen_and_what_is_set_is_kept()
    {
        DeclareEverybody();
        using var screen = new TmuxScreen(Lifetop, 80, 24);
        Shows(screen, Everybody);
        string ground = Ground(screen.Styled);
        screen.Type(":themes").UntilShows("choose the colours").Press("Enter").UntilShows("Themes");
        screen.Press("Down").Until(_ => Ground(screen.Styled) != ground, "another ground than " + ground);
        screen.Press("Escape").UntilHides("Themes").Until(_ => Ground(screen.Styled) == ground, "the ground of before");
        screen.Type(":themes").UntilShows("choose the colours").Press("Enter").UntilShows("Themes");
        screen.Press("Down", "Enter").UntilHides("Themes");
        Eventually.True(() => Config().Contains("\"theme\": \"light\"", StringComparison.Ordinal), "the theme in the config");

        screen.Type(":columns").UntilShows("choose the columns").Press("Enter").UntilShows("Columns");
        screen.Press("Down", "Down", "Space", "Escape").UntilHides("Columns").Until(static text => text.Split('\n').Any(static line => line.StartsWith("    state", StringComparison.Ordinal) && line.Contains("source", StringComparison.Ordinal)), "a column more");
        Eventually.True(() => Config().Contains("\"columns\":", StringComparison.Ordinal), "the columns in the config");
        screen.Type(",").UntilShows("Settings");
        screen.Press("Escape").UntilHides("Settings");
        // What stood in it before stands in it still.
        Assert.Contains("\"process\": { \"enabled\": false }", Config(), StringComparison.Ordinal);
        Assert.Equal(0, Lifetop.Run("config", "check").ExitCode);
    }

    [Fact]
    public void A_key_that_is_chosen_on_the_screen_works_at_once_and_is_kept_and_a_taken_one_says_by_what()
    {
        DeclareEverybody();
        using var screen = new TmuxScreen(Lifetop, 80, 24);
        Shows(screen, Everybody);
        screen.Type(":keys").UntilShows("choose which key").Press("Enter").UntilShows("kept in the config");
        int row = KeyMap.All.IndexOf(KeyMap.Of(UiAction.Processes));
        screen.Type(new string('j', row)).Until(static text => text.Contains("▌ processes", StringComparison.Ordinal), "its row");
        screen.Press("Enter").UntilShows("press it").Type("l").UntilShows("l cannot be both logs and processes");
        screen.Press("Enter").UntilShows("press it").Type("E").Until(static text => text.Split('\n').Any(static line => line.Contains("▌ processes            E ", StringComparison.Ordinal)), "its new key");
        Eventually.True(() => Config().Contains("keys.processes\": \"E\"", StringComparison.Ordinal), "the key in the config");
        screen.Press("Escape").UntilHides("kept in the config");
        screen.Type("E").UntilShows("part of a worker");
        screen.Press("Escape").UntilHides("part of a worker");
        screen.Type("q").Until(_ => screen.Sessions == 1, "its end");
        Assert.Equal(0, Lifetop.Run("config", "check").ExitCode);
        Assert.Contains(Lifetop.Run("config", "show").Output.Split('\n'), static line => line.Contains("keys.processes", StringComparison.Ordinal) && line.Contains('E', StringComparison.Ordinal));
    }

    [Fact]
    public void Logs_are_followed_across_a_rotation()
    {
        string log = Lifetop.Folder.Write("log", "the first line\n");
        Declare("writer", Start("sleep", "1000"), $"\"log\": \"{log}\"");
        using var screen = new TmuxScreen(Lifetop, 80, 24);
        Shows(screen, "writer");
        screen.Type("l").UntilShows("the first line").UntilShows("following");
        File.AppendAllText(log, "a second \e[31mred\e[0m line\n");
        screen.UntilShows("a second red line");
        File.Move(log, log + ".1");
        File.WriteAllText(log, "after the rotation\n");
        screen.UntilShows("after the rotation").UntilShows("the first line").UntilShows("rotated");
        screen.Type("/after the").Press("Enter").UntilShows("1 of 1");
        screen.Press("Escape").Press("Escape");
        Shows(screen, "writer");
    }

    [Fact]
    public void A_log_that_is_a_fifo_is_refused_and_keys_go_on()
    {
        string fifo = Lifetop.Folder.File("fifo");
        Start("mkfifo", fifo).WaitForEnd();
        Declare("writer", Start("sleep", "1000"), $"\"log\": \"{fifo}\"");
        using var screen = new TmuxScreen(Lifetop, 80, 24);
        Shows(screen, "writer");
        screen.Type("l").UntilShows("not a regular file");
        screen.Press("Escape");
        Shows(screen, "writer");
    }

    [Fact]
    public void A_process_is_adopted_from_the_list_of_all_and_forgotten_after_a_question()
    {
        var process = Start("sleep", "98765");
        using var screen = new TmuxScreen(Lifetop, 80, 24);
        screen.UntilShows("No workers yet");
        screen.Type("P").UntilShows("processes");
        screen.Type("/98765").Until(text => text.Contains(process.Pid.ToString(CultureInfo.InvariantCulture) + " ", StringComparison.Ordinal), "the process");
        screen.Press("Enter");
        screen.Type("A").UntilShows("Adopt " + process.Pid.ToString(CultureInfo.InvariantCulture));
        for (int i = 0; i < 20; i++)
            screen.Press("BSpace");
        screen.Type("taken").Press("Enter").UntilShows("adopted");
        Assert.Equal(process.Pid, List()["lifetop/taken"].Pid);
        screen.Press("Escape");
        screen.Until(static text => ScreenRows.Find(text, "taken") is not null || text.Contains("processes", StringComparison.Ordinal), "one level up");
        if (screen.Rows.Count == 0)
            screen.Press("Escape");
        Shows(screen, "taken");

        // Cancel is what Enter takes.
        screen.Type("F").UntilShows("Forget taken?");
        screen.Press("Enter").UntilHides("Forget taken?");
        Assert.NotNull(List().Find("lifetop/taken"));
        screen.Type("F").UntilShows("Forget taken?");
        screen.Type("y").UntilShows("forgot taken");
        screen.UntilShows("No workers yet");
        Assert.Null(List().Find("lifetop/taken"));
        Assert.False(process.HasEnded);
        screen.Type("@").UntilShows("what lifetop did").UntilShows("forgot taken").UntilShows("adopted pid");
    }

    private void DeclareEverybody()
    {
        Declare("alpha", Start("sleep", "1000"), "\"kind\": \"agent\"");
        Declare("bravo", Start("sleep", "1000"), "\"kind\": \"daemon\"");
        Declare("charlie", Start("sleep", "1000"), "\"kind\": \"job\"");
        var dead = Start("sleep", "1000");
        Declare("delta", dead);
        Assert.Equal("running", List()["manifest/delta"].State);
        dead.Kill();
    }

    private static void Shows(TmuxScreen screen, params string[] names)
        => screen.Until(text => ScreenRows.Of(text).Select(static row => row.Name).Order(StringComparer.Ordinal).SequenceEqual(names), "just " + string.Join(", ", names));

    private string Config() => File.ReadAllText(Lifetop.Folder.File("config/lifetop/config.json"));

    /// <summary>The colour behind the first letters.</summary>
    private static string Ground(string styled) => styled[styled.IndexOf("48;5;", StringComparison.Ordinal)..].Split(';', 'm')[2];
}
