using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Lifetop.Tests.Observation.Systems;
using Lifetop.Tests.Observation.Systems.Multiclaude;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>multiclaude's sample tree with its times moved to now, seen by the whole program.</summary>
public sealed partial class MulticlaudeSampleTests : Scenario
{
    [Fact]
    public void M13_Shows_the_verdicts_of_its_document_in_a_repository_whose_session_has_another_name()
    {
        using var world = MulticlaudeWorld.Of("current", Lifetop.Tmux());
        MoveTimesToNow(world.StateFile);
        Lifetop.Environment["HOME"] = world.Tree.Home;

        var verdicts = List().Json.GetProperty("workers").EnumerateArray().Where(static worker => worker.GetProperty("source").GetString() == "multiclaude")
            .ToDictionary(static worker => worker.GetProperty("key").GetString()!, static worker => worker.GetProperty("native_state").GetString());

        foreach (string row in Encoding.UTF8.GetString(SampleTree.ReadBeside(MulticlaudeWorld.System, "EXPECTED.tsv")).Split('\n').Where(static line => line.StartsWith("current\t", StringComparison.Ordinal)))
        {
            string[] cells = row.Split('\t');
            string key = "multiclaude/" + (cells[1].StartsWith("wts/", StringComparison.Ordinal) ? cells[1][4..] : cells[1]);
            Assert.True(verdicts.TryGetValue(key, out string? verdict), $"no {key} among {string.Join(", ", verdicts.Keys)}");
            Assert.True(verdict == cells[3], $"{key} is {verdict}, not {cells[3]}");
        }
    }

    [Fact]
    public void A_task_that_is_over_is_history_at_once_and_in_the_view_of_what_is_gone()
    {
        Lifetop.Environment["HOME"] = Lifetop.Folder.File("person");
        Lifetop.Folder.Write("person/.multiclaude/state.json", $$"""{ "repos": { "r": { "tmux_session": "mc-r", "agents": {}, "task_history": [ { "name": "fox", "task": "Tidy", "branch": "work/fox", "status": "merged", "created_at": "{{DateTime.UtcNow.AddHours(-1):O}}", "completed_at": "{{DateTime.UtcNow.AddMinutes(-5):O}}" } ] } } }""");
        Assert.DoesNotContain("\"fox\"", List().Output, StringComparison.Ordinal);
        Assert.Contains("\"fox\"", Lifetop.Run("ls", "--gone", "--json").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void No_secret_of_its_files_is_in_any_output_or_in_what_is_kept()
    {
        using var world = MulticlaudeWorld.Of("current", Lifetop.Tmux());
        MoveTimesToNow(world.StateFile);
        string text = File.ReadAllText(world.StateFile);
        int at = text.IndexOf('{', StringComparison.Ordinal) + 1;
        File.WriteAllText(world.StateFile, text.Insert(at, "\"hooks\": { \"on_pr_created\": \"notify --token DO_NOT_SHOW\" }, \"api_key\": \"DO_NOT_SHOW\",")
            .Replace("\"type\": \"worker\"", "\"type\": \"worker\", \"token\": \"DO_NOT_SHOW\"", StringComparison.Ordinal));
        File.AppendAllText(world.Tree.File(".multiclaude/daemon.log"), "401 for token=DO_NOT_SHOW\n");
        foreach (string message in Directory.GetFiles(world.Tree.File(".multiclaude/messages"), "*.json", SearchOption.AllDirectories))
            File.WriteAllText(message, """{ "id": "m", "from": "x", "to": "y", "body": "key DO_NOT_SHOW", "status": "pending" }""");
        Lifetop.Environment["HOME"] = world.Tree.Home;

        string[] said =
        [
            List().Output, List("--gone").Output, Lifetop.Run("ls", "-o", "wide").Output, Lifetop.Run("why", "multiclaude/daemon").Output, Lifetop.Run("show", "happy-otter", "--json").Output,
            Lifetop.Run("doctor").Output, Lifetop.Run("reap", "calm-panda", "--dry-run").ToString(), Lifetop.Run("history", "--json").Output, .. Directory.GetFiles(Lifetop.StateFolder).Select(File.ReadAllText),
        ];

        Assert.Contains("happy-otter", said[0], StringComparison.Ordinal);
        foreach (string one in said)
            Assert.DoesNotContain("DO_NOT_SHOW", one, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")]
    private static partial Regex SampleMoment();

    private static void MoveTimesToNow(string file)
    {
        // One of them is within a second of its grace: half a minute younger it stays so while the program starts.
        var later = DateTimeOffset.UtcNow - SampleTime.Start + TimeSpan.FromSeconds(30);
        File.WriteAllText(file, SampleMoment().Replace(File.ReadAllText(file), time =>
            (DateTimeOffset.Parse(time.Value, CultureInfo.InvariantCulture) + later).ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)));
    }
}
