using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Lifetop.Tests.Scenarios;

/// <summary>How the end of a worker is told: between two calls, and while somebody watches.</summary>
public sealed class DeathTests(ITestOutputHelper report) : Scenario
{
    [Fact]
    public void Who_ends_without_a_result_and_without_a_word_has_the_last_line_of_its_log_for_a_summary()
    {
        string log = Lifetop.Folder.Write("agent.log", "thinking\n\e[31mAPI error: 529 overloaded\e[0m\n\n");
        var agent = Start("sleep", "1000");
        var talkative = Start("sleep", "1000");
        Declare("agent", agent, $"\"kind\": \"agent\", \"log\": \"{log}\", \"restart\": \"always\"");
        Declare("talkative", talkative, $"\"kind\": \"agent\", \"log\": \"{log}\", \"summary\": \"its own word\", \"restart\": \"always\"");
        Assert.Null(List()["manifest/agent"].Text("summary"));
        foreach (var worker in new[] { agent, talkative })
        {
            worker.Kill();
            worker.WaitForEnd();
        }

        var row = List()["manifest/agent"];
        Assert.Equal(("blocked", "API error: 529 overloaded"), (row.State, row.Text("summary")));
        Assert.Contains("API error: 529 overloaded", Lifetop.Run("ls").Output, StringComparison.Ordinal);
        Assert.Equal("its own word", List()["manifest/talkative"].Text("summary"));
        // It stays known when the file that declared it and the log are gone.
        File.Delete(log);
        File.Delete(Path.Combine(Lifetop.ManifestFolder, "agent.json"));
        Assert.Equal("API error: 529 overloaded", Assert.Single(Lifetop.List("--gone").Workers, static worker => worker.Key == "manifest/agent").Text("summary"));
    }

    [Fact]
    public void Shows_a_killed_worker_as_dead_in_the_next_list()
    {
        var process = Start("sleep", "1000");
        string file = Declare("victim", process);
        Assert.Equal("running", List()["manifest/victim"].State);
        process.Kill();

        var worker = List()["manifest/victim"];
        Assert.Equal("zombie", worker.State);
        Assert.Null(worker.ExitCode);
        Assert.True(worker.Signal is null or 9);
        Assert.Contains(worker.Residue, left => left.Contains(file, StringComparison.Ordinal));
    }

    [Fact]
    public void Shows_a_worker_as_ended_that_went_between_two_lists()
    {
        var process = Detach(null, "bash", "-c", "exec -a claude sleep 1000");
        string key = $"process/claude-{process.Pid}";
        Assert.Equal("running", List()[key].State);
        process.Kill();

        Assert.True(List()[key].IsOver);
        Assert.True(List("--gone")[key].IsOver);
    }

    [Fact]
    public void Lists_what_another_call_has_adopted()
    {
        var process = Start("sleep", "1000");
        var adopted = Lifetop.Run("adopt", "--pid", process.Pid.ToString(CultureInfo.InvariantCulture), "--name", "taken");
        Assert.True(adopted.ExitCode == 0, adopted.ToString());
        var worker = List()["lifetop/taken"];
        Assert.Equal(process.Pid, worker.Pid);
        Assert.Equal("running", worker.State);
    }

    [Theory]
    [InlineData("KILL", 9, null)]
    [InlineData("TERM", 15, null)]
    [InlineData("USR1", null, 7)]
    public void Tells_the_last_words_of_a_process_that_was_never_its_child(string sent, int? signal, int? exitCode)
    {
        var process = Start("bash", "-c", "trap 'exit 7' USR1; while :; do read -rt 1 <> <(:); done");
        Assert.Equal(0, Lifetop.Run("adopt", "--pid", process.Pid.ToString(CultureInfo.InvariantCulture), "--name", "watched").ExitCode);
        using var stream = Lifetop.Watch();
        Assert.Equal("running", stream.First.Find("lifetop/watched")?.State);
        process.Kill(sent);

        var worker = stream.Until("lifetop/watched", static worker => worker.IsOver, "over");
        Assert.Equal("failed", worker.State);
        Assert.Equal(signal, worker.Signal);
        Assert.Equal(exitCode, worker.ExitCode);
        Assert.Equal("failed", worker.Text("ended"));
    }

    [Fact]
    public void Completes_a_worker_that_ends_well_while_it_is_watched()
    {
        var process = Start("bash", "-c", "trap 'exit 0' USR1; while :; do read -rt 1 <> <(:); done");
        Assert.Equal(0, Lifetop.Run("adopt", "--pid", process.Pid.ToString(CultureInfo.InvariantCulture), "--name", "good").ExitCode);
        using var stream = Lifetop.Watch();
        Assert.Equal("running", stream.First.Find("lifetop/good")?.State);
        process.Kill("USR1");
        var worker = stream.Until("lifetop/good", static worker => worker.IsOver, "over");
        Assert.Equal("completed", worker.State);
        Assert.Equal(0, worker.ExitCode);
        // It is printed first and written down after that.
        Eventually.True(() => File.ReadAllText(Lifetop.MemoryFile).Contains("completed", StringComparison.Ordinal), "the end is remembered");
        Assert.Equal("completed", List()["lifetop/good"].State);
    }

    [Fact]
    public void Sees_deaths_as_they_happen_and_not_at_the_next_look()
    {
        const int Kills = 50;
        var processes = new List<RealProcess>();
        for (int i = 0; i < Kills; i++)
        {
            processes.Add(Start("sleep", "1000"));
            Declare($"mortal-{i}", processes[i]);
        }
        using var stream = Lifetop.Watch();
        Assert.NotNull(stream.First.Find("manifest/mortal-49"));
        var delays = new List<double>();
        for (int i = 0; i < Kills; i++)
        {
            string key = $"manifest/mortal-{i}";
            long killed = Stopwatch.GetTimestamp();
            processes[i].Kill();
            stream.Until(key, static worker => worker.IsOver, "over");
            long told = stream.Lines.First(line => line.Find(key) is { IsOver: true }).At;
            delays.Add(Stopwatch.GetElapsedTime(killed, told).TotalMilliseconds);
        }
        delays.Sort();
        report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median {delays[Kills / 2]:0.0} ms, worst {delays[^1]:0.0} ms, best {delays[0]:0.0} ms"));
        // The regular look comes once a second: only who is woken is faster than half of that half the time.
        Assert.InRange(delays[Kills / 2], 0, 250);
    }
}
