using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Lifetop.Tests.Observation.Systems;
using Lifetop.Tests.Observation.Systems.CommitRelay;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>commit-relay's sample tree with its times moved to now, seen and cleaned up by the whole program.</summary>
public sealed class CommitRelayScenarioTests : Scenario
{
    private readonly SampleTree _root = new(RelayWorld.System, "home");

    [Fact]
    public void Shows_its_verdicts_keeps_its_secrets_and_reaps_a_dead_worker_its_way()
    {
        using var root = _root;
        var living = StartIn(Directory.CreateDirectory(_root.File("agents/workers/worker-implementation-001")).FullName, "sleep", "1000");
        var stranger = Start("sleep", "1000");
        _root.With(777777761, living.Pid).With(RelayWorld.Reused, stranger.Pid).Copy();
        MoveTimesToNow();
        Lifetop.Configure($$"""{ "sources": { "commit-relay": { "roots": ["{{_root.Home}}"] } } }""");

        // Declared seconds ago, so first.
        Assert.Equal(4, Lifetop.Run("reap", "worker-implementation-007", "--yes").ExitCode);

        var list = Lifetop.Run("ls", "--json");
        var gone = Lifetop.Run("ls", "--gone", "--json");
        var states = list.Json.GetProperty("workers").EnumerateArray().Concat(gone.Json.GetProperty("workers").EnumerateArray()).Where(static worker => worker.GetProperty("key").GetString()!.StartsWith("commit-relay/home/", StringComparison.Ordinal))
            .DistinctBy(static worker => worker.GetProperty("key").GetString())
            .ToDictionary(static worker => worker.GetProperty("name").GetString()!, static worker => worker.GetProperty("native_state").GetString());
        Assert.Equal("live", states["worker-implementation-001"]);
        Assert.Equal("dead", states["worker-implementation-003"]);
        Assert.Equal("stuck pending", states["worker-implementation-005"]);
        Assert.Equal("finished, unmoved", states["worker-implementation-006"]);
        Assert.Equal("reused pid", states["worker-implementation-008"]);
        Assert.Equal("orphan", states["worker-implementation-012"]);
        Assert.Equal("failed", states["zombie-sample-1"]);
        Assert.DoesNotContain("worker-scan-023", list.Output, StringComparison.Ordinal);
        Assert.Equal("completed", states["worker-scan-023"]);

        var reaped = Lifetop.Run("reap", "worker-implementation-003", "--yes");
        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.Contains("7500 tokens back", reaped.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_root.File("coordination/worker-specs/archived/worker-implementation-003.json")));
        Assert.Equal(0, Lifetop.Run("reap", "worker-implementation-008", "--yes").ExitCode);
        Assert.False(stranger.HasEnded);
        Assert.False(living.HasEnded);
        Assert.Equal("cleaned", List()["commit-relay/home/worker-implementation-003"].State);

        foreach (string said in (string[])[list.Output, gone.Output, reaped.Output, Lifetop.Run("why", "worker-implementation-001").Output, Lifetop.Run("show", "worker-implementation-001", "--json").Output, .. Directory.GetFiles(Lifetop.StateFolder).Select(File.ReadAllText)])
            Assert.DoesNotContain("DO_NOT_SHOW", said, StringComparison.Ordinal);
    }

    private void MoveTimesToNow()
    {
        var later = DateTimeOffset.UtcNow - SampleTime.Start;
        foreach (string file in Directory.GetFiles(_root.Home, "*.json", SearchOption.AllDirectories))
        {
            string text = Encoding.Latin1.GetString(File.ReadAllBytes(file));
            string moved = Regex.Replace(text, @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d{4})", time =>
                (DateTimeOffset.Parse(time.Value.EndsWith('Z') ? time.Value : time.Value.Insert(time.Length - 2, ":"), CultureInfo.InvariantCulture) + later)
                    .ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture));
            if (moved != text)
                File.WriteAllBytes(file, Encoding.Latin1.GetBytes(moved));
        }
    }
}
