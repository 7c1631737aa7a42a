using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Platform;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Acting by keys, with the whole program and real processes and panes: what is asked, what is done, and what is left alone.</summary>
public sealed class ScreenActingTests : ScreenScenario
{
    private const string Stubborn = "trap '' TERM; while :; do sleep 0.2; done";

    [Fact]
    public void Reaps_after_x_and_y_and_says_what_came_of_it()
    {
        var worker = Start("sleep", "1000");
        string file = Declare("web", worker);
        using var pty = OpenOn("web");

        pty.Type("x");
        pty.UntilShows("TERM to 1 process, after 5s KILL to what is left");
        Assert.True(pty.Screen.Shows(Text(worker.Pid)) && pty.Screen.Shows("sleep 1000") && pty.Screen.Shows("web.json"), pty.Screen.Text);
        pty.Type("xXx");
        pty.Type("y");

        pty.UntilShows("reaped web: 1 of 1 gone, TERM");
        Assert.True(worker.HasEnded);
        Assert.False(File.Exists(file));
        pty.Until(static screen => ScreenRows.Find(screen.Text, "web") is null or { State: "cleaned" }, "the row cleaned");
        Assert.Equal("cleaned", List()["manifest/web"].State);
        pty.Type("@");
        pty.UntilShows("reaped web");
        pty.Type("\r");
        pty.UntilShows("after 5s KILL to what is left: done, 1");
        Assert.Contains("screen", Lifetop.Run("history", "--actions").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("\e")]
    [InlineData("\e[200~y\ny\e[201~\r")]
    [InlineData("xX\r")]
    public void Does_nothing_without_a_yes(string keys)
    {
        var worker = Start("sleep", "1000");
        Declare("web", worker);
        using var pty = OpenOn("web");
        pty.Type("x");
        pty.UntilShows("TERM to 1 process");
        pty.Type(keys);
        pty.Until(static screen => !screen.Shows("TERM to 1 process"), "no dialog");
        Assert.DoesNotContain("reap", Lifetop.Run("history", "--actions").Output, StringComparison.Ordinal);
        Assert.False(worker.HasEnded);
    }

    [Fact]
    public void K25_never_signals_who_got_the_pid_while_the_question_stood()
    {
        var victim = Start("sleep", "1000");
        int pid = victim.Pid;
        Declare("web", victim);
        using var pty = OpenOn("web");
        pty.Type("x");
        pty.UntilShows("TERM to 1 process");
        victim.Kill();
        victim.WaitForEnd();
        using var newcomer = PidBearer.Next(pid);
        if (newcomer is null)
            return;

        pty.Type("y");
        pty.Until(static screen => screen.Shows("no longer that process") || screen.Shows("1 file removed"), "what came of it");

        Assert.False(newcomer.HasEnded);
        Assert.Contains("no longer that process", Lifetop.Run("history", "--actions").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Ends_who_was_asked_about_whatever_the_list_does_meanwhile()
    {
        var meant = Start("sleep", "1000");
        var other = Start("sleep", "1000");
        Declare("meant", meant);
        using var pty = OpenOn("meant");
        pty.Type("x");
        pty.UntilShows("Reap meant?");
        pty.UntilShows("TERM to 1 process");
        // It sorts before: what needs a person comes first.
        Declare("aaa", other, "\"state\": \"waiting\"");
        pty.UntilShows("aaa");
        pty.Type("y");
        pty.UntilShows("reaped meant: 1 of 1 gone");
        Assert.True(meant.HasEnded);
        Assert.False(other.HasEnded);
    }

    [Fact]
    public void Says_so_when_its_process_went_by_itself_while_the_question_stood()
    {
        var worker = Start("sleep", "1000");
        Declare("web", worker);
        using var pty = OpenOn("web");
        pty.Type("x");
        pty.UntilShows("TERM to 1 process");
        worker.Kill();
        worker.WaitForEnd();
        pty.Type("y");
        pty.UntilShows("reaped web: ");
        pty.UntilShows("gone before");
    }

    [Fact]
    public void Can_be_cancelled_in_its_grace_and_says_who_got_TERM_and_X_has_no_grace()
    {
        var worker = Start("sh", "-c", Stubborn);
        Declare("web", worker);
        using var pty = OpenOn("web", 200);
        pty.Type("x");
        pty.UntilShows("KILL to what is left");
        pty.Type("y");
        pty.UntilShows("of grace left");
        pty.Until(static screen => ScreenRows.Find(screen.Text, "web") is { State: "reaping" }, "the row reaping");
        pty.Type("u");
        pty.UntilShows("reap of web cancelled");
        pty.UntilShows("cancelled when TERM had gone to pid");
        Assert.False(worker.HasEnded);
        pty.Until(static screen => ScreenRows.Find(screen.Text, "web") is { State: not "reaping" }, "the row as before");

        pty.Type("X");
        pty.UntilShows("TERM and at once KILL");
        pty.Type("y");
        pty.UntilShows("reaped web: ");
        Assert.True(worker.HasEnded);
    }

    [Fact]
    public void Ends_all_that_are_marked_in_one_plan_and_names_who_is_left_out()
    {
        var workers = Enumerable.Range(0, 3).Select(_ => Start("sleep", "1000")).ToArray();
        for (int i = 0; i < workers.Length; i++)
            Declare("w" + Text(i), workers[i]);
        Assert.Equal(0, Lifetop.Run("protect", "w1").ExitCode);
        using var pty = OpenOn("w0", 120);
        pty.Type("*");
        pty.Until(static screen => ScreenRows.Of(screen.Text).All(static row => row.IsMarked), "all marked");
        pty.Type("x");
        pty.UntilShows("Reap 2 workers?");
        pty.UntilShows("w1: protected");
        pty.Type("y");
        pty.UntilShows("reaped 2 of 3 workers");
        Assert.True(workers[0].HasEnded && workers[2].HasEnded);
        Assert.False(workers[1].HasEnded);
        pty.Until(static screen => ScreenRows.Of(screen.Text).All(static row => !row.IsMarked), "nobody marked");
    }

    [Fact]
    public void A_question_that_cannot_be_done_can_only_be_closed()
    {
        using var tmux = Lifetop.Tmux().Start("main", "sleep", "1000");
        int server = tmux.ServerPid;
        Declare("daemon", server, RealProcess.StartTicksOf(server)!.Value);
        using var pty = OpenOn("daemon");
        pty.Type("x");
        pty.UntilShows("stops");
        pty.UntilShows("tmux server");
        pty.UntilShows("Close");
        pty.Type("y");
        pty.Type("\r");
        pty.Until(static screen => !screen.Shows("Close"), "no dialog");
        Assert.Equal("main", tmux.Tmux("list-sessions", "-F", "#{session_name}"));
    }

    [Fact]
    public void Sends_the_signal_that_is_chosen()
    {
        var worker = Start("sh", "-c", "trap 'echo got' USR1; while :; do sleep 0.2; done");
        Declare("loop", worker);
        using var pty = OpenOn("loop");
        pty.Type("!");
        pty.UntilShows("its whole tree");
        pty.Type("j\r");
        pty.UntilShows("USR1 to 1 process");
        pty.Type("y");
        pty.UntilShows("signalled loop");
        Assert.Equal("got", worker.Output.ReadLine());
        pty.Type("!");
        pty.UntilShows("its whole tree");
        pty.Type("\tGkk\r");
        pty.UntilShows("paused loop");
        Eventually.True(() => RealProcess.StateOf(worker.Pid) == 'T', "it is stopped");
        pty.Type(":resume\r");
        pty.UntilShows("resumed loop");
        Eventually.True(() => RealProcess.StateOf(worker.Pid) != 'T', "it goes on");
    }

    [Fact]
    public void Types_a_line_into_a_pane_and_takes_clients_off_it()
    {
        string read = Path.Combine(Folder, "read");
        Lifetop.Configure("""{ "sources": { "process": { "enabled": false } } }""");
        using var tmux = Lifetop.Tmux().Start("reader", "sh", "-c", $"exec cat > {read}");
        using var pty = OpenOn("reader");
        pty.Type("i");
        pty.UntilShows("Type into");
        pty.Type("C-c; Enter\r");
        pty.UntilShows("nudged");
        Eventually.True(() => File.Exists(read) && File.ReadAllText(read) == "C-c; Enter\n", "the line has arrived");
        pty.Type("D");
        pty.UntilShows("nobody is attached");
    }

    [Fact]
    public void Restarts_what_is_in_a_pane()
    {
        Lifetop.Configure("""{ "sources": { "process": { "enabled": false } } }""");
        using var tmux = Lifetop.Tmux().Start("server", "sleep", "1000");
        string before = tmux.Tmux("list-panes", "-a", "-F", "#{pane_id} #{pane_pid}");
        using var pty = OpenOn("server");
        pty.Type("r");
        pty.UntilShows("start again what pane %0 was opened with");
        pty.Type("y");
        pty.UntilShows("restarted server");
        string after = tmux.Tmux("list-panes", "-a", "-F", "#{pane_id} #{pane_pid}");
        Assert.StartsWith("%0 ", after, StringComparison.Ordinal);
        Assert.NotEqual(before, after);
    }

    [Fact]
    public void Sweeps_what_the_dead_left_after_it_was_shown()
    {
        var gone = Start("sleep", "1000");
        var alive = Start("sleep", "1000");
        string file = Declare("gone", gone);
        Declare("alive", alive);
        gone.Kill();
        gone.WaitForEnd();
        using var pty = OpenOn("alive");
        pty.Until(static screen => ScreenRows.Find(screen.Text, "gone") is { State: "zombie" }, "the zombie");
        pty.Type("S");
        pty.UntilShows("Sweep what is left behind?");
        pty.UntilShows("remove ");
        Assert.True(File.Exists(file));
        pty.Type("y");
        pty.UntilShows("swept gone");
        Assert.False(File.Exists(file));
        Assert.False(alive.HasEnded);
        pty.Type("S");
        pty.UntilShows("nothing to sweep");
    }

    [Fact]
    public void Left_by_a_key_it_does_what_is_under_way_to_its_end_and_says_so()
    {
        Configure("""  "grace": "2s" """);
        var worker = Start("sh", "-c", Stubborn);
        Declare("web", worker);
        using var pty = OpenOn("web");
        pty.Type("x");
        pty.UntilShows("KILL to what is left");
        pty.Type("y");
        pty.UntilShows("of grace left");
        pty.Type("q");
        pty.UntilShows("code 0");
        Assert.True(worker.HasEnded);
        Assert.True(pty.Screen.Shows("reaped web: 1 of 1 gone, KILL after grace") || pty.Screen.Shows("reaped web: "), pty.Screen.Text);
        Assert.Equal("cleaned", List()["manifest/web"].State);
    }

    [Fact]
    public void While_it_does_so_an_interrupt_leaves_the_rest_to_the_next()
    {
        Configure("""  "grace": "1m" """);
        var worker = Start("sh", "-c", Stubborn);
        Declare("web", worker);
        using var pty = OpenOn("web");
        pty.Type("x");
        pty.UntilShows("KILL to what is left");
        pty.Type("y");
        pty.UntilShows("of grace left");
        pty.Type("q");
        pty.Until(static screen => !screen.OnAlternateScreen && screen.Shows("(Ctrl-C leaves"), "that it goes on");
        Assert.Equal(0, Libc.SignalChildProcess(ChildOf(pty.Pid), Libc.SignalInterrupt));
        pty.UntilShows("code 130");
        Assert.False(worker.HasEnded);
        Assert.Contains("0 of 2 steps", Lifetop.Run("doctor").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Libc.SignalTerminate)]
    [InlineData(9)]
    public void A_plan_whose_lifetop_was_ended_is_offered_by_the_next_and_finished_by_the_same_key(int signal)
    {
        // Who is killed cannot take away what the runtime made for debuggers.
        Lifetop.Environment["DOTNET_EnableDiagnostics"] = "0";
        Configure("""  "grace": "1m" """);
        var worker = Start("sh", "-c", Stubborn);
        Declare("web", worker);
        using (var first = OpenOn("web"))
        {
            first.Type("x");
            first.UntilShows("KILL to what is left");
            first.Type("y");
            first.UntilShows("of grace left");
            // Read no more: the shell says on a screen that nobody gave back what ended it.
            int lifetop = ChildOf(first.Pid);
            Assert.Equal(0, Libc.SignalChildProcess(lifetop, signal));
            Eventually.True(() => RealProcess.StateOf(lifetop) is null or 'Z', "its end");
        }
        Assert.False(worker.HasEnded);
        using var next = OpenOn("web", 120);
        next.UntilShows("reap of web was left half done: plan 1, 0 of 2 steps");
        next.UntilShows("x on it finishes it");
        worker.Kill();
        worker.WaitForEnd();
        next.Type("x");
        next.UntilShows("finishes plan 1, whose lifetop died");
        next.Type("y");
        next.UntilShows("reaped web: ");
        next.Until(static screen => !screen.Shows("left half done"), "no notice");
    }

    [Fact]
    public void Any_process_is_signalled_or_ended_from_the_list_of_all_of_them()
    {
        var told = Start("sh", "-c", "trap 'exit 7' USR1; while :; do sleep 0.05; done");
        var ended = Start("sh", "-c", "sleep 1000 & wait");
        using var pty = Open(120, 36);
        pty.Type("P");
        pty.UntilShows("yours, not part of a worker");

        Choose(pty, told.Pid);
        pty.Type("\e[20~");
        pty.UntilShows("Send a signal");
        pty.Type("j\r");
        pty.UntilShows("USR1 to 1 process");
        pty.Type("y");
        pty.UntilShows($"signalled sh-{told.Pid}: USR1 to 1 of 1");
        told.WaitForEnd();

        Choose(pty, ended.Pid);
        pty.Type("x");
        pty.UntilShows("TERM to 2 processes, after 5s KILL to what is left");
        pty.Type("y");
        pty.UntilShows($"reaped sh-{ended.Pid}: 2 of 2 gone");
        ended.WaitForEnd();
        string history = Lifetop.Run("history", "--actions").Output;
        Assert.Contains($"process/sh-{told.Pid}", history, StringComparison.Ordinal);
        Assert.Contains($"process/sh-{ended.Pid}", history, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_of_a_protected_worker_is_left_alone_there_too()
    {
        var worker = Start("sh", "-c", "sleep 1000 & wait");
        Declare("web", worker);
        Assert.Equal(0, Lifetop.Run("protect", "web").ExitCode);
        Eventually.True(() => File.ReadAllText($"/proc/{worker.Pid}/task/{worker.Pid}/children").Length > 0, "its child");
        int child = ChildOf(worker.Pid);
        using var pty = Open(120, 36);
        pty.Type("P0");
        pty.UntilShows("processes");
        Choose(pty, child);
        pty.Type("\e[20~");
        pty.UntilShows("Send a signal");
        pty.Type("\r");
        pty.UntilShows("protected");
        pty.Type("y\r");
        Assert.False(worker.HasEnded);
        Assert.True(Directory.Exists($"/proc/{child}"));
    }

    /// <summary>In the list of processes, narrowed to one.</summary>
    private static void Choose(Pty pty, int pid)
    {
        pty.Type("/");
        pty.UntilShows("Enter keeps");
        pty.Type($"\u0015pid:{pid}\r");
        pty.UntilShows($"{pid}  ");
        pty.Until(screen => screen.Shows("1 of 1"), "one process", TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void What_was_left_before_it_was_opened_is_offered_and_goes_only_when_somebody_says_so()
    {
        var worker = Start("sleep", "1000");
        string file = Declare("gone", worker);
        worker.Kill();
        worker.WaitForEnd();
        using var pty = Open(120, 36);
        pty.UntilShows("1 dead worker left 1 thing behind.");
        pty.UntilShows("S shows what a sweep takes");
        Assert.True(File.Exists(file));

        pty.Type("S");
        pty.UntilShows("Sweep what is left behind?");
        pty.UntilShows("1  remove");
        pty.Type("y");

        pty.Until(static screen => !screen.Shows("thing behind"), "no offer");
        Eventually.True(() => !File.Exists(file), "its file is gone");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The screen, with the cursor on this worker.</summary>
    private Pty OpenOn(string name, int width = 120)
    {
        Lifetop.Bystanders.Begin();
        var pty = Open(width, 36);
        pty.Until(screen => ScreenRows.Find(screen.Text, name) is not null, name);
        while (ScreenRows.Find(pty.Screen.Text, name) is { HasCursor: false })
        {
            string before = pty.Screen.Text;
            pty.Type("j");
            pty.Until(screen => screen.Text != before, "the cursor moves");
        }
        return pty;
    }
}
