using System;
using System.Linq;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Terminal;

public sealed class StyledTextTests
{
    private static Style Red => Style.Plain.In(Color.Indexed(1));

    [Fact]
    public void Colours_become_runs_and_the_text_keeps_no_escape()
    {
        var line = StyledText.Parse("a\e[1;31mb\e[0mc");
        Assert.Equal("abc", line.Text);
        Assert.Equal([new StyledRun(1, Style.Plain), new StyledRun(1, Red.With(TextAttributes.Bold)), new StyledRun(1, Style.Plain)], line.Runs);
    }

    [Theory]
    [InlineData("38;5;208", "208 on default None")]
    [InlineData("38:5:208", "208 on default None")]
    [InlineData("48;2;1;2;3;4", "default on #010203 Underline")]
    [InlineData("38:2::1:2:3;1", "#010203 on default Bold")]
    [InlineData("38:2:1:2:3", "#010203 on default None")]
    [InlineData("4:3", "default on default Underline")]
    [InlineData("4;4:0", "default on default None")]
    [InlineData("97;105", "15 on 13 None")]
    [InlineData("", "default on default None")]
    [InlineData("5;8", "default on default None")]
    [InlineData("38;5;256;1", "default on default Bold")]
    [InlineData("38;2;1", "default on default None")]
    [InlineData("?1", "default on default None")]
    [InlineData("999999999999;1", "default on default Bold")]
    [InlineData("58;5;1;9", "default on default Strike")]
    public void Looks_are_read_as_terminals_read_them(string parameters, string style)
        => Assert.Equal(style, StyledText.Parse($"\e[{parameters}mx").Runs[0].Style.ToString());

    [Fact]
    public void More_than_32_parameters_change_nothing()
    {
        Assert.Equal(Red, StyledText.Parse($"\e[{string.Join(';', Enumerable.Repeat("31", 32))}mx").Runs[0].Style);
        Assert.Equal(Style.Plain, StyledText.Parse($"\e[{string.Join(';', Enumerable.Repeat("31", 33))}mx").Runs[0].Style);
    }

    [Theory]
    [InlineData("a\e[2Jb\e[1;1Hc", "abc")]
    [InlineData("\e]8;;http://x\e\\link\e]8;;\e\\", "link")]
    [InlineData("\e]0;title\ax", "x")]
    [InlineData("\e(0\e=\ecx", "x")]
    [InlineData("\ePq#0\e\\x\e_y\e\\", "x")]
    [InlineData("a\u009b31mb", "ab")]
    public void Other_sequences_are_dropped(string line, string text) => Assert.Equal(text, StyledText.Parse(line).Text);

    [Theory]
    [InlineData("a\e]never ended", "anever ended")]
    [InlineData("a\e]cut\e[1mb", "acutb")]
    [InlineData("a\e[31", "a")]
    [InlineData("a\e[3日m", "a日m")]
    [InlineData("a\e", "a")]
    [InlineData("a\e日", "a日")]
    [InlineData("a\u202eb\u0007", "a‹202E›b␇")]
    public void An_unfinished_sequence_goes_and_hides_nothing(string line, string text) => Assert.Equal(text, StyledText.Parse(line).Text);

    [Fact]
    public void Tabs_go_to_the_next_stop() => Assert.Equal("日      b       c", StyledText.Parse("日\tb\tc\r").Text);

    [Fact]
    public void Shifted_in_line_drawing_is_drawn() => Assert.Equal("┌─┐q", StyledText.Parse("\x0Elqk\x0Fq").Text);

    [Fact]
    public void A_screen_goes_on_with_its_colour_and_a_line_does_not()
    {
        Assert.Equal(Red, StyledText.Screen("\e[31ma\nb"u8)[1].Runs[0].Style);
        Assert.Equal(Style.Plain, StyledText.Parse("b"u8).Runs[0].Style);
    }

    [Fact]
    public void Random_bytes_never_become_control_cells()
    {
        var random = new Random(7);
        byte[] bytes = new byte[4000];
        for (int round = 0; round < 50; round++)
        {
            random.NextBytes(bytes);
            for (int i = 0; i < bytes.Length; i += 5)
                bytes[i] = (byte)"\e[;m\x0E"[i % 5];
            foreach (var line in StyledText.Screen(bytes))
            {
                Assert.DoesNotContain(line.Text, letter => letter < ' ' || letter is >= '\x7F' and < '\xA0');
                Assert.Equal(line.Text.Length, line.Runs.Sum(run => run.Length));
            }
        }
    }

    [Fact]
    public void Drawing_keeps_to_its_area_and_takes_the_ground_for_what_is_default()
    {
        var frame = new CellBuffer(8, 1);
        var ground = RoleScheme.Instance[Lifetop.Theming.Role.Text];
        StyledText.Parse("ab\e[31mcd日本").Draw(frame.Canvas.Part(1, 0, 5, 1), 0, 0, ground, colors: true, skip: 1);
        Assert.Equal(" bcd日", FrameText.Row(frame, 0));
        Assert.Equal(ground, frame[1, 0].Style);
        Assert.Equal(Color.Indexed(1), frame[2, 0].Style.Foreground);
        StyledText.Parse("\e[31;41mx").Draw(frame.Canvas, 0, 0, ground, colors: true);
        Assert.NotEqual(frame[0, 0].Style.Foreground, frame[0, 0].Style.Background);
        StyledText.Parse("\e[31mx").Draw(frame.Canvas, 0, 0, ground, colors: false);
        Assert.Equal(ground, frame[0, 0].Style);
    }

    /// <summary>A log may be nothing but such lines, and each waits in memory until it is shown.</summary>
    [Theory]
    [InlineData('\0')]
    [InlineData('a')]
    [InlineData('\t')]
    [InlineData('\x9c')]
    public void A_long_line_costs_a_few_times_its_length(char letter)
    {
        string line = new(letter, 32768);
        _ = StyledText.Parse(line);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var text = StyledText.Parse(line);
        long made = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(made, 0, 8L * 2 * text.Text.Length);
    }
}
