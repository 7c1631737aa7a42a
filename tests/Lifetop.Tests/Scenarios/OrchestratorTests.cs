using System;
using System.IO;
using System.Linq;
using Lifetop.Tests.Observation.Systems;
using Lifetop.Tests.Observation.Systems.Orchestrator;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>The failures that the orchestrator's document numbers about its anchors and registries, seen and acted on by the whole program.</summary>
public sealed class OrchestratorTests : Scenario
{
    private string Project => Lifetop.Folder.File("project");

    public OrchestratorTests() => Configure(Project);

    [Fact]
    public void O2_O4_What_is_no_anchor_is_left_where_it_is_and_one_older_than_its_Claude_goes_without_it()
    {
        string[] others = ["active-session-abc", "active-session-0", "active-session--5", "active-session-12.tmp", "active-session-", "active-session"];
        foreach (string name in others)
            Anchor(name, DateTime.UtcNow.AddDays(-30));
        var claude = Start("bash", "-c", "exec -a claude sleep 1000");
        Eventually.True(() => RealProcess.NameOf(claude.Pid) == "sleep", "it runs");
        string reused = Anchor($"active-session-{claude.Pid}", DateTime.UtcNow.AddHours(-1));

        var list = List();
        Assert.Equal("anchor stale (reused)", list[$"orchestrator/project/active-session-{claude.Pid}"].NativeState);
        foreach (string name in others)
            Assert.Null(list.Find("orchestrator/project/" + name));
        var swept = Lifetop.Run("sweep", "--filter", "active-session", "--yes");

        Assert.True(swept.ExitCode == 0, swept.ToString());
        Assert.False(File.Exists(reused));
        Assert.False(claude.HasEnded);
        Assert.Equal(others.Order(StringComparer.Ordinal), Directory.GetFiles(Path.GetDirectoryName(reused)!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void O10_A_project_without_its_folder_is_none_and_no_error()
    {
        Directory.CreateDirectory(Project);
        var list = List();
        Assert.DoesNotContain(list.Gaps, static gap => gap.StartsWith("orchestrator", StringComparison.Ordinal));
        Assert.DoesNotContain("orchestrator/project/", list.Output, StringComparison.Ordinal);
        Assert.Matches("ok +orchestrator +", Lifetop.Run("doctor").Output);
    }

    [Theory]
    [InlineData("legacy", "PA")]
    [InlineData("legacy-array", "x")]
    [InlineData("db-0.30.35", "SA-old")]
    public void O11_O14_Registries_of_older_servers_are_read(string tree, string name)
    {
        using var project = new SampleTree(OrchestratorWorld.System, tree).Copy();
        Configure(project.Home);
        var before = Directory.GetFiles(project.Home, "*", SearchOption.AllDirectories).ToDictionary(static file => file, File.ReadAllBytes);
        var seen = Lifetop.Run("ls", "--gone", "--json");
        string[] names = [.. seen.Json.GetProperty("workers").EnumerateArray().Where(static one => one.GetProperty("source").GetString() == "orchestrator").Select(static one => one.GetProperty("name").GetString()!)];
        Assert.Contains(name, names);
        Assert.DoesNotContain(seen.Gaps, static gap => gap.StartsWith("orchestrator", StringComparison.Ordinal));
        Assert.Equal(before.Keys.Order(StringComparer.Ordinal), Directory.GetFiles(project.Home, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
        foreach (var (file, bytes) in before)
            Assert.Equal(bytes, File.ReadAllBytes(file));
    }

    [Fact]
    public void O15_An_anchor_that_a_new_Claude_has_written_since_the_question_stays()
    {
        string anchor = Anchor("active-session-999999981", DateTime.UtcNow.AddHours(-1));
        Lifetop.Environment["TERM"] = "xterm-256color";
        using var terminal = new Pty(120, 40);
        terminal.Start([LifetopProgram.Executable, "reap", "active-session-999999981"], Lifetop.Environment, Lifetop.Home);
        terminal.Until(static screen => screen.Shows("[y/N]"), "the question");
        File.WriteAllText(anchor, "another-session");
        terminal.Type("y\r");
        terminal.Until(static screen => screen.Shows("has changed since"), "why it stays");
        terminal.WaitForEnd();
        Assert.Equal("another-session", File.ReadAllText(anchor));
    }

    private string Anchor(string name, DateTime written)
    {
        string anchor = Lifetop.Folder.Write("project/.orchestrator-state/" + name, "4be1c0de-1111-4222-8333-444455556666");
        File.SetLastWriteTimeUtc(anchor, written);
        return anchor;
    }

    private void Configure(string root) => Lifetop.Configure($$"""{ "sources": { "orchestrator": { "roots": ["{{root}}"] } } }""");
}
