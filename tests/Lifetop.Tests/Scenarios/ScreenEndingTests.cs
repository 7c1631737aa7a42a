using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Platform;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Every way out of the screen, and what it leaves of the terminal.</summary>
public sealed class ScreenEndingTests : ScreenScenario
{
    [Theory]
    [InlineData("q")]
    [InlineData("\x03")]
    [InlineData("\e[21~")]
    public void A_key_ends_it_and_gives_the_terminal_back(string key)
    {
        using var pty = new Pty();
        byte[] before = pty.Modes;
        Show(pty);
        Assert.True(pty.IsRaw);
        Assert.Equal([1000, 1004, 1006, 1049, 2004], pty.Screen.Modes);
        pty.Type(key);
        pty.UntilShows("code 0");
        KeptTerminal.AssertGivenBack(pty, before);
    }

    [Fact]
    public void Each_view_is_left_before_the_program_is()
    {
        using var pty = Open();
        pty.Type("?");
        pty.UntilShows("type to search");
        pty.Type("\e[21~");
        pty.Until(static screen => !screen.Shows("type to search") && screen.OnAlternateScreen, "the list again");
        pty.Type("\e[21~");
        pty.UntilShows("code 0");
    }

    [Fact]
    public void Ctrl_C_leaves_it_from_any_view()
    {
        using var pty = new Pty();
        byte[] before = pty.Modes;
        Show(pty);
        pty.Type("P");
        pty.UntilShows("processes");
        pty.Type("\x03");
        pty.UntilShows("code 0");
        KeptTerminal.AssertGivenBack(pty, before);
    }

    [Fact]
    public void What_was_asked_for_last_is_done_though_the_next_key_leaves()
    {
        var process = Start("sleep", "1000");
        var adopted = Lifetop.Run("adopt", "--pid", process.Pid.ToString(CultureInfo.InvariantCulture), "--name", "taken");
        Assert.True(adopted.ExitCode == 0, adopted.ToString());
        using var pty = Open();
        pty.Until(static screen => ScreenRows.Find(screen.Text, "taken") is { HasCursor: true }, "the worker");
        pty.Type("Fyq");
        pty.UntilShows("code 0");
        Assert.Null(List().Find("lifetop/taken"));
        Assert.False(process.HasEnded);
    }

    [Theory]
    [InlineData(Libc.SignalTerminate)]
    [InlineData(Libc.SignalHangup)]
    [InlineData(Libc.SignalInterrupt)]
    [InlineData(Libc.SignalQuit)]
    public void A_signal_ends_it_as_that_signal_and_gives_the_terminal_back(int signal)
    {
        using var pty = new Pty();
        byte[] before = pty.Modes;
        Show(pty);
        Assert.Equal(0, Libc.SignalChildProcess(ChildOf(pty.Pid), signal));
        pty.UntilShows(string.Create(CultureInfo.InvariantCulture, $"code {128 + signal}"));
        KeptTerminal.AssertGivenBack(pty, before);
    }

    [Theory]
    [InlineData(Libc.SignalTerminate)]
    [InlineData(Libc.SignalHangup)]
    [InlineData(Libc.SignalInterrupt)]
    public void Signals_are_heard_though_whoever_started_it_had_blocked_them(int ending)
    {
        using var pty = new Pty(80, 24, new VirtualTerminal(80, 24) { IsForgiving = true });
        byte[] before = pty.Modes;
        pty.Start(KeptTerminal.Command("env", "--block-signal", LifetopProgram.Executable), With(), Lifetop.Home);
        pty.Until(IsReady, "the list");
        pty.Resize(32, 5);
        pty.UntilShows("this is 32x5");
        Assert.Equal(0, Libc.SignalChildProcess(ChildOf(pty.Pid), ending));
        pty.UntilShows(string.Create(CultureInfo.InvariantCulture, $"code {128 + ending}"));
        Assert.Equal(before, pty.Modes);
        Assert.False(pty.Screen.OnAlternateScreen);
    }

    [Fact]
    public void A_signal_ends_it_with_views_and_dialogs_open()
    {
        Declare("subject", Start("sleep", "1000"));
        using var pty = new Pty();
        byte[] before = pty.Modes;
        Show(pty);
        pty.Type("\r");
        pty.UntilShows("lifetop says");
        pty.Type("?");
        pty.UntilShows("type to search");
        Assert.Equal(0, Libc.SignalChildProcess(ChildOf(pty.Pid), Libc.SignalTerminate));
        pty.UntilShows("code 143");
        KeptTerminal.AssertGivenBack(pty, before);
    }

    [Fact]
    public void A_crash_on_another_thread_gives_the_terminal_back_before_it_is_reported()
    {
        using var pty = new Pty(100, 30);
        byte[] before = pty.Modes;
        string trigger = ShowWithHook(pty);
        File.WriteAllText(trigger, StartupHook.OnAnother);
        pty.UntilShows("code 134");
        KeptTerminal.AssertGivenBack(pty, before);
        Assert.Contains(StartupHook.Words, pty.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_on_the_screens_own_thread_gives_the_terminal_back_before_it_is_reported()
    {
        using var pty = new Pty(100, 30);
        byte[] before = pty.Modes;
        string trigger = ShowWithHook(pty);
        File.WriteAllText(trigger, StartupHook.OnScreenThread);
        Assert.Equal("done", File.ReadAllText(trigger));
        pty.Type("?");
        pty.UntilShows("code 1");
        KeptTerminal.AssertGivenBack(pty, before);
        Assert.Contains("a mistake of lifetop's own", pty.Output, StringComparison.Ordinal);
        Assert.Contains(StartupHook.Words, pty.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_ends_when_its_terminal_goes_away_and_does_not_spin(bool ignoringHangups)
    {
        using var pty = new Pty();
        pty.Start(["sh", "-c", (ignoringHangups ? "trap '' HUP; " : "") + "exec \"$0\"", LifetopProgram.Executable], With(), Lifetop.Home);
        pty.Until(IsReady, "the list");
        int program = pty.Pid;
        long before = ComputedTicks(program);
        pty.HangUp();
        // Not waited for yet, so that what it computed can still be read.
        Eventually.True(() => RealProcess.StateOf(program) == 'Z', "its end", TimeSpan.FromSeconds(5));
        Assert.InRange(ComputedTicks(program) - before, 0, 100);
        pty.WaitForEnd();
    }

    [Fact]
    public void It_outlives_the_tmux_client_it_is_seen_through_and_ends_with_the_server()
    {
        using var tmux = new TmuxScreen(Lifetop, 80, 24);
        tmux.Until(static text => text.Contains("lifetop", StringComparison.Ordinal), "the list");
        int program = tmux.ProgramPid;
        using var pty = new Pty(80, 24, new VirtualTerminal(80, 24) { IsForgiving = true });
        pty.Start(["tmux", "-u", "-S", tmux.Socket, "attach"], With(), Lifetop.Home);
        Eventually.True(() => tmux.Run("list-clients", "-F", "#{client_pid}").Contains(pty.Pid.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), "a client");
        pty.Signal(Libc.SignalKill);
        Eventually.True(() => pty.HasEnded, "the client's end");
        tmux.Type("?");
        tmux.UntilShows("type to search");
        RealProcess.Signal(tmux.ServerPid, "KILL");
        Eventually.True(() => RealProcess.StateOf(program) is null or 'Z', "its end");
    }

    [Theory]
    [InlineData(200, 50)]
    [InlineData(80, 50)]
    [InlineData(100, 18)]
    public void No_row_of_it_is_left_in_a_tmux_window_that_changed_its_size(int width, int height)
    {
        using var tmux = new TmuxScreen(Lifetop, 80, 24, program: KeptTerminal.Command(LifetopProgram.Executable));
        tmux.UntilShows("No workers yet");
        tmux.Resize(width, height);
        tmux.Until(text => text.TrimEnd('\n').Split('\n') is var rows && rows.Length == height && rows[0].Contains("lifetop", StringComparison.Ordinal) && rows[^1].Contains("help", StringComparison.Ordinal), "a frame of the new size");
        tmux.Type("q");
        tmux.UntilShows("code 0");
        Assert.Equal(["before", "code 0"], tmux.History.TrimEnd().Split('\n'));
    }

    [Fact]
    public void It_stops_and_goes_on_like_any_job_of_a_shell()
    {
        Declare("subject", Start("sleep", "1000"));
        using var pty = new Pty(80, 24, new VirtualTerminal(80, 24) { IsForgiving = true });
        var environment = With();
        environment["PS1"] = "prompt> ";
        environment["HISTFILE"] = "";
        pty.Start(["bash", "--norc", "--noprofile", "--noediting", "-i"], environment, Lifetop.Home);
        pty.UntilShows("prompt>");
        byte[] before = pty.Modes;
        pty.Type(LifetopProgram.Executable + "\r");
        pty.Until(IsReady, "the list");
        int program = ChildOf(pty.Pid);
        pty.Type("\x1a");
        pty.Until(static screen => !screen.OnAlternateScreen && screen.Shows("Stopped"), "the shell, and what it says");
        Assert.Equal([7, 25], pty.Screen.Modes);
        Eventually.True(() => pty.Modes.SequenceEqual(before), "the modes of before");
        pty.Type("fg\r");
        pty.Until(static screen => screen.OnAlternateScreen && screen.Shows("subject") && !screen.Shows("prompt>"), "the whole list again");
        Assert.True(pty.IsRaw);
        pty.Type("q");
        pty.Until(static screen => !screen.OnAlternateScreen, "the shell");
        // What is typed before it has ended is still its own.
        Eventually.True(() => RealProcess.StateOf(program) is null, "its end");
        Assert.Equal(before, pty.Modes);
        Assert.Equal([7, 25], pty.Screen.Modes);
        pty.Type("exit\r");
        pty.WaitForEnd();
    }

    [Fact]
    public void The_last_frame_fits_the_last_of_a_thousand_sizes()
    {
        Declare("subject", Start("sleep", "1000"));
        using var pty = new Pty(80, 24, new VirtualTerminal(80, 24) { IsForgiving = true });
        byte[] before = pty.Modes;
        Show(pty);
        (int, int)[] sizes = [(0, 0), (1, 1), (3, 200), (500, 200), (200, 3), (80, 24), (1, 40)];
        for (int i = 0; i < 1000; i++)
        {
            var (width, height) = sizes[i % sizes.Length];
            pty.Resize(width, height);
            if (i % 50 == 0)
                pty.Read();
        }
        pty.Resize(120, 36);
        pty.Until(static screen => screen.Row(35).EndsWith("1 of 1", StringComparison.Ordinal), "a frame of 120x36");
        Assert.Equal("running", ScreenRows.Find(pty.Screen.Text, "subject")?.State);
        pty.Resize(32, 5);
        pty.UntilShows("this is 32x5");
        pty.Resize(80, 24);
        pty.Until(static screen => screen.Row(23).EndsWith("1 of 1", StringComparison.Ordinal), "a frame of 80x24");
        pty.Type("q");
        pty.UntilShows("code 0");
        Assert.Equal(before, pty.Modes);
    }

    /// <summary>Returns the FIFO that the mistake waits at.</summary>
    private string ShowWithHook(Pty pty)
    {
        string trigger = Lifetop.Folder.File("trigger");
        Start("mkfifo", trigger).WaitForEnd();
        Lifetop.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        Lifetop.Environment[StartupHook.Trigger] = trigger;
        // What ends without its own last words could not remove these traces.
        Lifetop.Environment["DOTNET_EnableDiagnostics"] = "0";
        Show(pty);
        return trigger;
    }

    private void Show(Pty pty)
    {
        Begin(pty);
        pty.Until(IsReady, "the list");
    }
}
