using System;
using System.Linq;
using Lifetop.Model;
using Lifetop.Screens;
using Lifetop.Screens.Detail;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens.Detail;

public sealed class DetailPaneTests
{
    private static readonly string[] Unread =
    [
        "  merge-queue  multiclaude/my.app ────────────────────────────────────────────  ",
        "  why   its source cannot be read, so lifetop does not know                     ",
        "  next  nothing is ended or removed while unknown; looks again each second      ",
    ];

    private static string Lines(UiWorld world, int count) => string.Join('\n', world.Plain().Split('\n').Take(count));

    private static string Trimmed(params string[] rows) => string.Join('\n', rows.Select(row => row.TrimEnd()));

    [Fact]
    public void The_mini_pane_says_who_why_and_what_next()
    {
        var detail = new DetailWorld(PaneShape.Mini, 80, 3).TellAll();
        Assert.Equal(
            Trimmed(
                "  brave-lynx  multiclaude/my.app ───────────────────────── 2 processes · :3001  ",
                "  why   pid 18233 gone 47m proc   its own file says running multiclaude         ",
                "  next  x ends 2 processes, closes @7; keeps the worktree: 2 files changed      "),
            Lines(detail.World, 3));
        Golden.Is("Mini.80", detail.World.Text());
    }

    [Fact]
    public void The_mini_pane_of_an_unknown_worker_promises_nothing()
    {
        var detail = new DetailWorld(PaneShape.Mini, 80, 3, BraveLynx.Unread());
        Assert.Equal(Trimmed(Unread), Lines(detail.World, 3));
    }

    [Fact]
    public void The_pane_with_tabs_has_the_facts_with_their_sources()
    {
        var detail = new DetailWorld(PaneShape.Tabs, 120, 11).TellAll();
        Assert.Equal(
            Trimmed(
                "  brave-lynx   Peek  Logs  Tree  Why  History ───────────────────────────────────────────────────── multiclaude/my.app  ",
                "  process ended     pid 18233 gone for 47m, no exit status seen                                                   proc  ",
                "  shell left        zsh 18190 in %14, no input for 46m                                                            tmux  ",
                "  file disagrees    state.json says running, written 51m ago                                               multiclaude  ",
                "  still there       node 18301 on :3001 · window @7 · pid file · worktree                                               ",
                "",
                "  safe to remove?   yes, except its worktree                                                                            ",
                "                    + nobody attached · 3 of 3 commits pushed · not protected                                           ",
                "                    – 2 files changed in wt/brave-lynx: kept                                                            ",
                "  next              x ends 2 processes, closes @7, removes pid file; keeps the worktree                                 ",
                ""),
            Lines(detail.World, 11));
        Golden.Is("Tabs.120", detail.World.Text());
    }

    [Fact]
    public void The_column_has_why_above_and_its_screen_below()
    {
        var detail = new DetailWorld(PaneShape.Column, 79, 42).TellAll();
        detail.World.Pass(TimeSpan.Zero);
        detail.TellAll();
        string[] rows = detail.World.Plain().Split('\n');
        Assert.Equal(
            Trimmed(
                "  brave-lynx   Why  Tree  History ────────────────────────────── ◆ zombie 47m  ",
                "",
                "  multiclaude/my.app/brave-lynx                                                ",
                "  fix flaky upload test (#309) · branch work/brave-lynx                        ",
                "",
                "  process ended     pid 18233 gone for 47m, no exit status seen          proc  ",
                "  shell left        zsh 18190 in %14, no input for 46m                   tmux  ",
                "  file disagrees    state.json says running, written 51m ago      multiclaude  ",
                "  still there       node 18301 on :3001 · window @7 · pid file · worktree      "),
            string.Join('\n', rows[..9]));
        Assert.Equal(
            Trimmed(
                "",
                "  on its screen   Peek  Logs ────────────────────────────────── %14 · 46m ago  ",
                "",
                "    ✓ upload retries twice on 503 (212 ms)                                     ",
                "    ✓ upload gives up after 30s (88 ms)                                        ",
                "    × upload resumes from the last chunk                                       ",
                "      expected 4 chunks, got 3                                                 ",
                "      at tests/upload.test.ts:118                                              "),
            string.Join('\n', rows[23..31]));
        Golden.Is("Column.79", detail.World.Text());
    }

    [Fact]
    public void What_is_still_being_read_is_marked_and_never_waited_for()
    {
        var detail = new DetailWorld(PaneShape.Tabs, 120, 11);
        Assert.Contains("safe to remove?   …", detail.World.Plain(), StringComparison.Ordinal);
        Assert.IsType<ReadSafety>(Assert.Single(detail.World.Effects()));
    }

    [Fact]
    public void Who_was_protected_a_moment_ago_is_asked_about_anew()
    {
        var detail = new DetailWorld(PaneShape.Tabs, 120, 11);
        var judged = detail.Row.Judged;
        detail.World.Effects();
        detail.Select(judged);
        Assert.Empty(detail.World.Effects());
        detail.Select(judged with { Protected = true });
        Assert.True(Assert.IsType<ReadSafety>(Assert.Single(detail.World.Effects())).Judged.Protected);
    }

    [Fact]
    public void Who_is_dead_and_protected_is_to_be_unprotected_next()
    {
        var detail = new DetailWorld(PaneShape.Mini, 80, 3, BraveLynx.Judged() with { Protected = true }).TellAll();
        Assert.Equal("  next  p unprotects it; until then nothing touches it", detail.World.Row(3));
        detail.Select(BraveLynx.Judged());
        Assert.StartsWith("  next  x ends 2 processes", detail.World.Row(3), StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_about_an_earlier_verdict_does_not_count()
    {
        var detail = new DetailWorld(PaneShape.Tabs, 120, 11);
        var old = BraveLynx.Safety(detail.Row);
        detail.Tell(old with { Verdict = old.Verdict with { Note = "" } });
        Assert.Contains("safe to remove?   …", detail.World.Plain(), StringComparison.Ordinal);
    }
}
