using System.Linq;
using Lifetop.Screens;
using Lifetop.Screens.Dialogs;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens;

public sealed class ChooserTests
{
    private static UiWorld World(int width = 80, int height = 24)
    {
        var world = new UiWorld(new BlankGround(), width, height);
        world.Ui.OtherScreens = new ScreenTable();
        world.Ui.ThemeNames = ["dark", "light", "nord", "e\u001b[2Jvil 日本"];
        world.Ui.SchemeOf = static name => name switch { "dark" => RoleScheme.Instance, "light" or "nord" => new ColorlessScheme(), _ => null };
        return world;
    }

    public static TheoryData<string, int, int> Frames()
    {
        var frames = new TheoryData<string, int, int>();
        foreach (string name in (string[])["Columns", "Themes", "Settings"])
            foreach (var (width, height) in ((int, int)[])[(40, 10), (80, 24), (120, 36), (200, 50)])
                frames.Add(name, width, height);
        return frames;
    }

    [Theory]
    [MemberData(nameof(Frames))]
    public void Look_like_this(string name, int width, int height)
    {
        var world = World(width, height);
        world.Ui.Open(world.Ui.OtherScreens!.For(System.Enum.Parse<UiAction>(name), world.Ui)!);
        world.Press("j");
        Golden.Is($"{name}.{width}x{height}", world.Text());
    }

    [Fact]
    public void Columns_stand_at_the_right_and_mark_what_is_shown()
    {
        var world = World();
        world.Ui.Open(new ColumnsDialog(world.Ui));
        Assert.StartsWith("╭─ Columns ─", world.Row(3).PadRight(80)[32..], System.StringComparison.Ordinal);
        Assert.StartsWith("│▌ ✓  state", world.Row(5)[32..], System.StringComparison.Ordinal);
        Assert.Equal("│  ·  source    how it was found       12  │", world.Row(7)[32..].TrimEnd());
        Assert.StartsWith("│  Space show  J K move  R reset  Esc done │", world.Row(20)[32..], System.StringComparison.Ordinal);
        Assert.Equal('╰', world.Row(21)[32]);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void What_a_column_shows_is_said_without_a_cut(int width)
    {
        var world = World(width, 80);
        world.Ui.Open(new ColumnsDialog(world.Ui));
        Assert.Contains("snoozed", world.Plain(), System.StringComparison.Ordinal);
        Assert.DoesNotContain("…", world.Plain(), System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_is_shown_moved_and_kept()
    {
        var world = World();
        world.Ui.Open(new ColumnsDialog(world.Ui));
        world.Press("j j Space");
        Assert.Equal(["state", "name", "source", "age", "cpu", "mem", "note"], world.Ui.Settings.Columns.ToArray());
        world.Press("K");
        Assert.Equal(["state", "source", "name", "age", "cpu", "mem", "note"], world.Ui.Settings.Columns.ToArray());
        world.Press("J Esc");
        var saved = Assert.IsType<SaveSetting>(Assert.Single(world.Effects()));
        Assert.Equal("state,name,source,age,cpu,mem,note", saved.Value);
        world.Ui.Open(new ColumnsDialog(world.Ui));
        world.Press("R Esc");
        Assert.Empty(world.Ui.Settings.Columns);
        Assert.Equal("", Assert.IsType<SaveSetting>(Assert.Single(world.Effects())).Value);
    }

    [Theory]
    [InlineData(80, "", "54 of 80, note 26")]
    [InlineData(80, "state,name,age", "42 of 80")]
    [InlineData(80, "state,name,age,note,command,task,cwd", "119 of 80, 3 left out")]
    [InlineData(120, "", "89 of 120, note 31")]
    [InlineData(40, "", "from 60 columns on")]
    public void Columns_say_what_they_take_of_the_width_there_is(int width, string columns, string said)
    {
        var world = World(width);
        if (columns.Length > 0)
            world.Ui.Settings = world.Ui.Settings with { Columns = [.. columns.Split(',')] };
        world.Ui.Open(new ColumnsDialog(world.Ui));
        Assert.Contains($" {said} ", world.Plain(), System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80, 24)]
    [InlineData(120, 36)]
    [InlineData(160, 24)]
    [InlineData(200, 50)]
    public void What_columns_take_and_what_is_left_for_the_note_is_what_the_list_shows(int width, int height)
    {
        var world = Grid.GridWorld.Of(width, height);
        world.Ui.OtherScreens = new ScreenTable();
        world.Draw();
        string head = world.Row(4);
        world.Ui.Open(new ColumnsDialog(world.Ui));
        Assert.Contains($" {head.IndexOf("note", System.StringComparison.Ordinal) + 1} of {world.Ui.ListWidth}, note ", world.Plain(), System.StringComparison.Ordinal);
        // Chosen by hand, what the width shows by itself looks the same.
        world.Press("Space Space Esc");
        Assert.Equal(head, world.Row(4));
    }

    [Fact]
    public void The_trend_of_the_CPU_can_be_chosen_though_it_is_no_field()
    {
        var world = World();
        world.Ui.Open(new ColumnsDialog(world.Ui));
        world.Press("j j j j j j j Space Esc");
        Assert.Equal(["state", "name", "age", "cpu", "trend", "mem", "note"], world.Ui.Settings.Columns.ToArray());
    }

    [Fact]
    public void The_name_stays_and_unchanged_columns_are_not_saved()
    {
        var world = World();
        world.Ui.Open(new ColumnsDialog(world.Ui));
        world.Press("j Space");
        Assert.Equal("columns: the name is always shown", world.Ui.Line.Current?.Text);
        world.Press("Esc");
        Assert.Empty(world.Effects());
    }

    [Fact]
    public void Moving_over_themes_paints_the_screen_and_Esc_puts_the_old_one_back()
    {
        var world = World();
        world.Ui.Open(new ThemesDialog(world.Ui));
        world.Press("j");
        Assert.IsType<ColorlessScheme>(world.Ui.Scheme);
        world.Press("Esc");
        Assert.Same(RoleScheme.Instance, world.Ui.Scheme);
        Assert.Empty(world.Effects());
        world.Ui.Open(new ThemesDialog(world.Ui));
        world.Press("j j Enter");
        Assert.Equal("nord", world.Ui.Settings.Theme);
        Assert.Equal(new SaveSetting("theme", "nord"), Assert.Single(world.Effects()));
    }

    [Fact]
    public void A_theme_that_cannot_be_read_is_not_kept()
    {
        var world = World();
        world.Ui.Open(new ThemesDialog(world.Ui));
        world.Press("G Enter");
        Assert.Equal("dark", world.Ui.Settings.Theme);
        Assert.Empty(world.Effects());
        Assert.IsType<ThemesDialog>(world.Ui.Top);
    }

    [Theory]
    [InlineData("a", "age")]
    [InlineData("m", "mem")]
    [InlineData("j Enter", "mem")]
    public void The_sort_menu_takes_a_letter_or_a_row(string keys, string field)
    {
        var world = World();
        string? taken = null;
        world.Ui.Open(Sorts((_, chosen) => taken = chosen));
        world.Press(keys);
        Assert.Equal(field, taken);
        Assert.Single(world.Ui.Screens);
    }

    private static SortMenu Sorts(System.Action<UiState, string?> take)
        => new([new SortChoice('a', "age", "how long since it started"), new SortChoice('m', "mem", "resident memory")], "age", take);

    [Fact]
    public void Settings_change_in_place_hold_at_once_and_are_kept()
    {
        var world = World();
        world.Ui.Open(new SettingsDialog());
        world.Press("Space");
        Assert.Equal(System.TimeSpan.FromSeconds(2), world.Ui.Settings.Interval);
        world.Press("Left");
        Assert.Equal(System.TimeSpan.FromSeconds(1), world.Ui.Settings.Interval);
        world.Press("j j Space j j Space");
        Assert.False(world.Ui.Settings.Mouse);
        Assert.True(world.Ui.Glyphs.IsAscii);
        Assert.Equal(["interval=2s", "interval=1s", "mouse=false", "ascii=true"],
            world.Effects().OfType<SaveSetting>().Select(save => $"{save.Key}={save.Value}"));
    }

    [Fact]
    public void A_typed_setting_is_checked_before_it_is_kept()
    {
        var world = World();
        world.Ui.Open(new SettingsDialog());
        world.Press("Enter C-u");
        world.Type("7x");
        world.Press("Enter");
        Assert.Contains("write 500ms", world.Plain(), System.StringComparison.Ordinal);
        Assert.Empty(world.Effects());
        world.Press("C-u");
        world.Type("3s");
        world.Press("Enter");
        Assert.Equal(System.TimeSpan.FromSeconds(3), world.Ui.Settings.Interval);
        world.Press("j j j j j Enter");
        world.Type("nmae");
        world.Press("Enter");
        Assert.Contains("did you mean name?", world.Plain(), System.StringComparison.Ordinal);
        world.Press("Esc Esc");
        Assert.Single(world.Ui.Screens);
        Assert.Null(world.Ui.Settings.Sort);
    }

    [Theory]
    [InlineData("attention", "attention")]
    [InlineData("atention", "")]
    public void A_bell_rings_at_changes_that_there_are(string typed, string kept)
    {
        var world = World();
        world.Ui.Open(new SettingsDialog());
        world.Press("j j j Enter");
        world.Type(typed);
        world.Press("Enter");
        Assert.Equal(kept, world.Ui.Settings.Bell);
        Assert.Equal(kept.Length > 0, world.Effects().Contains(new SaveSetting("bell", "attention")));
    }

    [Fact]
    public void Themes_and_columns_open_from_the_settings()
    {
        var world = World();
        world.Ui.Open(new SettingsDialog());
        world.Press("j Enter");
        Assert.IsType<ThemesDialog>(world.Ui.Top);
        world.Press("Esc");
        Assert.IsType<SettingsDialog>(world.Ui.Top);
    }
}
