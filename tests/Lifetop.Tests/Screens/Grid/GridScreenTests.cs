using System;
using System.Linq;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Screens;
using Lifetop.Screens.Grid;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens.Grid;

public sealed class GridScreenTests
{
    [Fact]
    public void A_filter_works_while_it_is_typed()
    {
        var world = GridWorld.Of();
        world.Press("/");
        world.Type("src:multiclaude");
        Assert.StartsWith("  lifetop devbox  0 all 8 of 40  filtered", world.Row(1), StringComparison.Ordinal);
        Assert.Equal("  /src:multiclaude▏", world.Row(23));
        Assert.Equal("  Enter keeps  Esc clears  Up earlier  Tab completes", world.Row(24));
        world.Press("Enter");
        Assert.StartsWith("  lifetop devbox  0 all 8 of 40  src:multiclaude", world.Row(1), StringComparison.Ordinal);
        world.Press("Esc");
        Assert.Contains("5 gone", world.Row(1), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_in_a_filter_hangs_above_the_wrong_word_and_the_rest_holds()
    {
        var world = GridWorld.Of();
        world.Press("/");
        world.Type("src:multiclaude age>5");
        var designed = GridWorld.Designed("filter-error");
        for (int row = 22; row <= 24; row++)
            Assert.Equal(designed[row - 22 + 4].TrimEnd(), world.Row(row));
        Assert.Equal(designed[0].TrimEnd(), world.Row(1));
        var frame = world.Draw();
        Assert.Equal("!x_", $"!{RoleScheme.Letter(frame[19, 22].Style)}{RoleScheme.GroundLetter(frame[19, 22].Style)}");
    }

    [Theory]
    [InlineData("state:zombie age>5 kind:job", 80, "", "age>5", " kind:job")]
    [InlineData("検索 age>5m,x", 80, "検索 ", "age>5m,x", "")]
    [InlineData("state:zombie age>5forever", 56, "state:zombie ", "age>5fore", "…")]
    public void What_is_wrong_in_a_filter_stays_marked_when_it_is_kept(string filter, int width, string before, string wrong, string behind)
    {
        var world = GridWorld.Of(width, 24);
        world.Press("/");
        world.Type(filter);
        world.Press("Enter");
        Assert.EndsWith(before + wrong + behind, world.Row(1), StringComparison.Ordinal);
        var frame = world.Draw();
        string styles = string.Concat(Enumerable.Range(0, frame.Width).Select(x => frame[x, 0].Style.Attributes.HasFlag(TextAttributes.Underline) && RoleScheme.Letter(frame[x, 0].Style) == 'x' ? 'x' : ' '));
        Assert.Equal(new string('x', wrong.Length), styles.Trim());
        Assert.Equal(TextWidth.Of(world.Row(1).AsSpan(0, world.Row(1).LastIndexOf(wrong, StringComparison.Ordinal))), styles.IndexOf('x', StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_wrong_in_a_filter_that_nobody_fits_is_marked()
    {
        var world = GridWorld.Of();
        world.Press("/");
        world.Type("nobodyatall age>5");
        world.Press("Enter");
        int y = Array.FindIndex(world.Plain().Split('\n'), static row => row == "        nobodyatall age>5");
        var frame = world.Draw();
        Assert.Equal("ax", $"{RoleScheme.Letter(frame[8, y].Style)}{RoleScheme.Letter(frame[20, y].Style)}");
    }

    [Fact]
    public void The_order_that_is_chosen_is_kept_as_columns_are()
    {
        var world = GridWorld.Of();
        world.Press("s m I");
        world.Draw();
        world.Click(4, 3);
        Assert.Equal(["mem:desc", "mem", ""], Sorts(world));
        Assert.Null(world.Ui.Settings.Sort);
    }

    [Fact]
    public void The_order_of_attention_of_the_tree_and_of_who_only_looks_is_not_kept()
    {
        var world = GridWorld.Of();
        world.Press("1 s m 0 t s m t");
        Assert.Empty(Sorts(world));
        world.Ui.ReadOnly = true;
        world.Press("s n");
        Assert.Equal("name", world.Ui.Settings.Sort);
        Assert.Empty(Sorts(world));
    }

    private static string[] Sorts(UiWorld world)
        => [.. world.Effects().OfType<SaveSetting>().Where(static save => save.Key == "sort").Select(static save => save.Value)];

    [Fact]
    public void The_cursor_comes_back_to_its_worker_when_the_filter_is_cleared()
    {
        var world = GridWorld.Of();
        world.Press("j j j j j j /");
        world.Type("Frontend");
        Assert.Equal("Frontend", world.Ui.Selected?.Name);
        world.Press("Esc");
        Assert.Equal("brave-lynx", world.Ui.Selected?.Name);
    }

    [Fact]
    public void Tab_completes_fields_and_values()
    {
        var world = GridWorld.Of();
        world.Press("/");
        world.Type("ki");
        world.Press("Tab");
        Assert.Equal("  /kind:▏", world.Row(23));
        world.Type("d");
        world.Press("Tab");
        Assert.Equal("  /kind:daemon▏", world.Row(23));
        world.Type(" src:o");
        world.Press("Tab");
        Assert.Equal("  /kind:daemon src:orchestrator▏", world.Row(23));
    }

    [Fact]
    public void Up_brings_earlier_filters_back()
    {
        var world = GridWorld.Of();
        foreach (string filter in new[] { "age>5m", "kind:job" })
        {
            world.Press("/ C-u");
            world.Type(filter);
            world.Press("Enter");
        }
        world.Press("/ C-u Up Up");
        Assert.Equal("  /age>5m▏", world.Row(23));
        world.Press("Down");
        Assert.Equal("  /kind:job▏", world.Row(23));
    }

    [Fact]
    public void Pasted_text_fills_the_filter_and_presses_nothing()
    {
        var world = GridWorld.Of();
        world.Press("/");
        Update.Input(world.Ui, new InputEvent(InputKind.Paste) { Text = "name:\nq\u001b" });
        Assert.Equal("  /name: q▏", world.Row(23));
        Assert.Empty(world.Effects());
    }

    [Theory]
    [InlineData("s a", "▾age", "postgres")]
    [InlineData("s n", "name▾", "auto-4b81d0aa")]
    [InlineData("s p", "▾cpu%", "embed-docs")]
    [InlineData("s m", "▾mem", "ollama")]
    [InlineData("s n I", "name▴", "検索インデックス")]
    [InlineData("s a s s", "state▾", "happy-otter")]
    [InlineData("I", "state▴", "quick-ibis")]
    [InlineData(">", "name▾", "auto-4b81d0aa")]
    [InlineData("<", "note▾", "")]
    public void Sorts_by_what_is_asked(string keys, string head, string first)
    {
        var world = GridWorld.Of();
        world.Press(keys + " g");
        Assert.Contains(head, world.Row(4), StringComparison.Ordinal);
        if (first.Length > 0)
            Assert.Contains(first, world.Row(5), StringComparison.Ordinal);
    }

    [Fact]
    public void The_sort_menu_says_its_letters_and_leaves_on_Esc()
    {
        var world = GridWorld.Of();
        world.Press("s");
        Assert.Equal("  sort by  a age  s state  n name  p cpu  m mem  < > column  I turn  Esc leave", world.Row(24));
        world.Press("Esc");
        Assert.EndsWith("1 of 40", world.Row(24), StringComparison.Ordinal);
    }

    [Fact]
    public void The_users_sort_holds_from_the_start()
    {
        var world = new UiWorld(new GridScreen(new BlankPane()));
        world.Ui.Settings = Devbox.Settings with { Sort = "mem:desc" };
        world.Look(Devbox.Roster());
        Assert.Contains("ollama", world.Row(5), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_not_known_yet_are_not_zero()
    {
        var world = new UiWorld(new GridScreen(new BlankPane()));
        Update.Refresh(world.Ui);
        Assert.StartsWith("  lifetop devbox  0 all …  1 attention …", world.Row(1), StringComparison.Ordinal);
        Assert.Equal("  looking …", world.Row(2));
        world.Look(new Roster { Time = Rows.Now, Counters = [], Awaited = ["tmux"] });
        Assert.StartsWith("  lifetop devbox  0 all 0…", world.Row(1), StringComparison.Ordinal);
        Assert.Equal("  nothing needs you so far", world.Row(2));
        Assert.Contains("Nobody in this view so far.", world.Plain(), StringComparison.Ordinal);
        Assert.DoesNotContain("shows all", world.Plain(), StringComparison.Ordinal);
        Assert.DoesNotContain("No workers", world.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_workers_it_teaches_the_ways_in()
    {
        var world = GridWorld.Of(new Roster { Time = Rows.Now, Counters = [] });
        var designed = GridWorld.Designed("empty");
        Assert.Equal("  nothing needs you", world.Row(2));
        for (int row = 6; row <= 23; row++)
            Assert.Equal(designed[row - 6].TrimEnd(), world.Row(row));
    }

    [Fact]
    public void A_click_selects_two_open_and_the_right_button_does_nothing()
    {
        var world = GridWorld.Of();
        var screens = new Opens();
        world.Ui.OtherScreens = screens;
        world.Click(20, 10);
        Assert.Equal("brave-lynx", world.Ui.Selected?.Name);
        world.Click(20, 8, button: 2);
        Assert.Equal("brave-lynx", world.Ui.Selected?.Name);
        Assert.Null(screens.Last);
        world.Click(20, 10);
        Assert.Equal(UiAction.Inspect, screens.Last);
    }

    [Fact]
    public void A_click_on_a_view_shows_it_on_a_head_sorts_by_it_on_a_key_presses_it()
    {
        var world = GridWorld.Of();
        world.Click(25, 0);
        Assert.Contains("0 all 40", world.Row(1), StringComparison.Ordinal);
        world.Click(28, 0);
        Assert.Equal(15, world.Plain().Split('\n').Skip(4).Take(16).Count(static line => line.Length > 0));
        world.Click(19, 0);
        world.Click(43, 3);
        Assert.Contains("▾cpu%", world.Row(4), StringComparison.Ordinal);
        world.Click(43, 3);
        Assert.Contains("▴cpu%", world.Row(4), StringComparison.Ordinal);
        int filter = world.Row(24).IndexOf("/ filter", StringComparison.Ordinal);
        world.Click(filter, 23);
        Assert.True(world.Ui.Top.TakesText);
    }

    [Fact]
    public void The_wheel_scrolls_what_is_under_it()
    {
        var world = GridWorld.Of();
        world.Wheel(20, 10, down: true);
        Assert.Contains("worker-im", world.Row(5), StringComparison.Ordinal);
        world.Wheel(20, 10, down: false);
        Assert.Contains("happy-otter", world.Row(5), StringComparison.Ordinal);
        world.Wheel(20, 0, down: true);
        Assert.Contains("happy-otter", world.Row(5), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_screens_open_by_their_key()
    {
        var world = GridWorld.Of();
        var screens = new Opens();
        world.Ui.OtherScreens = screens;
        world.Press("?");
        Assert.Equal(UiAction.Help, screens.Last);
    }

    [Fact]
    public void That_nothing_is_recorded_goes_before_all_other_notices()
    {
        var world = GridWorld.Of();
        world.Press("Z");
        Update.News(world.Ui, new RegistrySaid("no space left on device"));
        Assert.Equal("  ! registry records nothing: no space left on device", world.Row(4));
        Update.News(world.Ui, new RegistrySaid(null));
        Assert.StartsWith("  the order stands", world.Row(4), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_with_nothing_to_act_on_says_so()
    {
        var world = GridWorld.Of();
        world.Press("L");
        Assert.Equal("logs of marked: nobody is marked", world.Ui.Line.Current?.Text);
        world.Press("t g l");
        Assert.Equal("logs: no worker is selected", world.Ui.Line.Current?.Text);
    }

    [Fact]
    public void Results_stand_in_place_of_the_keys_until_a_key_or_five_seconds()
    {
        var world = GridWorld.Of();
        Update.News(world.Ui, new Told(Outcome.Done, "reaped brave-lynx: 2 of 2 gone, TERM, 0.4s; worktree kept", UiAction.ActionLog, "log"));
        Assert.Equal("  ✓ reaped brave-lynx: 2 of 2 gone, TERM, 0.4s; worktree kept            @ log", world.Row(24));
        Update.News(world.Ui, new Told(Outcome.Refused, "reap of pm-daemon refused: protected", UiAction.Protect, "unprotects"));
        Assert.Equal("  – reap of pm-daemon refused: protected                          p unprotects", world.Row(24));
        world.Press("j");
        Assert.EndsWith("2 of 40", world.Row(24), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_states_ages_and_counts_as_the_list_command()
    {
        var roster = Devbox.Roster();
        var rows = WorkerRow.Of(roster);
        var present = Attempts.Present(rows);
        var listed = rows.Where(row => present[row.Key] == row && !Attempts.HasPassed(row, Devbox.Settings.ShowEnded)).ToArray();
        Array.Sort(listed, WorkerOrder.Default);
        var world = GridWorld.Of(roster, 200, 60);
        var lines = world.Plain().Split('\n').Skip(4).Take(listed.Length).ToArray();
        for (int i = 0; i < listed.Length; i++)
        {
            Assert.Contains(listed[i].State.Word(), lines[i], StringComparison.Ordinal);
            Assert.Contains(SafeText.Of(listed[i].Name), lines[i], StringComparison.Ordinal);
            Assert.Contains(AgeText.Age(listed[i].StateAge), lines[i], StringComparison.Ordinal);
        }
        Assert.Equal(40, listed.Length);
    }

    private sealed class Opens : IScreens
    {
        public UiAction? Last { get; private set; }

        public Screen? For(UiAction action, UiState ui)
        {
            Last = action;
            return null;
        }
    }
}
