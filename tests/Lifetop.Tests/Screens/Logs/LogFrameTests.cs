using System;
using System.Collections.Generic;
using System.Linq;
using Lifetop.App;
using Lifetop.Model;
using Lifetop.Observation.Logs;
using Lifetop.Screens;
using Lifetop.Screens.Logs;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens.Logs;

public sealed class LogFrameTests
{
    private static readonly (int Source, string Text)[] Merged =
    [
        (0, "14:04:41 edit  src/auth/session.ts  +18 -4"),
        (2, "14:04:43 file 69 of 120: guides/redirects.md"),
        (1, "14:04:44 read  #308 billing split, 14 files"),
        (0, "14:04:47 redirect loop guard: timeout 30s kept"),
        (0, "14:04:48 run   npm test -- session"),
        (2, "14:04:52 file 70 of 120: guides/sessions.md"),
        (0, "14:04:53 login › keeps the session: timeout after 5000 ms"),
        (0, "    at tests/session.test.ts:88:12"),
    ];

    private static readonly (int Source, string Text)[] Mixed =
    [
        (0, "2026-11-21T14:04:41Z INFO listening on :3000"),
        (0, "2026-11-21T14:04:43Z DEBUG pool has 4 of 8"),
        (0, "2026-11-21T14:04:44Z WARN slow query, 812 ms: select * from sessions where expires_at < now() and user_id in (select id from users where deleted)"),
        (0, "2026-11-21T14:04:47Z ERROR no answer from upstream"),
        (0, "    at connect (net.js:12)"),
        (0, "\e[32m✓\e[0m upload \e[1mretries\e[0m twice \e[7mreverse\e[0m"),
        (0, "no time, wide: 日本語のログ 👩‍👩‍👧 end"),
        (0, "hostile \e]0;title\a \e[2J \u0007 \u202E \0 \e[31"),
    ];

    [Fact]
    public void The_merged_frame_is_as_it_was_drawn()
    {
        var world = World(80, 24, ["clever-fox", "Reviewer", "embed-docs"], Merged);
        Search(world, "timeout", 3, 2, Merged.Length - 2);
        string[] expected =
        [
            "  logs  clever-fox  Reviewer  embed-docs                      following · 2.1M",
            "  ────────────────────────────────────────────────────────────────────────────",
            "  ... 1 204 lines above · g first line",
            "",
            "  14:04:41  clever-fox  edit  src/auth/session.ts  +18 -4",
            "  14:04:43  embed-docs  file 69 of 120: guides/redirects.md",
            "  14:04:44  Reviewer    read  #308 billing split, 14 files",
            "  14:04:47  clever-fox  redirect loop guard: timeout 30s kept",
            "  14:04:48  clever-fox  run   npm test -- session",
            "  14:04:52  embed-docs  file 70 of 120: guides/sessions.md",
            "▌ 14:04:53  clever-fox  login › keeps the session: timeout after 5000 ms",
            "                            at tests/session.test.ts:88:12",
        ];
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], world.Row(i + 1));
        Assert.Equal("", world.Row(22));
        Assert.Equal("  /timeout   2 of 3   n next  N previous  & only these", world.Row(23));
        Assert.Equal("  f pause  w wrap  T times  1-6 last minutes  s save  Esc back  ? help", world.Row(24));
    }

    [Theory]
    [InlineData(40, 10)]
    [InlineData(80, 24)]
    [InlineData(120, 36)]
    [InlineData(200, 50)]
    public void Merged_logs_at_every_size(int width, int height)
    {
        var world = World(width, height, ["clever-fox", "Reviewer", "embed-docs"], Merged);
        Search(world, "timeout", 3, 2, Merged.Length - 2);
        Golden.Is($"Merged.{width}x{height}", world.Text());
    }

    [Theory]
    [InlineData(40, 10)]
    [InlineData(80, 24)]
    [InlineData(120, 36)]
    [InlineData(200, 50)]
    public void Levels_colours_wide_glyphs_and_hostile_bytes_at_every_size(int width, int height)
        => Golden.Is($"Mixed.{width}x{height}", World(width, height, ["web"], Mixed).Text());

    [Fact]
    public void Wrapped_lines_go_on_under_themselves()
    {
        var world = World(80, 24, ["web"], Mixed);
        world.Press("w");
        Golden.Is("Wrapped.80x24", world.Text());
    }

    [Fact]
    public void Times_are_clock_then_ages_then_as_they_stand()
    {
        var world = World(80, 24, ["web"], Mixed);
        Assert.Equal("  14:04:41  INFO listening on :3000", world.Row(5));
        world.Press("T");
        Assert.Equal("    26s  INFO listening on :3000", world.Row(5));
        world.Press("T");
        Assert.Equal("  2026-11-21T14:04:41Z INFO listening on :3000", world.Row(5));
        world.Press("T");
        Assert.Equal("  14:04:41  INFO listening on :3000", world.Row(5));
    }

    [Fact]
    public void A_line_of_another_day_says_of_which()
    {
        var world = World(80, 24, ["web"], [(0, "2025-01-02T03:04:05Z a"), (0, "2026-06-02T03:04:05Z b"), (0, "2026-11-19T03:04:05Z c"), (0, "2026-11-21T03:04:05Z d")]);
        Assert.Equal("  2025-01   a", world.Row(5));
        Assert.Equal("  06-02     b", world.Row(6));
        Assert.Equal("  19 03:04  c", world.Row(7));
        Assert.Equal("  03:04:05  d", world.Row(8));
    }

    [Fact]
    public void A_line_without_a_time_shows_none()
        => Assert.Equal("            ✓ upload retries twice reverse", World(80, 24, ["web"], Mixed).Row(10));

    [Fact]
    public void Ascii_terminals_get_ascii()
    {
        var world = World(80, 24, ["clever-fox", "Reviewer", "embed-docs"], [.. Merged.Where(static line => !line.Text.Contains('›'))]);
        world.Ui.Glyphs = Glyphs.Ascii;
        string plain = world.Plain();
        Assert.DoesNotContain(plain, static letter => letter > '~');
        Golden.Is("Ascii.80x24", world.Text());
    }

    [Fact]
    public void An_empty_log_says_so()
        => Golden.Is("Empty.80x24", World(80, 24, ["web"], []).Text());

    [Fact]
    public void What_is_missing_or_refused_is_said_between_the_lines()
        => Golden.Is("Refused.80x24", World(80, 24, ["web", "db", "docs"], [
            (0, "14:04:41 last line before it was deleted"),
            (0, "!deleted; waiting for it to come back"),
            (1, "!/home/me/logs/db.log: no such file; waiting for it"),
            (2, "!/home/me/logs/docs.fifo: a FIFO, not a regular file; waiting for it"),
        ]).Text());

    [Fact]
    public void A_file_to_save_to_and_a_text_to_seek_are_typed_above_the_keys()
    {
        var world = World(80, 24, ["web"], Mixed);
        world.Press("s");
        Assert.Equal("  save to ~/web.log▏  Enter saves  Esc leaves it", world.Row(23));
        world.Press("Esc /");
        world.Type("up");
        Assert.Equal("  /up▏  Enter keeps  Esc clears", world.Row(23));
    }

    [Fact]
    public void A_paste_never_answers_whether_to_replace_a_file()
    {
        var world = World(80, 24, ["web"], Mixed);
        world.Press("s Enter");
        var save = Assert.IsType<SaveLog>(Assert.Single(world.Effects()));
        Assert.False(save.Overwrite);
        Update.News(world.Ui, new LogSaveExists(save.Id, save.Path));
        Assert.Equal("  ~/web.log is there already: y replaces it, Esc leaves it", world.Row(23));
        Update.Input(world.Ui, new InputEvent(InputKind.Paste) { Text = "y" });
        world.Press("Enter x");
        Assert.Empty(world.Effects());
        world.Press("y");
        Assert.True(Assert.IsType<SaveLog>(Assert.Single(world.Effects())).Overwrite);
    }

    [Fact]
    public void A_line_scrolls_sideways_by_columns()
    {
        var world = World(80, 24, ["web"], [(0, "0123456789 日本語 and what follows it up to the end of a line that is far too long for this")]);
        world.Press("Right Right");
        // Half of a wide glyph is a blank.
        Assert.Equal("              and what follows it up to the end of a line that is far too lon…", world.Row(5));
        world.Press("Left Left");
        Assert.StartsWith("            0123456789 日本語 and", world.Row(5), StringComparison.Ordinal);
    }

    [Fact]
    public void Long_names_are_cut_and_names_that_do_not_fit_are_counted()
    {
        string[] names = [.. Enumerable.Range(1, 12).Select(static i => $"worker-with-a-long-name-{i}")];
        var world = World(80, 24, names, [(11, "hello")]);
        Assert.Equal("  logs  worker-with-a-long-name-1  +11                        following · 2.1M", world.Row(1));
    }

    private static UiWorld World(int width, int height, string[] names, (int Source, string Text)[] lines)
    {
        var world = new UiWorld(new Nothing(), width, height);
        var screen = LogScreen.Of([.. names.Select(static (name, i) => Lifetop.Tests.Support.Rows.Row(name, key: "k/" + i, with: static worker => worker with { Pane = new PaneSighting(Lifetop.Tests.Support.Rows.Pane()) }))], world.Ui);
        world.Ui.Open(screen!);
        var open = world.Effects();
        int id = Assert.IsType<OpenLog>(open[0]).Id, view = Assert.IsType<ShowLog>(open[1]).View;
        var makers = names.Select(static (_, i) => new LogRowMaker(i, Lifetop.Tests.Support.Rows.Now, TimeSpan.Zero)).ToArray();
        var rows = new List<LogRow>();
        for (int i = 0; i < lines.Length; i++)
            rows.Add(makers[lines[i].Source].Make(new LogLine("0", lines[i].Text.TrimStart('!'), IsNotice: lines[i].Text[0] == '!') { Start = i * 100, End = i * 100 + 100 }));
        var mark = new LogMark(new int[names.Length], new long[names.Length]);
        Update.News(world.Ui, new LogPart(id, view, LogPartKind.Anew, [.. rows], mark, mark) { Size = 2_200_000, IsTop = lines.Length == 0, IsBottom = true });
        Update.News(world.Ui, new LogAbove(id, view, 1204));
        world.Draw();
        world.Effects();
        return world;
    }

    private static void Search(UiWorld world, string text, int count, int place, int at)
    {
        world.Press("/");
        world.Type(text);
        world.Press("Enter");
        var find = world.Effects().OfType<SeekLog>().Last();
        Update.News(world.Ui, new LogHit(find.Id, text, new LogSpot(0, 0, at * 100, 0), false, true));
        Update.News(world.Ui, new LogCount(find.Id, text, count, place, true, 100));
    }

    private sealed class Nothing : Screen
    {
        public override KeyContext Context => KeyContext.Grid;

        public override void Draw(Canvas canvas, UiState ui) => canvas.Clear(ui.Scheme[Lifetop.Theming.Role.Ground]);
    }
}
