using System;
using System.Globalization;
using System.Linq;
using Lifetop.Platform;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Terminal;

/// <summary>Whole processes on real terminals; a shell leads the session, so that what they leave can be looked at.</summary>
public sealed class TerminalSessionTests
{
    [Fact]
    public void Gives_the_terminal_back_as_it_was()
    {
        using var pty = new Pty();
        byte[] before = pty.Modes;
        Begin(pty);
        Assert.True(pty.IsRaw);
        Assert.True(pty.Screen.OnAlternateScreen);
        Assert.Equal([1000, 1004, 1006, 1049, 2004], pty.Screen.Modes);
        pty.Type("q");
        pty.UntilShows("code 0");
        KeptTerminal.AssertGivenBack(pty, before);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(15)]
    public void Gives_it_back_and_ends_by_the_signal_that_ended_it(int signal)
    {
        using var pty = new Pty();
        byte[] before = pty.Modes;
        Begin(pty);
        Assert.Equal(0, Libc.SignalChildProcess(KeptTerminal.ChildOf(pty.Pid), signal));
        pty.UntilShows(string.Create(CultureInfo.InvariantCulture, $"code {128 + signal}"));
        KeptTerminal.AssertGivenBack(pty, before);
    }

    [Theory]
    [InlineData("t")]
    [InlineData("T")]
    public void Gives_it_back_before_a_crash_is_reported(string key)
    {
        using var pty = new Pty();
        byte[] before = pty.Modes;
        Begin(pty);
        pty.Type(key);
        pty.UntilShows("code 134");
        KeptTerminal.AssertGivenBack(pty, before);
        Assert.True(pty.Screen.Shows("thread"), pty.Screen.Text);
    }

    [Fact]
    public void Gives_it_back_though_its_thread_hangs()
    {
        using var pty = new Pty();
        byte[] before = pty.Modes;
        Begin(pty);
        pty.Type("H");
        int program = KeptTerminal.ChildOf(pty.Pid);
        Eventually.True(() => RealProcess.StateOf(program) == 'S', "it hangs");
        Assert.Equal(0, Libc.SignalChildProcess(program, Libc.SignalTerminate));
        pty.Until(screen => !screen.OnAlternateScreen, "the shell's screen");
        Eventually.True(() => pty.Modes.SequenceEqual(before), "the modes of before");
        Assert.Equal(0, Libc.SignalChildProcess(program, Libc.SignalKill));
        pty.UntilShows("code 137");
    }

    [Theory]
    [InlineData("q", "code 0")]
    [InlineData(null, "code 143")]
    public void Ends_though_nobody_reads_what_it_draws(string? key, string code)
    {
        using var pty = new Pty(200, 60);
        byte[] before = pty.Modes;
        Begin(pty, "flood");
        // Not reading any more; it is stuck once the same amount lies there for some looks.
        int same = 0, waiting = -1;
        Eventually.True(
            () =>
            {
                int now = pty.Waiting;
                same = now == waiting && now > 1000 ? same + 1 : 0;
                waiting = now;
                return same > 20;
            },
            "the terminal is full");
        int program = KeptTerminal.ChildOf(pty.Pid);
        if (key is null)
            Assert.Equal(0, Libc.SignalChildProcess(program, Libc.SignalTerminate));
        else
            pty.Type(key);
        Eventually.True(() => pty.Modes.SequenceEqual(before), "the modes of before, with nobody reading");
        Eventually.True(() => RealProcess.StateOf(program) is null or 'Z', "its end, with nobody reading");
        pty.UntilShows(code);
        KeptTerminal.AssertGivenBack(pty, before);
    }

    [Fact]
    public void Shows_the_newest_frame_once_somebody_reads_again()
    {
        using var pty = new Pty(200, 60);
        Begin(pty, "flood");
        pty.Type("x");
        pty.Until(screen => screen.Shows("last=x"), "a frame drawn after the key");
        pty.Type("q");
        pty.UntilShows("code 0");
    }

    [Fact]
    public void Ends_when_the_terminal_is_gone()
    {
        using var pty = new Pty();
        pty.Start(ScreenProgram.Command(), ScreenProgram.Environment());
        pty.UntilShows("ready");
        pty.HangUp();
        pty.WaitForEnd(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Stops_and_goes_on_like_any_job_of_a_shell()
    {
        using var pty = new Pty(80, 24, new VirtualTerminal(80, 24) { IsForgiving = true });
        pty.Start(["bash", "--norc", "--noprofile", "--noediting", "-i"], With("PS1", "prompt> "));
        pty.UntilShows("prompt>");
        pty.Type(string.Join(' ', ScreenProgram.Command()) + "\r");
        pty.UntilShows("last=ready");
        pty.Type("\x1a");
        pty.Until(screen => !screen.OnAlternateScreen && screen.Shows("Stopped"), "the shell, and what it says");
        Assert.Equal([7, 25], pty.Screen.Modes);
        pty.Type("fg\r");
        pty.Until(screen => screen.OnAlternateScreen && screen.Shows("last=C-z"), "the screen again");
        Assert.True(pty.IsRaw);
        pty.Type("x");
        pty.UntilShows("last=x");
        // A stop that cannot be caught leaves the terminal to the shell all the same.
        int program = KeptTerminal.ChildOf(pty.Pid);
        Assert.Equal(0, Libc.SignalChildProcess(program, 19));
        pty.Until(static screen => screen.Shows("prompt>"), "the shell");
        pty.Type("fg\r");
        pty.Until(screen => screen.Shows("last=x") && !screen.Shows("prompt>"), "the screen again, whole");
        pty.Type("q");
        pty.Until(static screen => !screen.OnAlternateScreen, "the shell");
        pty.Type("exit\r");
        pty.WaitForEnd();
    }

    [Fact]
    public void Leaves_the_terminal_to_the_shell_while_it_is_in_the_background()
    {
        using var pty = new Pty(80, 24, new VirtualTerminal(80, 24) { IsForgiving = true });
        pty.Start(["bash", "--norc", "--noprofile", "--noediting", "-i"], With("PS1", "prompt> "));
        pty.UntilShows("prompt>");
        pty.Type(string.Join(' ', ScreenProgram.Command()) + "\r");
        pty.UntilShows("last=ready");
        int program = KeptTerminal.ChildOf(pty.Pid);
        pty.Type("\x1a");
        pty.UntilShows("Stopped");
        pty.Type("bg\r");
        Eventually.True(() => RealProcess.StateOf(program) == 'S', "it goes on in the background");
        pty.Type("echo sh''ell\r");
        pty.UntilShows("shell");
        Assert.False(pty.Screen.OnAlternateScreen);
        pty.Type("fg\r");
        pty.Until(static screen => screen.OnAlternateScreen && screen.Shows("last=C-z"), "the screen again");
        pty.Type("\x1a");
        pty.Until(static screen => !screen.OnAlternateScreen, "the shell");
        // Stopped it gets this signal together with one to go on, in the background.
        pty.Type("kill %1; wait; echo en''ded\r");
        pty.UntilShows("ended");
        Eventually.True(() => RealProcess.StateOf(program) is null, "its end");
        pty.Type("exit\r");
        pty.WaitForEnd();
    }

    [Fact]
    public void Fits_the_last_size_of_many()
    {
        using var pty = new Pty(80, 24, new VirtualTerminal(80, 24) { IsForgiving = true });
        Begin(pty);
        (int, int)[] sizes = [(0, 0), (1, 1), (3, 200), (500, 200), (200, 3), (80, 24), (1, 40)];
        for (int i = 0; i < 1000; i++)
        {
            var (width, height) = sizes[i % sizes.Length];
            pty.Resize(width, height);
            if (i % 50 == 0)
                pty.Read();
        }
        pty.Resize(100, 30);
        pty.Until(screen => screen.Shows("100x30 last=") && screen[99, 29].Text == "+", "a frame of 100x30");
        pty.Resize(0, 0);
        pty.UntilShows("80x24 last=");
        pty.Type("q");
        pty.UntilShows("code 0");
    }

    [Fact]
    public void Asks_the_terminal_what_only_it_knows_and_waits_for_no_answer()
    {
        using var pty = new Pty(80, 24, new VirtualTerminal(80, 24) { AmbiguousIsWide = true, Synchronizes = true });
        Begin(pty, "flood");
        pty.UntilShows("wide");
        pty.UntilShows("last=ready");
        pty.Until(_ => pty.Output.Contains("\e[?2026h", StringComparison.Ordinal), "frames held back until they are whole");
        pty.Type("q");
        pty.UntilShows("code 0");
    }

    [Fact]
    public void Switches_the_mouse_rings_and_copies_while_it_runs()
    {
        using var pty = new Pty();
        Begin(pty);
        pty.Type("m");
        pty.Until(static screen => !screen.Modes.Contains(1000), "no clicks any more");
        pty.Type("m");
        pty.Until(static screen => screen.Modes.Contains(1000), "clicks again");
        pty.Type("by");
        pty.Until(static screen => screen is { Bells: 1, Clipboard: "cöpied" }, "a bell and a copy");
        pty.Type("\e[200~q\e[201~");
        pty.UntilShows("last=Paste q");
        pty.Type("\e[I");
        pty.UntilShows("last=FocusGained");
        pty.Type("\e");
        pty.UntilShows("last=Esc");
        pty.Type("\x03");
        pty.UntilShows("code 0");
    }

    [Fact]
    public void Allocates_nothing_for_frames_and_waits()
    {
        using var pty = new Pty();
        Begin(pty);
        pty.Type("a");
        pty.UntilShows("last=allocated");
        Assert.True(pty.Screen.Shows("last=allocated 0 "), pty.Screen.Text);
        pty.Type("q");
        pty.UntilShows("code 0");
    }

    [Fact]
    public void Leaves_a_console_without_a_second_screen_empty()
    {
        using var pty = new Pty();
        byte[] before = pty.Modes;
        Begin(pty, term: "linux");
        Assert.False(pty.Screen.OnAlternateScreen);
        pty.Type("q");
        pty.UntilShows("code 0");
        Assert.Equal("code 0", pty.Screen.Text.Trim());
        Assert.Equal([7, 25], pty.Screen.Modes);
        Assert.Equal(before, pty.Modes);
    }

    [Theory]
    [InlineData("dumb", "TERM is dumb")]
    [InlineData("", "TERM is not set")]
    [InlineData("nonsense-9", "TERM nonsense-9 is unknown")]
    public void Refuses_a_terminal_that_cannot_show_a_screen_without_a_byte_of_escape(string term, string why)
    {
        using var pty = new Pty();
        pty.Start(KeptTerminal.Command(ScreenProgram.Command()), ScreenProgram.Environment(term));
        pty.UntilShows("code 2");
        Assert.True(pty.Screen.Shows(why), pty.Screen.Text);
        Assert.DoesNotContain('\e', pty.Output);
    }

    private static void Begin(Pty pty, string? argument = null, string term = "xterm-256color")
    {
        pty.Start(KeptTerminal.Command(argument is null ? ScreenProgram.Command() : ScreenProgram.Command(argument)), ScreenProgram.Environment(term));
        pty.UntilShows("last=ready");
    }

    private static System.Collections.Generic.Dictionary<string, string?> With(string name, string value)
    {
        var environment = ScreenProgram.Environment();
        environment[name] = value;
        return environment;
    }
}
