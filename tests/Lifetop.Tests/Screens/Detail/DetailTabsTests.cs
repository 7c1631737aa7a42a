using System;
using System.Collections.Immutable;
using System.Linq;
using Lifetop.Model;
using Lifetop.Screens;
using Lifetop.Screens.Detail;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens.Detail;

public sealed class DetailTabsTests
{
    private static DetailWorld Tabs(JudgedWorker? judged = null) => new(PaneShape.Tabs, 120, 11, judged);

    [Fact]
    public void Tab_goes_round_and_History_has_a_key()
    {
        var detail = Tabs();
        detail.World.Press("Tab");
        Assert.Contains(detail.World.Effects(), effect => effect is ReadHistory);
        detail.World.Press("Tab");
        Assert.Contains(detail.World.Effects(), effect => effect is ReadPeek);
        detail.World.Press("S-Tab S-Tab");
        Assert.Contains("safe to remove?", detail.World.Plain(), StringComparison.Ordinal);
        detail.World.Press("H");
        Assert.DoesNotContain("safe to remove?", detail.World.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_watch_does_about_it_is_told_and_counts_down()
    {
        var detail = new DetailWorld(PaneShape.Mini, 120, 40).Inspect().TellAll();
        string identity = detail.Row.Worker.Identity;

        detail.Tell(new WatchSeen(new WatchMark(7, false, 0, [new WatchedWorker(identity, "", 2, detail.World.Ui.Now.AddSeconds(4), null, "")])));
        Assert.Contains("2 restarts, the next in 4s", detail.World.Plain(), StringComparison.Ordinal);
        detail.World.Ui.Now += TimeSpan.FromSeconds(1);
        Assert.Contains("2 restarts, the next in 3s", detail.World.Plain(), StringComparison.Ordinal);

        detail.Tell(new WatchSeen(new WatchMark(7, false, 0, [new WatchedWorker(identity, "", 5, null, detail.World.Ui.Now, "breaker open after 5 restarts")])));
        Assert.Contains("breaker open after 5 restarts: :reset-breaker closes it", detail.World.Plain(), StringComparison.Ordinal);
        detail.Tell(new WatchSeen(null));
        Assert.DoesNotContain("restarts", detail.World.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_click_chooses_a_tab()
    {
        var detail = Tabs().TellAll();
        detail.World.Click(15, 0);
        detail.TellAll();
        Assert.Contains("API error", detail.World.Plain(), StringComparison.Ordinal);
        detail.World.Click(28, 0);
        Assert.Contains("18190 zsh", detail.World.Row(2), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DetailTab.Peek)]
    [InlineData(DetailTab.Logs)]
    [InlineData(DetailTab.Tree)]
    [InlineData(DetailTab.History)]
    public void Every_tab_says_that_it_is_still_reading_and_then_what_it_read(DetailTab tab)
    {
        var detail = new DetailWorld(PaneShape.Mini, 80, 24).Inspect(tab);
        Assert.Equal("  …", detail.World.Row(5));
        detail.TellAll();
        Golden.Is($"{tab}.80", detail.World.Text());
    }

    [Fact]
    public void What_was_not_read_of_a_tree_of_thousands_is_counted()
    {
        var judged = BraveLynx.Judged();
        var members = Enumerable.Range(1, 1200).Select(pid => new Member(new ProcessIdentity(pid, 1, Rows.Boot), MemberTie.Descendant)).ToImmutableArray();
        var detail = new DetailWorld(PaneShape.Mini, 80, 24, judged with { Worker = judged.Worker with { Members = members } }).Inspect(DetailTab.Tree);
        var asked = detail.World.Effects().OfType<ReadTree>().Last();
        detail.Tell(new TreeRead(detail.Row.Worker, [.. members.Take(asked.Most).Select(member => new TreeProcess(member.Process.Pid, 0, member.Tie, "sleep", null, null, null, []))]));
        detail.World.Draw();
        detail.World.Press("G");
        Assert.Contains("700 more", detail.World.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_worker_that_cannot_be_read_promises_nothing_anywhere()
    {
        Golden.Is("Unknown.Tabs", Tabs(BraveLynx.Unread()).World.Text());
        Golden.Is("Unknown.Inspect", new DetailWorld(PaneShape.Mini, 80, 24, BraveLynx.Unread()).Inspect().World.Text());
    }

    [Theory]
    [InlineData(DetailTab.Peek, "it has no pane and no log")]
    [InlineData(DetailTab.Logs, "it has no log and no pane")]
    [InlineData(DetailTab.Tree, "no process of it runs")]
    public void A_tab_with_nothing_to_show_says_why(DetailTab tab, string words)
    {
        var detail = new DetailWorld(PaneShape.Mini, 80, 24, BraveLynx.Unread()).Inspect(tab);
        Assert.Equal("  " + words, detail.World.Row(5));
    }

    [Fact]
    public void Trouble_of_a_reading_is_said()
    {
        var detail = new DetailWorld(PaneShape.Mini, 80, 24).Inspect(DetailTab.Peek);
        detail.Tell(new PeekRead(detail.Row.Worker.Identity, "its tmux server does not answer", []));
        Assert.Equal("  its tmux server does not answer", detail.World.Row(5));
        detail.World.Press("Tab Tab Tab Tab");
        detail.Tell(new HistoryRead(detail.Row.Worker.Identity, "the registry is damaged", []));
        Assert.Equal("  the registry is damaged", detail.World.Row(5));
    }

    [Fact]
    public void A_peek_is_read_again_only_after_output()
    {
        var detail = new DetailWorld(PaneShape.Mini, 80, 24).Inspect(DetailTab.Peek);
        detail.TellAll();
        detail.World.Effects();
        detail.World.Pass(TimeSpan.FromSeconds(1));
        detail.World.Pass(TimeSpan.FromSeconds(1));
        Assert.DoesNotContain(detail.World.Effects(), effect => effect is ReadPeek);
        var wrote = BraveLynx.Roster();
        wrote.Counters[0].LastOutputTicks = detail.World.Ui.Now.UtcTicks;
        detail.World.Look(wrote);
        Assert.Contains(detail.World.Effects(), effect => effect is ReadPeek);
    }

    [Fact]
    public void Another_selected_worker_shows_nothing_of_the_one_before()
    {
        var detail = new DetailWorld(PaneShape.Mini, 80, 24).Inspect(DetailTab.Peek).TellAll();
        var before = detail.Row;
        detail.World.Ui.Selected = BraveLynx.Row(BraveLynx.Unread());
        detail.Tell(BraveLynx.Peek(before));
        Assert.DoesNotContain("upload", detail.World.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public void Long_output_begins_at_its_end_and_scrolls()
    {
        var detail = new DetailWorld(PaneShape.Mini, 80, 24).Inspect(DetailTab.Peek);
        var lines = StyledText.Screen(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(1, 50).Select(number => $"line {number}"))));
        detail.Tell(new PeekRead(detail.Row.Worker.Identity, null, [.. lines]));
        Assert.Contains("line 50", detail.World.Plain(), StringComparison.Ordinal);
        detail.World.Press("g");
        Assert.Equal("  line 1", detail.World.Row(5));
        detail.World.Press("j");
        Assert.Equal("  line 2", detail.World.Row(5));
        detail.World.Press("C-f");
        Assert.Equal("  line 20", detail.World.Row(5));
        detail.World.Press("G k");
        Assert.DoesNotContain("line 50", detail.World.Plain(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PaneShape.Mini, 80, 3)]
    [InlineData(PaneShape.Tabs, 120, 11)]
    [InlineData(PaneShape.Column, 79, 42)]
    public void Hostile_and_wide_text_stays_inside_and_harmless(PaneShape shape, int width, int height)
    {
        var detail = new DetailWorld(shape, width, height, Hostile());
        detail.Tell(new SafetyRead(detail.Row.Worker, detail.Row.Verdict, new Safety(SafetyAnswer.No, ["\e[2J\a"], ["\u202E日本語"]), null, []));
        Golden.Is($"Hostile.{shape}", detail.World.Text());
        detail.Inspect().Tell(new TreeRead(detail.Row.Worker, [new TreeProcess(1, 90, MemberTie.Root, "\e[31m日本", null, null, null, [])]));
        foreach (var tab in WorkerTabsInOrder())
        {
            detail.World.Press("Tab");
            Assert.DoesNotContain(detail.World.Plain(), letter => (char.IsControl(letter) && letter != '\n') || letter is '\u202E' or '\uFFFD');
            Assert.InRange((int)tab, 0, 4);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 3)]
    [InlineData(20, 6)]
    [InlineData(39, 9)]
    [InlineData(250, 80)]
    public void No_size_breaks_it(int width, int height)
    {
        foreach (var shape in Enum.GetValues<PaneShape>())
        {
            var detail = new DetailWorld(shape, width, height).TellAll();
            detail.World.Draw();
            detail.Inspect().TellAll();
            for (int i = 0; i < 5; i++)
            {
                detail.World.Press("Tab G");
                Assert.Equal(height, detail.World.Plain().Count(letter => letter == '\n'));
            }
        }
    }

    [Fact]
    public void In_ASCII_there_is_nothing_else()
    {
        var detail = Tabs();
        detail.World.Ui.Glyphs = Glyphs.Ascii;
        detail.TellAll();
        Golden.Is("Ascii.Tabs", detail.World.Text());
        Assert.DoesNotContain(detail.World.Plain(), letter => letter > '~');
        detail.Inspect().TellAll();
        string plain = detail.World.Plain();
        Assert.DoesNotContain(plain, letter => letter > '~');
        Assert.Contains("#       older than the death", plain, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PaneShape.Mini, 80, 3)]
    [InlineData(PaneShape.Tabs, 120, 11)]
    [InlineData(PaneShape.Column, 79, 42)]
    public void A_steady_second_allocates_nothing(PaneShape shape, int width, int height)
    {
        var detail = new DetailWorld(shape, width, height);
        // In a build without optimization any other letter allocates when its width is looked up.
        detail.World.Ui.Glyphs = Glyphs.Ascii;
        var frame = new CellBuffer(width, height);
        void Second()
        {
            detail.Pane.Refresh(detail.World.Ui);
            detail.Pane.Draw(frame.Canvas, detail.World.Ui, shape);
        }
        Second();
        detail.TellAll().Tell(new PeekRead(detail.Row.Worker.Identity, null, [StyledText.Parse("\e[31mred"u8)]));
        Second();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            Second();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static DetailTab[] WorkerTabsInOrder() => Enum.GetValues<DetailTab>();

    private static JudgedWorker Hostile()
    {
        var worker = Rows.Worker("ev\e[2Jil\u202E日本語の作業者と長い名前", "tmux/\a:0.0") with { Command = "a\nb", Cwd = "/x\u202E" };
        return new JudgedWorker(
            worker with { Declaration = Make.Declared("x") with { Task = "タスク\e]0;x\a", NativeState = "\e[1mrunning", Says = DeclaredState.Live, File = "/x/\u0007.json", Branch = "\u200Bb" } },
            new Verdict
            {
                State = Lifecycle.Zombie,
                Since = Rows.Now.AddMinutes(-3),
                Evidence = [new Evidence("\e[31m日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語", "\a") { Label = "\u202Elabel" }, new Evidence("\u2028", "")],
                Residue = [new Residue("process", "\e[5mx 1"), new Residue("file", "/tmp/\u0007.pid"), new Residue("odd", "\u0000")],
            },
            0);
    }
}
