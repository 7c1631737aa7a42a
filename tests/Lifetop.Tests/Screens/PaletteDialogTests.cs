using System.Linq;
using Lifetop.Screens;
using Lifetop.Screens.Dialogs;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens;

public sealed class PaletteDialogTests
{
    private static UiWorld Open(int width = 80, int height = 24)
    {
        var world = new UiWorld(new BlankGround(), width, height);
        world.Ui.OtherScreens = new ScreenTable();
        world.Ui.ThemeNames = ["dark", "light"];
        world.Ui.SchemeOf = static name => name == "light" ? new ColorlessScheme() : RoleScheme.Instance;
        world.Ui.Selected = Rows.Row("brave-lynx");
        world.Press(":");
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
        world.Type("re");
        Golden.Is($"Palette.{width}x{height}", world.Text());
    }

    [Fact]
    public void Says_what_it_does_to_whom_with_which_key()
    {
        var world = Open();
        world.Type("re");
        Assert.Equal("╭─ Do ──────────────────────────────────── brave-lynx ─╮", world.Row(4).PadRight(80)[12..68]);
        Assert.StartsWith("│  :re▏", world.Row(6)[12..], System.StringComparison.Ordinal);
        Assert.StartsWith("│▌ reap               end it and clean up after it", world.Row(8)[12..], System.StringComparison.Ordinal);
        Assert.Contains("x │", world.Row(8), System.StringComparison.Ordinal);
        Assert.Contains("Enter does it · refused ones say why", world.Plain(), System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fre", "freeze")]
    [InlineData("theme: li", "theme: light")]
    [InlineData("vi go", "view gone")]
    [InlineData("vg", "view gone")]
    [InlineData("zzz", "")]
    public void Finds_by_parts_and_by_word_beginnings(string typed, string names)
    {
        var world = Open();
        world.Type(typed);
        string plain = world.Plain();
        foreach (string name in names.Split('|'))
            Assert.Contains(name, plain, System.StringComparison.Ordinal);
        if (names.Length == 0)
            Assert.Contains("0 of ", plain, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Does_what_is_chosen_and_says_why_when_it_cannot()
    {
        var world = Open();
        world.Type("settings");
        world.Press("Enter");
        Assert.IsType<SettingsDialog>(world.Ui.Top);
        world.Press("Esc :");
        world.Type("nudge");
        world.Press("Enter");
        Assert.Equal("nudge: brave-lynx has no pane", world.Ui.Line.Current?.Text);
    }

    /// <summary>The action that opens all themes stands before the setting.</summary>
    [Theory]
    [InlineData("mouse", "Enter", "mouse", "true")]
    [InlineData("theme", "Down Enter", "theme", "dark")]
    [InlineData("inter", "Enter", "interval", "1s")]
    [InlineData("hook", "Enter", "hook", "none")]
    public void Finds_each_setting_and_opens_the_settings_at_its_row(string typed, string keys, string name, string value)
    {
        var world = Open();
        world.Type(typed);
        Assert.Contains($" {name.PadRight(19)}setting: ", world.Plain(), System.StringComparison.Ordinal);
        world.Press(keys);
        Assert.IsType<SettingsDialog>(world.Ui.Top);
        Assert.Contains($"▌ {name.PadRight(12)}{value}", world.Plain(), System.StringComparison.Ordinal);
        Assert.Empty(world.Effects());
    }

    [Theory]
    [InlineData("columns")]
    [InlineData("keys")]
    [InlineData("sort")]
    public void Offers_once_what_is_an_action_and_a_setting(string name)
    {
        var world = Open();
        world.Type(name);
        Assert.Single(world.Plain().Split('\n'), line => line.Contains($" {name}  ", System.StringComparison.Ordinal));
    }

    [Fact]
    public void Does_nothing_to_another_worker_than_it_was_opened_for()
    {
        var world = Open();
        world.Ui.Selected = Rows.Row("other", with: worker => worker with { Declaration = Make.Declared("other", "lifetop") });
        world.Type("forget");
        world.Press("Enter");
        Assert.Single(world.Ui.Screens);
        Assert.Equal("forget: brave-lynx is not selected any more", world.Ui.Line.Current?.Text);
    }

    [Fact]
    public void Sets_columns_sort_grouping_and_theme_by_name()
    {
        var world = Grid.GridWorld.Of();
        world.Ui.OtherScreens = new ScreenTable();
        world.Ui.ThemeNames = ["dark", "light"];
        world.Ui.SchemeOf = static name => name == "light" ? new ColorlessScheme() : RoleScheme.Instance;
        Choose(world, "columns: tree");
        Assert.Contains("tree", world.Ui.Settings.Columns);
        Choose(world, "sort: mem");
        Assert.Equal("sorted by mem:desc", world.Ui.Line.Current?.Text);
        Choose(world, "group: project");
        Assert.Equal("grouped by project", world.Ui.Line.Current?.Text);
        Choose(world, "group: none");
        Assert.Equal("not grouped", world.Ui.Line.Current?.Text);
        Choose(world, "group: source");
        Assert.Equal("grouped by source", world.Ui.Line.Current?.Text);
        Choose(world, "theme: light");
        Assert.IsType<ColorlessScheme>(world.Ui.Scheme);
    }

    [Fact]
    public void Sorts_the_list_that_is_looked_at_and_turns_it_round_the_second_time()
    {
        var world = Grid.GridWorld.Of();
        world.Ui.OtherScreens = new ScreenTable();
        world.Press("1");
        Choose(world, "sort: name");
        Assert.Contains("name▾", world.Row(4), System.StringComparison.Ordinal);
        Choose(world, "sort: name");
        Assert.Contains("name▴", world.Row(4), System.StringComparison.Ordinal);
        Choose(world, "sort: state");
        Assert.Equal("sorted: what needs you first", world.Ui.Line.Current?.Text);
    }

    private static void Choose(UiWorld world, string name)
    {
        world.Press(":");
        world.Type(name);
        world.Press("Enter");
    }

    [Fact]
    public void A_paste_only_fills_the_line()
    {
        var world = Open();
        Update.Input(world.Ui, new InputEvent(InputKind.Paste) { Text = string.Concat(Enumerable.Repeat("quit\r\n", 200_000)) });
        Assert.IsType<PaletteDialog>(world.Ui.Top);
        Assert.Empty(world.Effects());
    }

    [Fact]
    public void On_a_narrow_screen_hints_are_whole_or_not_there()
    {
        var world = Open(40, 10);
        Assert.Contains(" Enter does it  ", world.Plain(), System.StringComparison.Ordinal);
        Assert.DoesNotContain("refus", world.Plain(), System.StringComparison.Ordinal);
    }

    [Fact]
    public void Marks_the_letters_that_matched()
    {
        var world = Open();
        world.Type("re");
        string roles = world.Text().Split("roles\n")[1].Split('\n')[7];
        // In the cursor's row: re accent and bold, ap as ever.
        Assert.Equal("AAtt", roles.Substring(1 + 12 + 3, 4));
    }
}
