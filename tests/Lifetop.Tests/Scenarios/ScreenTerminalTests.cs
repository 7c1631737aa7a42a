using System;
using System.Globalization;
using System.IO;
using System.Text;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Terminals that cannot show a screen, that nobody reads, that paste, and that are none.</summary>
public sealed class ScreenTerminalTests : ScreenScenario
{
    [Theory]
    [InlineData("dumb", "TERM is dumb")]
    [InlineData(null, "TERM is not set")]
    [InlineData("nonsense-9", "TERM nonsense-9 is unknown")]
    public void Where_no_screen_can_be_shown_it_says_why_and_prints_the_list_without_an_escape(string? term, string why)
    {
        Declare("subject", Start("sleep", "1000"));
        var environment = With();
        environment["TERM"] = term;
        using var pty = new Pty();
        byte[] before = pty.Modes;
        pty.Start(["sh", "-c", "\"$0\" 2>\"$1\"; echo \"code $?\"; exec sleep 1000", LifetopProgram.Executable, Lifetop.Folder.File("errors")], environment, Lifetop.Home);
        pty.UntilShows("code 0");
        Assert.DoesNotContain('\e', pty.Output);
        Assert.True(pty.Screen.Shows("subject"), pty.Screen.Text);
        string errors = File.ReadAllText(Lifetop.Folder.File("errors"));
        Assert.Contains(why, errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', errors);
        Assert.Equal(before, pty.Modes);
    }

    [Fact]
    public void Without_a_terminal_it_names_the_command_that_prints_and_writes_nothing_else()
    {
        var result = Lifetop.Run();
        Assert.Equal(2, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Contains("lifetop ls", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"$0\" | cat; echo \"code ${PIPESTATUS[0]}\"")]
    [InlineData("\"$0\" </dev/null; echo \"code $?\"")]
    public void Half_a_terminal_is_none(string command)
    {
        using var pty = new Pty();
        pty.Start(["bash", "--norc", "-c", command + "; exec sleep 1000", LifetopProgram.Executable], With(), Lifetop.Home);
        pty.UntilShows("code 2");
        Assert.True(pty.Screen.Shows("lifetop ls"), pty.Screen.Text);
        Assert.DoesNotContain('\e', pty.Output);
    }

    [Fact]
    public void With_nobody_reading_it_goes_on_looking_and_shows_one_fresh_frame_afterwards()
    {
        Configure("\"interval\": \"100ms\"");
        var worker = Start("sleep", "1000");
        Declare("subject", worker);
        using var pty = Open(200, 50);
        pty.Until(static screen => ScreenRows.Find(screen.Text, "subject") is { State: "running" }, "the worker");
        int program = ChildOf(pty.Pid);
        // Every other size is a frame of its own; the terminal is full once the same amount lies there for some looks.
        int same = 0, waiting = -1, turn = 0;
        Eventually.True(
            () =>
            {
                pty.Resize(turn++ % 2 == 0 ? 199 : 200, 50);
                int now = pty.Waiting;
                same = now == waiting && now > 1000 ? same + 1 : 0;
                waiting = now;
                return same > 20;
            },
            "the terminal is full");
        pty.Resize(200, 50);
        long memory = OwnMemory(program);
        worker.Kill();
        Eventually.True(() => File.Exists(Lifetop.MemoryFile) && File.ReadAllText(Lifetop.MemoryFile).Contains("zombie", StringComparison.Ordinal), "the end is remembered with nobody reading");
        Assert.Equal("zombie", List()["manifest/subject"].State);
        // Many looks later.
        long ticks = ComputedTicks(program);
        Eventually.True(() => ComputedTicks(program) > ticks + 2, "it goes on looking");
        Assert.InRange(OwnMemory(program) - memory, long.MinValue, 10 << 20);
        Assert.Equal(waiting, pty.Waiting);

        int before = Encoding.UTF8.GetByteCount(pty.Output);
        pty.Until(static screen => ScreenRows.Find(screen.Text, "subject") is { State: "zombie" }, "the newest frame");
        // What lay there, the rest of the frame under way, and one more; not one for each look.
        Assert.InRange(Encoding.UTF8.GetByteCount(pty.Output) - before, 1, 200_000);
        pty.Type("q");
        pty.UntilShows("code 0");
    }

    [Fact]
    public void A_pasted_megabyte_of_action_keys_does_nothing()
    {
        var worker = Start("sleep", "1000");
        Declare("first", worker);
        Declare("second", Start("sleep", "1000"));
        using var pty = Open();
        pty.Until(static screen => ScreenRows.Of(screen.Text).Count == 2, "both");
        string before = ScreenRows.Of(pty.Screen.Text)[0].Name;
        var keys = new StringBuilder("\e[200~");
        while (keys.Length < 1 << 20)
            keys.Append("qxyXFyASyj \r:quit\r!9\r\x03");
        pty.TypeAll(keys.Append("\e[201~").ToString());
        // A key after it is answered, so all of it was taken.
        pty.Type("?");
        pty.UntilShows("type to search");
        pty.Type("\e");
        pty.Until(static screen => ScreenRows.Of(screen.Text).Count == 2, "both again");
        Assert.True(ScreenRows.Find(pty.Screen.Text, before)?.HasCursor);
        Assert.DoesNotContain(ScreenRows.Of(pty.Screen.Text), static row => row.IsMarked);
        Assert.False(worker.HasEnded);
        pty.Type("q");
        pty.UntilShows("code 0");
    }

    [Fact]
    public void What_it_copies_reaches_the_clipboard_of_whoever_looks()
    {
        var worker = Start("sleep", "1000");
        Declare("subject", worker);
        using var pty = Open();
        pty.Until(static screen => ScreenRows.Find(screen.Text, "subject") is { HasCursor: true }, "the worker");
        pty.Type("y");
        pty.Until(static screen => screen.Clipboard == "manifest/subject", "its key in the clipboard");
        pty.UntilShows("copied key manifest/subject");
        pty.Type("y");
        pty.Until(screen => screen.Clipboard == worker.Pid.ToString(CultureInfo.InvariantCulture), "its pid in the clipboard");
        pty.UntilShows(string.Create(CultureInfo.InvariantCulture, $"copied pid {worker.Pid}"));
        pty.Type("jy");
        pty.Until(static screen => screen.Clipboard == "manifest/subject", "its key again");
        pty.Type("\ry");
        pty.UntilShows("lifetop says");
        pty.UntilShows("copied");
        pty.Type("qq");
        pty.UntilShows("code 0");
    }

    [Fact]
    public void A_change_somebody_asked_for_rings_the_bell_and_runs_the_hook()
    {
        string said = Lifetop.Folder.File("said");
        Configure($$"""
            "bell": ["zombie"], "hook": ["sh", "-c", "echo $LIFETOP_KEY $LIFETOP_WAS $LIFETOP_STATE >{{said}}.part; mv {{said}}.part {{said}}"]
            """);
        var worker = Start("sleep", "1000");
        Declare("subject", worker);
        using var pty = Open();
        pty.Until(static screen => ScreenRows.Find(screen.Text, "subject") is { State: "running" }, "the worker");
        Assert.Equal(0, pty.Screen.Bells);
        worker.Kill();
        pty.Until(static screen => screen.Bells == 1 && ScreenRows.Find(screen.Text, "subject") is { State: "zombie" }, "a bell");
        Eventually.True(() => File.Exists(said), "the hook runs");
        Assert.Equal("manifest/subject running zombie\n", File.ReadAllText(said));
        pty.Type("q");
        pty.UntilShows("code 0");
        Assert.Equal(1, pty.Screen.Bells);
    }
}
