using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Text;
using System.Threading.Tasks;
using Lifetop.Platform;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Platform;

[SupportedOSPlatform("linux")]
public sealed class ChildCommandTests
{
    private static readonly CommandLimits Limits = new(TimeSpan.FromSeconds(10), 1 << 20);

    [Fact]
    public void Tells_exit_code_output_and_errors()
    {
        var result = Shell("echo out; echo err >&2; exit 3");

        Assert.Equal(CommandEnd.Exited, result.End);
        Assert.Equal(3, result.ExitCode);
        Assert.Equal(0, result.Signal);
        Assert.Equal("out\n", Text(result));
        Assert.Equal("err", result.Errors);
        Assert.False(result.Succeeded);
    }

    [Fact]
    public void Passes_arguments_as_they_are_without_a_shell()
    {
        string[] hostile = ["$(touch x)", "a b", "", ";", "'\"", "ünï 🦦", "-n", "*"];

        var result = ChildCommand.Run("printf", ["%s\\n", .. hostile], Limits);

        Assert.Equal(string.Concat(hostile.Select(a => a + "\n")), Text(result));
    }

    [Fact]
    public void Tells_the_signal_that_ended_the_child()
    {
        var result = Shell("kill -9 $$");

        Assert.Equal(CommandEnd.Exited, result.End);
        Assert.Equal(9, result.Signal);
        Assert.Equal(-1, result.ExitCode);
    }

    [Fact]
    public void Kills_what_takes_too_long_with_all_of_its_group_and_leaves_no_zombie()
    {
        using var folder = new TempFolder();
        string pids = folder.File("pids");
        var clock = Stopwatch.StartNew();

        var result = ChildCommand.Run(
            "sh", ["-c", $"trap '' TERM; sleep 300 & echo $$ $! > {pids}; echo begun; wait"], new(TimeSpan.FromMilliseconds(400), 1000));

        Assert.Equal(CommandEnd.TimedOut, result.End);
        Assert.Equal("begun\n", Text(result));
        Assert.InRange(clock.ElapsedMilliseconds, 300, 5000);
        int[] started = [.. File.ReadAllText(pids).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
        Assert.False(Directory.Exists($"/proc/{started[0]}"));
        Eventually.True(() => !IsAlive(started[1]), "the child's own child is gone");
    }

    [Fact]
    public void Ends_what_says_too_much()
    {
        var result = ChildCommand.Run("yes", [], new(TimeSpan.FromSeconds(10), 5000));

        Assert.Equal(CommandEnd.TooMuchOutput, result.End);
        Assert.Equal(5000, result.Output.Length);
    }

    [Fact]
    public void Takes_output_larger_than_a_pipe_whole()
    {
        var result = ChildCommand.Run("head", ["-c", "900000", "/dev/zero"], Limits);

        Assert.True(result.Succeeded);
        Assert.Equal(900_000, result.Output.Length);
    }

    [Fact]
    public void Is_not_held_up_by_endless_errors()
    {
        var result = Shell("head -c 300000 /dev/zero >&2; echo done");

        Assert.True(result.Succeeded);
        Assert.Equal("done\n", Text(result));
    }

    [Fact]
    public void Does_not_wait_for_those_who_inherited_the_pipes()
    {
        using var folder = new TempFolder();
        string pid = folder.File("pid");
        var clock = Stopwatch.StartNew();

        var result = Shell($"sleep 60 & echo $! > {pid}; echo said");

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5));
        Assert.Equal(CommandEnd.Exited, result.End);
        Assert.Equal("said\n", Text(result));
        Assert.True(IsAlive(int.Parse(File.ReadAllText(pid))), "what the child left behind is not ours to end");
        Process.GetProcessById(int.Parse(File.ReadAllText(pid))).Kill();
    }

    [Fact]
    public void Names_a_program_that_is_not_there()
    {
        Assert.Equal(CommandEnd.NotFound, ChildCommand.Run("no-such-program-anywhere", [], Limits).End);
        Assert.Equal(CommandEnd.NotFound, ChildCommand.Run("/no/such/program", [], Limits).End);
        Assert.Equal(CommandEnd.NotFound, ChildCommand.Run("", [], Limits).End);
    }

    [Fact]
    public void Names_what_cannot_be_started()
    {
        using var folder = new TempFolder();
        string script = folder.Write("script", "#!/no/such/interpreter\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string plain = folder.Write("plain", "text");

        Assert.Equal(CommandEnd.CannotStart, ChildCommand.Run(script, [], Limits).End);
        Assert.Equal(CommandEnd.CannotStart, ChildCommand.Run(plain, [], Limits).End);
        Assert.Equal(CommandEnd.CannotStart, ChildCommand.Run("true", [], Limits, folder.File("missing")).End);
    }

    [Fact]
    public void Runs_in_the_given_folder_with_the_changed_environment()
    {
        using var folder = new TempFolder();
        KeyValuePair<string, string?>[] changes = [new("LIFETOP_ADDED", "a=b ü"), new("HOME", null)];

        var result = ChildCommand.Run("sh", ["-c", "pwd; echo \"$LIFETOP_ADDED\"; echo \"${HOME-none}\"; echo \"${PATH:+path}\""], Limits, folder.Path, changes);

        Assert.Equal($"{folder.Path}\na=b ü\nnone\npath\n", Text(result));
    }

    [Fact]
    public void Has_no_terminal_no_files_and_no_signals_of_ours()
    {
        var result = Shell("readlink /proc/self/fd/0; ls /proc/self/fd; grep -E 'Sig(Blk|Ign)' /proc/self/status");

        string[] lines = Text(result).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // ls itself holds the folder it reads as number 3.
        Assert.Equal(["/dev/null", "0", "1", "2", "3"], lines[..5]);
        Assert.EndsWith("0000000000000000", lines[5]);
        Assert.EndsWith("0000000000000000", lines[6]);
    }

    [Fact]
    public void Feeds_input_larger_than_a_pipe()
    {
        byte[] input = new byte[300_000];
        new Random(7).NextBytes(input);

        var result = ChildCommand.Run("cat", [], Limits, input: input);

        Assert.True(result.Output.Span.SequenceEqual(input));
    }

    [Fact]
    public void Survives_a_child_that_reads_nothing()
    {
        var result = ChildCommand.Run("true", [], Limits, input: new byte[300_000]);

        Assert.True(result.Succeeded);
    }

    [Fact]
    public void Leaves_other_children_alone()
    {
        using var other = Process.Start("sh", ["-c", "exit 5"]);
        for (int i = 0; i < 20; i++)
            Assert.True(ChildCommand.Run("true", [], Limits).Succeeded);

        Assert.True(other.WaitForExit(10_000));
        Assert.Equal(5, other.ExitCode);
    }

    [Fact]
    public void Runs_from_many_threads_at_once()
    {
        var results = new CommandResult[64];

        Parallel.For(0, results.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => results[i] = Shell($"echo {i}; exit {i % 7}"));

        for (int i = 0; i < results.Length; i++)
        {
            Assert.Equal($"{i}\n", Text(results[i]));
            Assert.Equal(i % 7, results[i].ExitCode);
        }
    }

    [Fact]
    public void Refuses_a_NUL_in_an_argument() =>
        Assert.Throws<ArgumentException>(() => ChildCommand.Run("true", ["a\0b"], Limits));

    private static CommandResult Shell(string script) => ChildCommand.Run("sh", ["-c", script], Limits);

    private static string Text(CommandResult result) => Encoding.UTF8.GetString(result.Output.Span);

    private static bool IsAlive(int pid)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }
}
