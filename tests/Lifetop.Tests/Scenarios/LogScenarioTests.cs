using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary><c>lifetop logs</c> on files that are huge, odd, or moved and cut while they are followed.</summary>
public sealed class LogScenarioTests
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);

    [Fact]
    public void Cuts_a_line_of_100_MB_and_needs_little_memory_for_it()
    {
        using var lifetop = new LifetopProgram();
        using var scratch = new Scratch();
        string log = scratch["long"];
        using (var file = File.Create(log))
        {
            var piece = new byte[1 << 20];
            piece.AsSpan().Fill((byte)'x');
            for (int i = 0; i < 100; i++)
                file.Write(piece);
        }
        Declare(lifetop, "long", log);
        Declare(lifetop, "none", scratch.Write("small", "one\n"));
        long small = PeakKilobytes(lifetop, "logs", "none");

        var result = lifetop.Run("logs", "-n", "10", "long");

        Assert.Equal(0, result.ExitCode);
        Assert.True(result.Bytes.Length < 70_000, $"{result.Bytes.Length} bytes");
        Assert.EndsWith("…\n", result.Output, StringComparison.Ordinal);
        Assert.True(result.Elapsed < AtOnce, result.Elapsed.ToString());
        long grown = PeakKilobytes(lifetop, "logs", "-n", "10", "long") - small;
        Assert.True(grown < 50_000, $"{grown} kB more");
    }

    [Fact]
    public void Reads_the_end_of_100_GB_at_once_and_follows_what_is_cut_and_grows()
    {
        using var lifetop = new LifetopProgram();
        using var scratch = new Scratch();
        string log = scratch.Sparse("sparse", 100L << 30);
        File.AppendAllText(log, "\nlast words\n");
        Declare(lifetop, "sparse", log);

        var result = lifetop.Run("logs", "-n", "1", "sparse");
        Assert.Equal(["last words"], result.Lines);
        Assert.True(result.Elapsed < AtOnce, result.Elapsed.ToString());

        using var follower = new Follower(lifetop, "logs", "-f", "-n", "1", "sparse");
        follower.UntilOutput("last words");
        File.WriteAllText(log, "");
        follower.UntilErrors("truncated");
        string line = new string('y', 4000) + "\n";
        using (var grows = new StreamWriter(new FileStream(log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)))
        {
            for (int i = 0; i < 25_000; i++)
                grows.Write(line);
            grows.Write("the end of 100 MB\n");
        }
        Eventually.True(() => follower.Output.EndsWith("the end of 100 MB\n", StringComparison.Ordinal), "all was followed");
        Assert.True(follower.PeakMemory < 150L << 20, $"{follower.PeakMemory >> 20} MB");
    }

    [Fact]
    public void Goes_on_in_the_new_file_of_a_rotated_log()
    {
        using var lifetop = new LifetopProgram();
        using var scratch = new Scratch();
        string log = scratch.Write("log", "before\n");
        Declare(lifetop, "w", log);
        using var follower = new Follower(lifetop, "logs", "-f", "w");
        follower.UntilOutput("before\n");

        File.AppendAllText(log, "more\n");
        follower.UntilOutput("more\n");
        File.Move(log, log + ".1");
        File.AppendAllText(log + ".1", "written to the old one\n");
        File.WriteAllText(log, "after\n");

        follower.UntilOutput("after\n");
        Assert.Contains("written to the old one\n", follower.Output);
        follower.UntilErrors("rotated");
        Assert.DoesNotContain("rotated", follower.Output);
    }

    [Fact]
    public void Begins_again_in_a_truncated_log()
    {
        using var lifetop = new LifetopProgram();
        using var scratch = new Scratch();
        string log = scratch.Write("log", "before, and long enough to be longer\n");
        Declare(lifetop, "w", log);
        using var follower = new Follower(lifetop, "logs", "-f", "w");
        follower.UntilOutput("longer\n");

        using (var file = new FileStream(log, FileMode.Open, FileAccess.Write))
        {
            file.SetLength(0);
            file.Write("anew\n"u8);
        }

        follower.UntilOutput("anew\n");
        follower.UntilErrors("truncated");
    }

    [Fact]
    public void Says_that_a_log_was_deleted_and_takes_up_the_new_one()
    {
        using var lifetop = new LifetopProgram();
        using var scratch = new Scratch();
        string log = scratch.Write("log", "old text\n");
        Declare(lifetop, "w", log);
        using var follower = new Follower(lifetop, "logs", "-f", "w");
        follower.UntilOutput("old text\n");

        File.Delete(log);
        follower.UntilErrors("deleted");
        File.WriteAllText(log, "back again\n");

        follower.UntilOutput("back again\n");
        Assert.StartsWith("old text\n", follower.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_at_once_what_is_no_regular_file()
    {
        using var lifetop = new LifetopProgram();
        using var scratch = new Scratch();
        scratch.Link("loop", scratch["loop"]);
        string[] odd = [scratch.Fifo("fifo"), "/dev/zero", "/dev/tty", "/dev/ptmx", scratch.Root, scratch.Socket("socket"), scratch["loop"]];
        for (int i = 0; i < odd.Length; i++)
        {
            Declare(lifetop, $"odd{i}", odd[i]);
            foreach (string[] words in (string[][])[["logs", $"odd{i}"], ["logs", "-f", $"odd{i}"]])
            {
                var result = lifetop.Run(words);
                Assert.True(result.ExitCode == 1 && result.Elapsed < AtOnce && result.Output.Length == 0, result.ToString());
                Assert.Contains(odd[i], result.Errors);
            }
        }
        Assert.Contains("not a regular file", lifetop.Run("logs", "odd0").Errors);
    }

    [Fact]
    public void Shows_a_binary_log_harmless_and_finds_text_in_it()
    {
        using var lifetop = new LifetopProgram();
        using var scratch = new Scratch();
        var random = new Random(20261121);
        var bytes = new byte[200_000];
        random.NextBytes(bytes);
        string log = scratch.Write("log", [.. bytes, .. "\n\0\0needle\0\u0001 \x1b[2J\n"u8, .. bytes]);
        Declare(lifetop, "w", log);

        var found = lifetop.Run("logs", "--grep", "needle", "w");

        Assert.Equal(0, found.ExitCode);
        Assert.Single(found.Lines);
        Assert.Contains("␀␀needle␀␁ ␛[2J", found.Output);
        var all = lifetop.Run("logs", "-n", "100000", "w");
        Assert.DoesNotContain(all.Bytes, static b => b < ' ' && b != '\n');
    }

    [Fact]
    public void Puts_names_before_the_lines_of_several()
    {
        using var lifetop = new LifetopProgram();
        using var scratch = new Scratch();
        Declare(lifetop, "web", scratch.Write("1", "listening\n"));
        Declare(lifetop, "indexer", scratch.Write("2", "indexing\n"));

        Assert.Equal(["indexer  indexing", "web      listening"], lifetop.Run("logs", "web", "indexer").Lines.Order(StringComparer.Ordinal));
        Declare(lifetop, "bare", null);
        var partly = lifetop.Run("logs", "web", "bare");
        Assert.Equal(5, partly.ExitCode);
        Assert.Contains("listening", partly.Output);
        Assert.Contains("no log", partly.Errors);
        Assert.Equal(1, lifetop.Run("logs", "bare").ExitCode);
    }

    [Fact]
    public void Keeps_to_what_is_young_and_to_what_is_sought()
    {
        using var lifetop = new LifetopProgram();
        using var scratch = new Scratch();
        string Line(int minutes, string text) => DateTimeOffset.UtcNow.AddMinutes(-minutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) + " " + text + "\n";
        string log = scratch.Write("log", Line(90, "old error") + Line(20, "young Error") + "  its trace\n" + Line(5, "youngest"));
        Declare(lifetop, "w", log);

        string[] since = [.. lifetop.Run("logs", "--since", "30m", "w").Lines];
        Assert.Equal(3, since.Length);
        Assert.EndsWith("young Error", since[0], StringComparison.Ordinal);
        Assert.Equal("  its trace", since[1]);
        Assert.Equal(2, lifetop.Run("logs", "--grep", "error", "w").Lines.Length);
        Assert.Single(lifetop.Run("logs", "--grep", "Error", "w").Lines);
        Assert.Single(lifetop.Run("logs", "--grep", "error", "--since", "30m", "w").Lines);
        Assert.Equal(2, lifetop.Run("logs", "--since", "30", "w").ExitCode);
    }

    [Fact]
    public void Ends_when_nobody_reads_any_more()
    {
        using var lifetop = new LifetopProgram();
        using var scratch = new Scratch();
        Declare(lifetop, "w", scratch.Write("log", "quiet\n"));

        // head takes the first line and goes; nothing is ever written again.
        var result = lifetop.RunUnder(["bash", "-c", "\"$@\" | head -n 1; echo ${PIPESTATUS[0]}", "bash"], "logs", "-f", "w");

        Assert.Equal(["quiet", "0"], result.Lines);
    }

    private static void Declare(LifetopProgram lifetop, string name, string? log) =>
        lifetop.WriteManifest(name, log is null ? $$"""{ "key": "{{name}}" }""" : $$"""{ "key": "{{name}}", "log": "{{log}}" }""");

    private static long PeakKilobytes(LifetopProgram lifetop, params string[] words)
    {
        var result = lifetop.RunUnder(["python3", "-c", "import resource,subprocess,sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"], words);
        return long.Parse(result.Lines[^1], CultureInfo.InvariantCulture);
    }
}
