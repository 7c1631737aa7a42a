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

    [Fact]
    public void Five_hundred()
    {
        var workers = Enumerable.Range(0, 500).Select(static i => Rows.Judged(
            Rows.Worker("worker-" + i.ToString("000", CultureInfo.InvariantCulture)), (Lifecycle)(i % 14), $"{i + 1}m", $"note {i}"));
        var world = GridWorld.Of(new Roster { Time = Rows.Now, Counters = [], Workers = [.. workers] });
        world.Press("PageDown PageDown PageDown");
        Golden.Is("Grid.five-hundred.80x24", world.Text());
    }

    [Fact]
    public void A_gap_leaves_rows_faint_and_says_so_above_them() => Golden.Is("Grid.gap.80x24", Gap().Text());

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

    [Fact]
    public void Hostile_and_wide_names()
    {
        string[] names = ["e\u001b[2Jvil", "\u202Egpj.exe", "検索インデックスの再構築を行う長い名前", "👩‍👩‍👧‍👦 family 👍🏽", "a\u0301\u0301\u0301\u0301 marks", "tab\there", "\u0000", "‹fake›", ""];
        var workers = names.Select(static (name, i) => Rows.Judged(Rows.Worker(name, "tmux/n:" + i), note: name + " \u009b31m", slot: i)).ToArray();
        var world = GridWorld.Of(new Roster { Time = Rows.Now, Counters = new Counters[names.Length], Workers = [.. workers] });
        Golden.Is("Grid.hostile.80x24", world.Text());
        world.Resize(40, 10);
        Golden.Is("Grid.hostile.40x10", world.Text());
    }

    [Fact]
    public void Tree_grouped_marked_filtered_and_read_only()
    {
        var world = GridWorld.Of();
        world.Press("t");
        Golden.Is("Grid.tree.80x24", world.Text());
        world.Press("t B");
        world.Pass(TimeSpan.FromSeconds(6));
        Golden.Is("Grid.grouped.80x24", world.Text());
        world.Press("B B Space Space /");
        world.Type("age>x");
        Golden.Is("Grid.filter-error.80x24", world.Text());
        world.Press("Esc");
        world.Ui.ReadOnly = true;
        Golden.Is("Grid.read-only.80x24", world.Text());
    }

    /// <summary>The designed gap: what multiclaude declares is not known, but the one that is being reaped.</summary>
    private static UiWorld Gap()
    {
        var roster = Devbox.Roster();
        var since = Rows.Now.AddSeconds(-14);
        var workers = roster.Workers.Select(judged => judged.Worker.Source != "multiclaude" || judged.Worker.Name == "swift-badger" ? judged : judged with
        {
            Verdict = judged.Verdict with { State = Lifecycle.Unknown, Note = "was " + judged.Verdict.State.Word(), NoteSince = since, NoteAfter = " ago" },
        });
        var counters = roster.Counters.Select((counted, slot) => roster.Workers[slot].Worker is { Source: "multiclaude", Name: not "swift-badger" } ? WorkerRow.Uncounted : counted);
        var gap = new Gap("multiclaude", "/x/state.json", "state.json is cut short", since);
        var world = GridWorld.Of(roster with { Workers = [.. workers], Gaps = [gap], Counters = [.. counters] });
        for (int i = 0; i < 18; i++)
            world.Press("j");
        world.Press("k k k k k");
        return world;
    }
}
