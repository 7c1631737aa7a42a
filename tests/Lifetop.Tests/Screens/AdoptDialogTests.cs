using Lifetop.Model;
using Lifetop.Screens;
using Lifetop.Screens.Dialogs;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens;

public sealed class AdoptDialogTests
{
    private static readonly ProcessIdentity Process = new(41002, 77, Rows.Boot);

    private static UiWorld Open(int width = 80, int height = 24, string command = "claude --resume", string name = "web-claude")
    {
        var world = new UiWorld(new BlankGround(), width, height);
        world.Ui.OtherScreens = new ScreenTable();
        world.Ui.Open(new AdoptDialog(new AdoptionDraft(Process, command) { Name = name, Kind = WorkerKind.Agent }));
        return world;
    }

    [Theory]
    [InlineData(40, 10)]
    [InlineData(80, 24)]
    [InlineData(120, 36)]
    [InlineData(200, 50)]
    public void Looks_like_this(int width, int height)
        => Golden.Is($"Adopt.{width}x{height}", Open(width, height, "e\u001b[2Jvil\u202E 日本語 --resume", "日本").Text());

    [Fact]
    public void Asks_for_exactly_the_process_it_was_opened_for()
    {
        var world = Open();
        world.Press("C-u");
        world.Type("web y");
        world.Press("Tab s Tab");
        world.Type("dev");
        world.Press("Tab Tab");
        world.Type("/srv/wt");
        world.Press("Tab");
        world.Type("~/x.log");
        world.Press("Enter");
        var adopt = Assert.IsType<AdoptWorker>(Assert.Single(world.Effects()));
        Assert.Equal(new AdoptWorker(Process, "web y", WorkerKind.Server) { Type = "dev", Worktree = "/srv/wt", Log = "~/x.log" }, adopt);
        Assert.Single(world.Ui.Screens);
    }

    [Theory]
    [InlineData("", "", "a name is not empty")]
    [InlineData("a/b", "", "has no /")]
    [InlineData("web", "wt", "worktree: write the whole path")]
    [InlineData("taken", "", "the name taken is taken by pid 99")]
    public void Checks_before_it_asks(string name, string worktree, string reason)
    {
        var world = Open();
        var other = Rows.Worker("taken", "lifetop/taken") with
        {
            Identity = "lifetop:taken",
            RootAlive = true,
            Declaration = Make.Declared("taken", "lifetop", new ProcessClaim(99) { StartTicks = 5 }),
        };
        world.Look(Roster.Empty with { Workers = [Rows.Judged(other)] });
        world.Press("C-u");
        world.Type(name);
        world.Press("Tab Tab Tab Tab");
        world.Type(worktree);
        world.Press("Enter");
        Assert.Empty(world.Effects());
        Assert.Contains(reason, world.Plain(), System.StringComparison.Ordinal);
        world.Press("Esc");
        Assert.Single(world.Ui.Screens);
    }

    [Fact]
    public void Its_buttons_are_behind_the_last_field()
    {
        var world = Open();
        world.Press("S-Tab Enter");
        Assert.Single(world.Ui.Screens);
        Assert.Empty(world.Effects());
        world = Open();
        world.Press("S-Tab Tab Enter");
        Assert.Single(world.Effects());
    }

    [Fact]
    public void A_worker_that_was_only_found_is_adopted_with_its_pane()
    {
        var world = Open();
        world.Press("Esc");
        world.Ui.Selected = Rows.Row("main:2.0", key: "tmux/main:2.0", with: worker => worker with { Root = Process, RootAlive = true, Pane = new PaneSighting(Rows.Pane()) });
        world.Press("A Enter");
        var adopt = Assert.IsType<AdoptWorker>(Assert.Single(world.Effects()));
        Assert.Equal("%3", adopt.Pane?.PaneId);
        Assert.Equal(700, adopt.Pane?.ServerPid);
    }

    [Fact]
    public void Without_a_worker_there_is_every_process_to_choose_from()
    {
        var world = Open();
        world.Press("Esc A");
        Assert.Equal(KeyContext.Processes, world.Ui.Top.Context);
    }

    [Theory]
    [InlineData("multiclaude", "adopt: multiclaude declares it already")]
    [InlineData(null, "adopt: it has no process")]
    public void What_cannot_be_adopted_says_why(string? declaredBy, string reason)
    {
        var world = Open();
        world.Press("Esc");
        world.Ui.Selected = Rows.Row("web", with: worker => worker with { Declaration = declaredBy is null ? null : Make.Declared("web", declaredBy) });
        world.Press("A");
        Assert.Equal(reason, world.Ui.Line.Current?.Text);
    }
}
