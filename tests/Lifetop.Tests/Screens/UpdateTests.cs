using System.Linq;
using Lifetop.Screens;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Lifetop.Theming;
using Xunit;

namespace Lifetop.Tests.Screens;

public sealed class UpdateTests
{
    [Fact]
    public void Pasted_letters_are_never_keys()
    {
        var world = new UiWorld(new Blank());
        Update.Input(world.Ui, new InputEvent(InputKind.Paste) { Text = "q" });
        Assert.Empty(world.Effects());
    }

    [Fact]
    public void Quit_closes_a_view_before_it_leaves()
    {
        var world = new UiWorld(new Blank());
        world.Ui.Open(new Blank());
        world.Press("q");
        Assert.Single(world.Ui.Screens);
        Assert.Empty(world.Effects());
        world.Press("q");
        Assert.IsType<QuitProgram>(Assert.Single(world.Effects()));
    }

    [Fact]
    public void Quit_leaves_from_the_view_it_began_with_until_that_was_left()
    {
        var world = new UiWorld(new Blank());
        var first = new Blank();
        world.Ui.BeginWith(first);
        world.Ui.Open(new Blank());
        world.Press("q");
        Assert.Empty(world.Effects());
        world.Press("q");
        Assert.IsType<QuitProgram>(Assert.Single(world.Effects()));
        world.Press("Esc");
        Assert.Single(world.Ui.Screens);
        world.Ui.Open(first);
        world.Press("q");
        Assert.Single(world.Ui.Screens);
        Assert.Empty(world.Effects());
    }

    [Fact]
    public void Ctrl_C_leaves_from_any_view()
    {
        var world = new UiWorld(new Blank());
        world.Ui.Open(new Blank());
        world.Press("C-c");
        Assert.IsType<QuitProgram>(Assert.Single(world.Effects()));
    }

    [Fact]
    public void Esc_never_leaves()
    {
        var world = new UiWorld(new Blank());
        world.Press("Esc Esc Esc");
        Assert.Empty(world.Effects());
    }

    [Fact]
    public void A_key_that_cannot_be_used_says_why()
    {
        var world = new UiWorld(new Blank());
        world.Press("a");
        Assert.Equal("attach: nothing is selected", world.Ui.Line.Current?.Text);
    }

    [Fact]
    public void The_reason_a_screen_gave_for_not_opening_stands()
    {
        var world = new UiWorld(new Blank());
        world.Ui.Selected = Rows.Row("silent");
        world.Ui.OtherScreens = new ScreenTable(static (action, ui) => action == UiAction.Logs ? Lifetop.Screens.Logs.LogScreen.Of([ui.Selected!], ui) : null);
        world.Press("l");
        Assert.Equal("logs: silent has no log and no pane", world.Ui.Line.Current?.Text);
        world.Press("w");
        Assert.Equal("next: nothing to do here", world.Ui.Line.Current?.Text);
    }

    [Fact]
    public void No_two_rows_share_a_key_where_both_hold()
    {
        foreach (var row in KeyMap.All)
            foreach (var other in KeyMap.All)
                if (row != other && (row.Where & other.Where) != 0)
                    Assert.Empty(row.ParsedKeys.Intersect(other.ParsedKeys));
    }

    [Fact]
    public void Every_action_has_one_row_and_every_key_can_be_read()
    {
        foreach (var action in System.Enum.GetValues<UiAction>())
            Assert.Single(KeyMap.All, row => row.Action == action);
        foreach (var row in KeyMap.All)
            Assert.Equal(row.Keys.Split(' ', System.StringSplitOptions.RemoveEmptyEntries).Length, row.ParsedKeys.Length);
    }

    private sealed class Blank : Screen
    {
        public override KeyContext Context => KeyContext.Grid;

        public override void Draw(Canvas canvas, UiState ui) => canvas.Clear(ui.Scheme[Role.Ground]);
    }
}
