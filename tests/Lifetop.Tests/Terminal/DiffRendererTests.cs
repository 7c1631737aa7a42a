using System;
using System.Collections.Generic;
using System.Text;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Terminal;

public sealed class DiffRendererTests
{
    private static readonly string[] Texts = ["worker", "  ", " a ", "日本", "e\u0301", "👍🏽", "🇩🇪", "👩\u200D💻", "─●▾", "ß", "............", "👍", "❤\uFE0F"];

    private static readonly Color[] Colors =
        [Color.Default, Color.Indexed(2), Color.Indexed(11), Color.Indexed(235), Color.Rgb(15, 19, 24), Color.Rgb(32, 42, 55), Color.Rgb(249, 127, 127)];

    public static TheoryData<string, bool> Terminals => new()
    {
        { "xterm-256color truecolor", true },
        { "xterm-256color", true },
        { "xterm", true },
        { "screen-256color", false },
        { "vt100", true },
        { "xterm no-color", true },
        { "xterm ascii", true },
    };

    [Theory]
    [MemberData(nameof(Terminals))]
    public void Makes_a_terminal_that_shows_one_frame_show_the_next(string terminal, bool erasesWithBackground)
    {
        var profile = Profile(terminal);
        for (int seed = 1; seed <= 40; seed++)
        {
            var random = new Random(seed);
            var writer = new AnsiWriter();
            var renderer = new DiffRenderer(profile, writer);
            var frame = new CellBuffer(random.Next(1, 50), random.Next(1, 12));
            var screen = new VirtualTerminal(frame.Width, frame.Height) { ErasesWithBackground = erasesWithBackground };
            screen.Feed("\e[?1049h\e[?7l"u8);
            for (int round = 0; round < 30; round++)
            {
                if (random.Next(10) == 0)
                {
                    frame.Resize(random.Next(1, 50), random.Next(1, 12));
                    screen.Resize(frame.Width, frame.Height);
                }
                Scribble(frame, random);
                string context = $"{terminal}, seed {seed}, round {round}";
                Send(renderer, writer, frame, screen, context);
                AssertShows(profile, frame, screen, context);
            }
        }
    }

    [Fact]
    public void Keeps_the_columns_on_a_terminal_that_counts_clusters_otherwise()
    {
        var profile = Profile("xterm-256color truecolor");
        var writer = new AnsiWriter();
        var renderer = new DiffRenderer(profile, writer);
        // As newer terminals do: an emoji with its tone is one of two columns, a heart in emoji style is wide.
        var screen = new VirtualTerminal(20, 2, static text => text.Length > 1 && text != "日" ? Math.Min(2, TextWidth.Of(text.AsSpan(0, 2))) : TextWidth.Of(text));
        screen.Feed("\e[?1049h\e[?7l"u8);
        var frame = new CellBuffer(20, 2);
        frame.Canvas.Write(0, 0, "xxxxxxxxxxxxxxxxxxxx", Style.Plain);
        Send(renderer, writer, frame, screen, "before");
        frame.Canvas.Write(0, 0, "a👍🏽b|", Style.Plain);
        Send(renderer, writer, frame, screen, "after");
        Assert.Equal("a👍🏽  b|xxxxxxxxxxxxx", screen.Row(0));
    }

    [Fact]
    public void Sends_nothing_when_nothing_changed_and_little_when_little_did()
    {
        var profile = Profile("xterm-256color truecolor");
        var writer = new AnsiWriter();
        var renderer = new DiffRenderer(profile, writer);
        var style = new Style(Color.Rgb(198, 207, 219), Color.Rgb(15, 19, 24));
        var frame = new CellBuffer(80, 24);
        frame.Clear(style);
        frame.Canvas.Write(70, 0, "10:00:00", style);
        renderer.Render(frame);
        Assert.True(writer.Length < 24 * 6 + 100, $"{writer.Length} bytes for a blank screen");

        writer.Clear();
        renderer.Render(frame);
        Assert.Equal(0, writer.Length);

        frame.Canvas.Write(70, 0, "10:00:01", style);
        renderer.Render(frame);
        Assert.Equal("\e[1;78H1", Encoding.UTF8.GetString(writer.Written));

        // The next one is stepped to by what stands between.
        writer.Clear();
        frame.Canvas.Write(70, 0, "10:00:02", style);
        frame.Canvas.Write(0, 1, "x", style);
        frame.Canvas.Write(3, 1, "y", style);
        frame.Canvas.Write(0, 2, "z", style);
        renderer.Render(frame);
        Assert.Equal("\b2\n\rx  y\n\rz", Encoding.UTF8.GetString(writer.Written));
    }

    [Fact]
    public void Allocates_nothing_once_its_buffers_have_their_size()
    {
        var writer = new AnsiWriter();
        var renderer = new DiffRenderer(Profile("xterm-256color truecolor"), writer);
        var frame = new CellBuffer(120, 40);
        string[] clocks = ["10:00:01", "10:00:02 日本 e\u0301●", "e\u0301"];
        for (int i = 0; i < clocks.Length; i++)
            Refresh(i);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            Refresh(i);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Refresh(int i)
        {
            writer.Clear();
            frame.Canvas.Write(i % 7, i % 40, clocks[i % 2], new Style(Colors[i % Colors.Length], Color.Default));
            renderer.Render(frame);
            renderer.Render(frame);
        }
    }

    [Fact]
    public void Lets_no_control_character_of_a_hostile_text_through()
    {
        const string hostile = "a\e[2J\e]0;x\a\x9b\x90\u0085\r\n\b\t\0\x7f\u202Eb\u200B日\uFEFF\u2028";
        var writer = new AnsiWriter();
        var renderer = new DiffRenderer(Profile("xterm-256color"), writer);
        var frame = new CellBuffer(80, 4);
        frame.Canvas.Write(0, 0, SafeText.Of(hostile), Style.Plain);
        // Behind the first line of defence there is a second.
        frame.Canvas.Write(0, 1, hostile, Style.Plain);
        var screen = new VirtualTerminal(80, 4);
        screen.Feed("\e[?1049h\e[?7l"u8);
        Send(renderer, writer, frame, screen, "hostile");
        Assert.StartsWith("a␛[2J␛]0;x␇", screen.Row(0), StringComparison.Ordinal);
        string sent = Encoding.UTF8.GetString(writer.Written);
        Assert.DoesNotContain("\e[2J", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("\e]", sent, StringComparison.Ordinal);
        foreach (char letter in "\a\0\t\x7f\x9b\x90\u0085\u202E\u200B\uFEFF\u2028")
            Assert.DoesNotContain(letter, sent);
    }

    private static void Send(DiffRenderer renderer, AnsiWriter writer, CellBuffer frame, VirtualTerminal screen, string context)
    {
        writer.Clear();
        renderer.Render(frame);
        try
        {
            screen.Feed(writer.Written);
        }
        catch (InvalidOperationException surprise)
        {
            Assert.Fail($"{context}: {surprise.Message} in {Encoding.UTF8.GetString(writer.Written).Replace("\e", "ESC ", StringComparison.Ordinal)}");
        }
    }

    private static void AssertShows(TerminalProfile profile, CellBuffer frame, VirtualTerminal screen, string context)
    {
        for (int y = 0; y < frame.Height; y++)
            for (int x = 0; x < frame.Width; x++)
            {
                var expected = frame[x, y];
                var shown = screen[x, y];
                string text = TextOf(expected, profile.IsUtf8);
                if (!expected.IsRightHalf && shown.Text != text)
                    Assert.Fail($"{context}: at {x},{y} stands '{shown.Text}', not '{text}'\n{screen.Text}");
                if (expected.IsRightHalf)
                    continue;
                var style = Palette.For(expected.Style, profile.Colors);
                bool isBlank = expected.Glyph == ' ' && (style.Attributes & Pen.Marks) == 0;
                if (isBlank ? shown.Style.Background != style.Background || (shown.Style.Attributes & Pen.Marks) != 0 : shown.Style != style)
                    Assert.Fail($"{context}: at {x},{y} '{shown.Text}' looks {shown.Style}, not {style}");
            }
    }

    private static string TextOf(Cell cell, bool isUtf8)
    {
        if (cell.IsRightHalf)
            return "";
        string text = Graphemes.IsCluster(cell.Glyph) ? Graphemes.TextOf(cell.Glyph) : char.ConvertFromUtf32(cell.Glyph);
        return isUtf8 || text[0] < 0x80 && text.Length == 1 ? text : "?";
    }

    private static void Scribble(CellBuffer frame, Random random)
    {
        for (int i = random.Next(0, 12); i > 0; i--)
        {
            var style = new Style(
                Colors[random.Next(Colors.Length)],
                Colors[random.Next(Colors.Length)],
                random.Next(3) == 0 ? (TextAttributes)random.Next(0, 64) : TextAttributes.None);
            int x = random.Next(-2, frame.Width), y = random.Next(0, frame.Height);
            switch (random.Next(4))
            {
                case 0:
                    frame.Canvas.Fill(new Rect(x, y, random.Next(1, frame.Width + 2), random.Next(1, 3)), ' ', style.Without(TextAttributes.Underline | TextAttributes.Reverse | TextAttributes.Strike));
                    break;
                default:
                    frame.Canvas.Write(x, y, Texts[random.Next(Texts.Length)] + Texts[random.Next(Texts.Length)], style);
                    break;
            }
        }
    }

    internal static TerminalProfile Profile(string words)
    {
        string[] parts = words.Split(' ');
        var environment = new Dictionary<string, string> { ["TERM"] = parts[0], ["LANG"] = words.Contains("ascii", StringComparison.Ordinal) ? "C" : "C.UTF-8" };
        if (words.Contains("truecolor", StringComparison.Ordinal))
            environment["COLORTERM"] = "truecolor";
        if (words.Contains("no-color", StringComparison.Ordinal))
            environment["NO_COLOR"] = "1";
        return TerminalProfile.Of(name => environment.GetValueOrDefault(name), static _ => null);
    }
}
