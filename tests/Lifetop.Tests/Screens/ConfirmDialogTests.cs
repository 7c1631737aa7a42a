using System.Linq;
using Lifetop.Model;
using Lifetop.Screens;
using Lifetop.Screens.Dialogs;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens;

public sealed class ConfirmDialogTests
{
    private static readonly Question Reap = new()
    {
        Title = "Reap brave-lynx?",
        Source = "multiclaude/my.app",
        Steps =
        [
            new QuestionStep("TERM to 2 processes, after 5s KILL to what is left")
            {
                Details = [new QuestionDetail(18190, "zsh", "47m", "in %14"), new QuestionDetail(18301, "node vite --port 3001", "2h11", "listens on :3001")],
            },
            new QuestionStep("close window @7 of mc-my.app"),
            new QuestionStep("remove .multiclaude/my.app/brave-lynx.pid"),
            new QuestionStep("tell its daemon: complete_agent"),
            new QuestionStep("give back 40k of 40k tokens, record the task as not done"),
        ],
        Kept = ["worktree wt/brave-lynx: 2 files changed", "window @6: it is clever-fox"],
        Safe = "dead 47m · nobody attached · 3 of 3 commits pushed",
        Confirm = "Reap",
        Then = new RingBell(),
    };

    private static UiWorld Asked(Question? question = null, int width = 80, int height = 24)
    {
        var world = new UiWorld(new BlankGround(), width, height);
        world.Ui.Open(new ConfirmDialog(question ?? Reap));
        return world;
    }

    [Fact]
    public void Shows_the_exact_plan()
    {
        string[] box =
        [
            "╭─ Reap brave-lynx? ────────────────────────── multiclaude/my.app ─╮",
            "│                                                                  │",
            "│  1  TERM to 2 processes, after 5s KILL to what is left           │",
            "│      18190 zsh                       47m  in %14                 │",
            "│      18301 node vite --port 3001    2h11  listens on :3001       │",
            "│  2  close window @7 of mc-my.app                                 │",
            "│  3  remove .multiclaude/my.app/brave-lynx.pid                    │",
            "│  4  tell its daemon: complete_agent                              │",
            "│  5  give back 40k of 40k tokens, record the task as not done     │",
            "│                                                                  │",
            "│  kept  worktree wt/brave-lynx: 2 files changed                   │",
            "│        window @6: it is clever-fox                               │",
            "│                                                                  │",
            "│  safe  dead 47m · nobody attached · 3 of 3 commits pushed        │",
            "│                                                                  │",
            "│   Cancel    y Reap                             Tab moves         │",
            "│                                                                  │",
            "╰──────────────────────────────────────────────────────────────────╯",
        ];
        var world = Asked();
        Assert.Equal(box, Enumerable.Range(3, 18).Select(row => world.Row(row).PadRight(80)[6..74]));
    }

    [Theory]
    [InlineData(40, 10)]
    [InlineData(80, 24)]
    [InlineData(120, 36)]
    [InlineData(200, 50)]
    public void Looks_like_this(int width, int height) => Golden.Is($"Confirm.{width}x{height}", Asked(width: width, height: height).Text());

    [Fact]
    public void Has_Cancel_in_brackets_and_ASCII_corners_where_there_is_nothing_else()
    {
        var world = Asked();
        world.Ui.Scheme = new ColorlessScheme();
        world.Ui.Glyphs = Glyphs.Ascii;
        Assert.Contains("[Cancel]", world.Row(18), System.StringComparison.Ordinal);
        Assert.Contains("+- Reap brave-lynx? -", world.Row(3), System.StringComparison.Ordinal);
    }

    [Fact]
    public void Enter_takes_Cancel()
    {
        var world = Asked();
        world.Press("Enter");
        Assert.Single(world.Ui.Screens);
        Assert.Empty(world.Effects());
    }

    [Fact]
    public void The_key_that_opened_it_does_nothing_again_and_y_acts()
    {
        var world = Asked();
        world.Press("x X x");
        Assert.Equal(2, world.Ui.Screens.Count);
        Assert.Empty(world.Effects());
        world.Press("y");
        Assert.IsType<RingBell>(Assert.Single(world.Effects()));
        Assert.Single(world.Ui.Screens);
    }

    [Theory]
    [InlineData("Tab Enter", 1)]
    [InlineData("Tab Tab Enter", 0)]
    [InlineData("S-Tab Enter", 1)]
    [InlineData("Esc", 0)]
    [InlineData("Tab Esc", 0)]
    public void Buttons_are_moved_to_and_pressed(string keys, int effects)
    {
        var world = Asked();
        world.Press(keys);
        Assert.Equal(effects, world.Effects().Count);
        Assert.Single(world.Ui.Screens);
    }

    [Fact]
    public void A_click_presses_a_button()
    {
        var world = Asked();
        world.Draw();
        world.Click(20, 17);
        Assert.Single(world.Effects());
        world = Asked();
        world.Draw();
        world.Click(11, 17);
        Assert.Empty(world.Effects());
        Assert.Single(world.Ui.Screens);
    }

    [Fact]
    public void Pasted_text_never_answers()
    {
        var world = Asked();
        string paste = string.Concat(Enumerable.Repeat("y\ry\nY\t\u001b[Ay", 125_000));
        Assert.True(paste.Length >= 1_000_000);
        Update.Input(world.Ui, new InputEvent(InputKind.Paste) { Text = paste });
        Assert.Empty(world.Effects());
        Assert.Equal(2, world.Ui.Screens.Count);

        world = Asked(Reap with { TypeToConfirm = 12 });
        Update.Input(world.Ui, new InputEvent(InputKind.Paste) { Text = "12" });
        world.Press("y");
        Assert.Empty(world.Effects());
    }

    [Fact]
    public void Many_targets_want_their_number_typed()
    {
        var world = Asked(Reap with { TypeToConfirm = 12 });
        Assert.Contains("type 12 to reap 12", world.Plain(), System.StringComparison.Ordinal);
        world.Press("y");
        Assert.Equal("type 12 first", world.Ui.Line.Current?.Text);
        world.Press("1 y");
        Assert.Empty(world.Effects());
        world.Press("2 Enter");
        Assert.Empty(world.Effects());
        world = Asked(Reap with { TypeToConfirm = 12 });
        world.Press("1 2 y");
        Assert.Single(world.Effects());
    }

    [Fact]
    public void What_cannot_be_done_can_only_be_closed()
    {
        var world = Asked(Reap with { Then = null, Stops = ["its source cannot be read, so lifetop does not know"] });
        Assert.Contains("Close", world.Plain(), System.StringComparison.Ordinal);
        Assert.Contains("stops its source", world.Plain().Replace("  ", " ", System.StringComparison.Ordinal), System.StringComparison.Ordinal);
        world.Press("y");
        Assert.Empty(world.Effects());
    }

    [Fact]
    public void A_long_plan_scrolls_and_its_buttons_stay()
    {
        var world = Asked(Reap with { Steps = [.. Enumerable.Range(1, 40).Select(i => new QuestionStep($"step number {i}"))] });
        Assert.Contains("more", world.Row(23), System.StringComparison.Ordinal);
        Assert.Contains("Cancel", world.Plain(), System.StringComparison.Ordinal);
        world.Press("G");
        Assert.Contains("safe", world.Plain(), System.StringComparison.Ordinal);
        Assert.Contains("Cancel", world.Plain(), System.StringComparison.Ordinal);
    }

    [Fact]
    public void Forgets_the_worker_it_was_asked_of_whatever_the_list_does_meanwhile()
    {
        var world = new UiWorld(new BlankGround());
        world.Ui.OtherScreens = new ScreenTable();
        world.Ui.Selected = Rows.Row("web", with: worker => worker with { Declaration = Make.Declared("web", "lifetop") });
        world.Press("F");
        world.Ui.Selected = Rows.Row("other");
        world.Look(SampleWorld.Roster());
        world.Press("y");
        var forget = Assert.IsType<ForgetWorkers>(Assert.Single(world.Effects()));
        Assert.Equal("id:process/web", Assert.Single(forget.Workers).Identity);
    }

    [Fact]
    public void What_a_source_goes_on_seeing_cannot_be_forgotten()
    {
        var world = new UiWorld(new BlankGround());
        world.Ui.OtherScreens = new ScreenTable();
        world.Ui.Selected = Rows.Row("web");
        world.Press("F");
        Assert.Equal("forget: process finds it by itself as long as it is there", world.Ui.Line.Current?.Text);
        Assert.Single(world.Ui.Screens);
    }
}
