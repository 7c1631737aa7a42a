using System;
using System.Linq;
using Lifetop.Model;
using Lifetop.Screens;
using Lifetop.Screens.Detail;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens.Detail;

public sealed class InspectScreenTests
{
    private static DetailWorld World(int width = 80, int height = 24, JudgedWorker? judged = null)
        => new DetailWorld(PaneShape.Mini, width, height, judged).Inspect().TellAll();

    [Fact]
    public void Why_over_the_whole_screen_puts_the_disagreeing_words_under_each_other()
    {
        var detail = new DetailWorld(PaneShape.Mini, 80, 24, Told()).Inspect().TellAll();
        string[] frame =
        [
            "  brave-lynx  multiclaude/my.app                              ◆ zombie for 47m  ",
            "  fix flaky upload test (#309)                                                  ",
            "  ───────────────────────────────────────────── Peek  Logs  Tree  Why  History  ",
            "                                                                                ",
            "  lifetop says      zombie  dead, and something of it remains                   ",
            "  its file says     running state.json, written 51m ago            multiclaude  ",
            "                    ≠       older than the death: the kernel is believed        ",
            "                                                                                ",
            "  because           pid 18233 gone for 47m, no exit status seen           proc  ",
            "                    a shell is left in %14: zsh 18190, no input for 46m   tmux  ",
            "                    last log line 47m ago: API error: connection reset     log  ",
            "                                                                                ",
            "  left behind       node 18301, vite --port 3001, listens on :3001        2h11  ",
            "                    window @7 of mc-my.app, pane %14                       47m  ",
            "                    .multiclaude/my.app/brave-lynx.pid                    2h11  ",
            "                    wt/brave-lynx: 2 files changed, 3 commits, pushed      51m  ",
            "                                                                                ",
            "  safe to remove?   yes, except its worktree                                    ",
            "                    + nobody attached · commits pushed · not protected          ",
            "                    – 2 files changed in wt/brave-lynx: kept                    ",
            "                                                                                ",
            "  next              x ends 2 processes, closes @7; keeps the worktree           ",
        ];
        var read = BraveLynx.Safety(detail.Row);
        detail.Tell(read with { Safety = read.Safety with { For = ["nobody attached", "commits pushed", "not protected"] } });
        Assert.Equal(string.Join('\n', frame.Select(row => row.TrimEnd())), string.Join('\n', detail.World.Plain().Split('\n').Take(22)));
        Golden.Is("Inspect.80", detail.World.Text());
    }

    [Fact]
    public void On_a_small_screen_labels_stand_above_and_the_rest_scrolls()
    {
        var detail = World(40, 10);
        Golden.Is("Inspect.40", detail.World.Text());
        detail.World.Press("G");
        Assert.Contains("closes @7", detail.World.Plain(), StringComparison.Ordinal);
        detail.World.Press("g");
        Assert.Contains("lifetop says", detail.World.Plain(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(50, 16)]
    [InlineData(40, 10)]
    public void What_does_not_fit_is_counted_and_can_be_scrolled_to(int width, int height)
    {
        var detail = World(width, height);
        int more = More(detail);
        Assert.True(more > 0, detail.World.Plain());
        Assert.DoesNotContain("closes @7", detail.World.Plain(), StringComparison.Ordinal);
        detail.World.Press("j j");
        Assert.Equal(more - 2, More(detail));
        detail.World.Press("PageDown PageDown PageDown PageDown PageDown");
        Assert.Equal(0, More(detail));
        Assert.Contains("closes @7", detail.World.Plain(), StringComparison.Ordinal);
        detail.World.Press("g");
        Assert.Equal(more, More(detail));
    }

    [Fact]
    public void Output_is_read_from_its_end_so_what_is_above_is_counted()
    {
        var detail = new DetailWorld(PaneShape.Mini, 80, 8).Inspect(DetailTab.Peek).TellAll();
        Assert.Matches("  [0-9]+ above$", LastRow(detail));
        detail.World.Press("g");
        Assert.Matches("  [0-9]+ more$", LastRow(detail));
        Assert.DoesNotContain(" more", new DetailWorld(PaneShape.Mini, 80, 40).Inspect().TellAll().World.Plain(), StringComparison.Ordinal);
    }

    private static string LastRow(DetailWorld detail) => detail.World.Plain().TrimEnd().Split('\n')[^1].TrimEnd();

    /// <summary>What its last row says is below; 0 for nothing.</summary>
    private static int More(DetailWorld detail)
        => LastRow(detail).Split("  ")[^1].Split(' ') is [var count, "more"] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 0;

    [Fact]
    public void Copy_gives_the_key_then_the_pid_then_the_path()
    {
        var detail = World();
        detail.World.Effects();
        detail.World.Press("y y y y");
        var copied = detail.World.Effects().OfType<CopyText>().ToArray();
        Assert.Equal(["multiclaude/my.app/brave-lynx", "18233", "/home/me/wt/brave-lynx", "multiclaude/my.app/brave-lynx"], copied.Select(static copy => copy.Text));
        Assert.Equal(["key multiclaude/my.app/brave-lynx", "pid 18233", "path /home/me/wt/brave-lynx", "key multiclaude/my.app/brave-lynx"], copied.Select(static copy => copy.What));
    }

    [Fact]
    public void What_was_copied_is_named_without_what_would_reach_the_terminal()
    {
        var detail = World();
        detail.World.Ui.Selected = Rows.Row("evil", with: static worker => worker with { Cwd = "/tmp/\e]52;c;eA==\a\u202e" });
        detail.World.Effects();
        detail.World.Press("y y");
        var path = detail.World.Effects().OfType<CopyText>().Last();
        Assert.Equal("/tmp/\e]52;c;eA==\a\u202e", path.Text);
        Assert.StartsWith("path /tmp/", path.What, StringComparison.Ordinal);
        Assert.DoesNotContain(path.What, static letter => char.IsControl(letter) || letter == '\u202e');
    }

    [Fact]
    public void The_next_that_needs_you_is_asked_of_the_ground()
    {
        var detail = World();
        detail.World.Press("w");
        Assert.Equal(UiAction.NextNeedy, Assert.IsType<DetailWorld.Ground>(detail.World.Ui.Screens[0]).Asked);
    }

    [Fact]
    public void Esc_goes_back()
    {
        var detail = World();
        detail.World.Press("Esc");
        Assert.Single(detail.World.Ui.Screens);
    }

    /// <summary>With the facts in the words of the picture.</summary>
    private static JudgedWorker Told()
    {
        var judged = BraveLynx.Judged();
        var facts = judged.Verdict.Evidence;
        return judged with
        {
            Verdict = judged.Verdict with
            {
                Evidence =
                [
                    facts[0],
                    new Evidence("a shell is left in %14: zsh 18190, no input for", "tmux", BraveLynx.Now.AddMinutes(-46)),
                    new Evidence("last log line", "log", BraveLynx.Now.AddMinutes(-47), " ago: API error: connection reset"),
                ],
            },
        };
    }
}
