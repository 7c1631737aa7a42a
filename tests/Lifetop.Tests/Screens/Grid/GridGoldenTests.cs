using System;
using System.Globalization;
using System.Linq;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Screens;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens.Grid;

/// <summary>Whole frames, glyphs and roles, at the sizes people have.</summary>
public sealed class GridGoldenTests
{
    public static TheoryData<int, int> Sizes => new() { { 40, 10 }, { 80, 24 }, { 120, 36 }, { 200, 50 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_view(int width, int height)
    {
        var world = GridWorld.Of(width, height);
        for (char view = '0'; view <= '5'; view++)
        {
            world.Press(view + " g j");
            Golden.Is($"Grid.view-{view}.{width}x{height}", world.Text());
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Nobody_and_one(int width, int height)
    {
        Golden.Is($"Grid.nobody.{width}x{height}", GridWorld.Of(new Roster { Time = Rows.Now, Counters = [] }, width, height).Text());
        var one = new Roster { Time = Rows.Now, Counters = [Rows.Busy(3, 120L << 20, 2, "3s")], Workers = [Rows.Judged(Rows.Worker("lonely-owl"), note: "writes a test", slot: 0)] };
        Golden.Is($"Grid.one.{width}x{height}", GridWorld.Of(one, width, height).Text());
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Without_a_tmux_it_is_told_with_somebody_and_with_nobody(int width, int height)
    {
        var world = GridWorld.Of(width, height);
        Update.News(world.Ui, new TmuxSeen(true));
        Golden.Is($"Grid.no-tmux.{width}x{height}", world.Text());
        world.Press("Esc");
        Assert.DoesNotContain("no tmux on PATH", world.Plain(), StringComparison.Ordinal);
        world.Press("n");
        Assert.Contains("spawn: there is no tmux", world.Ui.Line.Current?.Text, StringComparison.Ordinal);
        var nobody = GridWorld.Of(new Roster { Time = Rows.Now, Counters = [] }, width, height);
        Update.News(nobody.Ui, new TmuxSeen(true));
        Golden.Is($"Grid.no-tmux-nobody.{width}x{height}", nobody.Text());
    }

    [Theory]
    [InlineData(50, 20)]
    [InlineData(64, 14)]
    [InlineData(72, 18)]
    [InlineData(104, 32)]
    [InlineData(160, 24)]
    [InlineData(172, 46)]
    [InlineData(240, 60)]
    public void Sizes_in_between(int width, int height) => Golden.Is($"Grid.between.{width}x{height}", GridWorld.Of(width, height).Text());

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Five_hundred(int width, int height)
    {
        var workers = Enumerable.Range(0, 500).Select(static i => Rows.Judged(
            Rows.Worker("worker-" + i.ToString("000", CultureInfo.InvariantCulture)), (Lifecycle)(i % 14), $"{i + 1}m", $"note {i}"));
        var world = GridWorld.Of(new Roster { Time = Rows.Now, Counters = [], Workers = [.. workers] }, width, height);
        world.Press("PageDown PageDown PageDown");
        Golden.Is($"Grid.five-hundred.{width}x{height}", world.Text());
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_gap_leaves_rows_faint_and_says_so_above_them(int width, int height) => Golden.Is($"Grid.gap.{width}x{height}", Gap(width, height).Text());

    [Fact]
    public void A_gap_as_it_was_designed()
    {
        var world = Gap();
        var designed = GridWorld.Designed("gap");
        for (int row = 2; row <= 5; row++)
            Assert.Equal(designed[row - 2].TrimEnd(), world.Row(row));
        for (int row = 11; row <= 16; row++)
            Assert.Equal(designed[row - 7].TrimEnd(), world.Row(row));
    }

    [Fact]
    public void Letters_only()
    {
        var world = GridWorld.Of(120, 36);
        world.Ui.Glyphs = Glyphs.Ascii;
        world.Press("j Space t");
        Golden.Is("Grid.ascii.120x36", world.Text());
        Assert.DoesNotContain(world.Plain(), static letter => letter is '…' or '─' or '━' or '●' or '├' or '└' or '▌' or '•');
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Hostile_and_wide_names(int width, int height)
    {
        string[] names = ["e\u001b[2Jvil", "\u202Egpj.exe", "検索インデックスの再構築を行う長い名前", "👩‍👩‍👧‍👦 family 👍🏽", "a\u0301\u0301\u0301\u0301 marks", "tab\there", "\u0000", "‹fake›", ""];
        var workers = names.Select(static (name, i) => Rows.Judged(Rows.Worker(name, "tmux/n:" + i), note: name + " \u009b31m", slot: i)).ToArray();
        var world = GridWorld.Of(new Roster { Time = Rows.Now, Counters = new Counters[names.Length], Workers = [.. workers] }, width, height);
        Golden.Is($"Grid.hostile.{width}x{height}", world.Text());
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void As_a_tree_and_in_groups(int width, int height)
    {
        var world = GridWorld.Of(width, height);
        world.Press("t");
        Golden.Is($"Grid.tree.{width}x{height}", world.Text());
        world.Press("t B");
        world.Pass(TimeSpan.FromSeconds(6));
        Golden.Is($"Grid.grouped.{width}x{height}", world.Text());
    }

    [Fact]
    public void Marked_filtered_and_read_only()
    {
        var world = GridWorld.Of();
        world.Press("t t B");
        world.Pass(TimeSpan.FromSeconds(6));
        world.Press("B B Space Space /");
        world.Type("age>x");
        Golden.Is("Grid.filter-error.80x24", world.Text());
        world.Press("Esc");
        world.Ui.ReadOnly = true;
        Golden.Is("Grid.read-only.80x24", world.Text());
    }

    /// <summary>The designed gap: what multiclaude declares is not known, but the one that is being reaped.</summary>
    private static UiWorld Gap(int width = 80, int height = 24)
    {
        var roster = Devbox.Roster();
        var since = Rows.Now.AddSeconds(-14);
        var workers = roster.Workers.Select(judged => judged.Worker.Source != "multiclaude" || judged.Worker.Name == "swift-badger" ? judged : judged with
        {
            Verdict = judged.Verdict with { State = Lifecycle.Unknown, Note = "was " + judged.Verdict.State.Word(), NoteSince = since, NoteAfter = " ago" },
        });
        var counters = roster.Counters.Select((counted, slot) => roster.Workers[slot].Worker is { Source: "multiclaude", Name: not "swift-badger" } ? WorkerRow.Uncounted : counted);
        var gap = new Gap("multiclaude", "/x/state.json", "state.json is cut short", since);
        var world = GridWorld.Of(roster with { Workers = [.. workers], Gaps = [gap], Counters = [.. counters] }, width, height);
        for (int i = 0; i < 18; i++)
            world.Press("j");
        world.Press("k k k k k");
        return world;
    }
}
