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
    public void Shows_the_verdicts_of_its_document()
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
