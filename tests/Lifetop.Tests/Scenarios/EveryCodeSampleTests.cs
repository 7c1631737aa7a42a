using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Lifetop.Tests.Observation.Systems;
using Lifetop.Tests.Observation.Systems.EveryCode;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Every Code's sample tree with its times moved to now, seen by the whole program.</summary>
public sealed partial class EveryCodeSampleTests : Scenario
{
    [Fact]
    public void Shows_the_verdicts_of_its_document_and_no_line_of_its_log()
    {
        using var tree = new SampleTree(EveryCodeWorld.System, "fenced");
        string root = tree.File(EveryCodeWorld.State);
        var worker = Start("tail", "-f", "/dev/null", "--", "run", "launchplane", "every-code", "run", "--state-dir", root, "--workspace-root", tree.File("Developer"), "--tmux-binary", "tmux",
            "--interval-seconds", "60.0", "--service-url", "https://launchplane.example.invalid", "--worker-token-env", "LAUNCHPLANE_EVERY_CODE_WORKER_TOKEN", "--host", "dev-box");
        tree.With(EveryCodeWorld.WorkerPid, worker.Pid).Copy();
        Directory.CreateDirectory(Path.GetDirectoryName(root)!);
        Directory.Move(tree.File("state"), root);
        MoveTimesToNow(root);
        File.WriteAllText(root + "/every-code-worker/worker.log", "401 token=DO_NOT_SHOW\n");
        var tmux = StartTmux("other");
        foreach (string session in (string[])["acme-board-97-d78b8a8f38a15b58-f1", "acme-board-12-d78b8a8f38a15b59-f2", "acme-board-16-d78b8a8f38a15b5e-f4", "acme-site_github_io-3-d78b8a8f38a15b5d-f1"])
            tmux.Tmux("new-session", "-d", "-s", "every-code-every-code-" + session, "sh", "-c", "sleep 1000; :");
        Lifetop.Configure($$"""{ "sources": { "every-code": { "roots": ["{{root}}"] } } }""");
        Lifetop.Environment["LAUNCHPLANE_EVERY_CODE_HOST"] = "dev-box";

        var list = List();
        var gone = List("--gone");

        var states = list.Json.GetProperty("workers").EnumerateArray().Concat(gone.Json.GetProperty("workers").EnumerateArray())
            .Where(static one => one.GetProperty("source").GetString() == "every-code").DistinctBy(static one => one.GetProperty("key").GetString())
            .ToDictionary(static one => one.GetProperty("name").GetString()!, static one => $"{one.GetProperty("state").GetString()} {one.GetProperty("native_state").GetString()}");
        Assert.Equal("running worker up", states["worker"]);
        Assert.Equal("blocked ended, not reconciled", states["acme-board-9"]);
        Assert.Equal("running session live", states["acme-board-97"]);
        Assert.Equal("zombie terminal but open", states["acme-board-12"]);
        Assert.Equal("completed awaiting feedback, keep", states["acme-board-13"]);
        Assert.Equal("zombie residue", states["acme-board-14"]);
        Assert.Equal("unknown foreign", states["acme-board-15"]);
        Assert.Equal("running session live", states["acme-site.github.io-3"]);
        Assert.Equal("stalled session live, lease expired", states["acme-board-16"]);
        Assert.Equal("pending queued", states["acme-board-18"]);
        Assert.Equal("unknown unreadable", states["acme-board-19-torn"]);
        string key = list.Workers.Single(static one => one.Name == "acme-board-97").Key;
        foreach (string said in (string[])[list.Output, gone.Output, Lifetop.Run("why", key).Output, Lifetop.Run("why", "every-code/worker").Output, .. Directory.GetFiles(Lifetop.StateFolder).Select(File.ReadAllText)])
            Assert.DoesNotContain("DO_NOT_SHOW", said, StringComparison.Ordinal);
        worker.Kill();
        Assert.Contains("the service rejected its credentials", List()["every-code/worker"].Evidence, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"2026-\d\d-\d\dT\d\d:\d\d:\d\dZ")]
    private static partial Regex SampleMoment();

    private static void MoveTimesToNow(string root)
    {
        var later = DateTimeOffset.UtcNow - SampleTime.Start;
        foreach (string file in Directory.GetFiles(root, "*.json", SearchOption.AllDirectories).Append(root + "/every-code-worker/worker.pid"))
        {
            string text = Encoding.Latin1.GetString(File.ReadAllBytes(file));
            File.WriteAllBytes(file, Encoding.Latin1.GetBytes(SampleMoment().Replace(text, time => (DateTimeOffset.Parse(time.Value, CultureInfo.InvariantCulture) + later).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))));
        }
    }
}
