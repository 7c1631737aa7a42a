using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Doctor says which agent systems were found where, how, and where the others were looked for.</summary>
public sealed class DoctorSystemsTests : Scenario
{
    public DoctorSystemsTests() => Lifetop.Environment["HOME"] = Lifetop.Folder.File("person");

    [Fact]
    public void Names_each_folder_that_was_found_with_how_and_with_its_workers()
    {
        Lifetop.Folder.Write("person/.multiclaude/state.json", """{ "repos": { "r": { "tmux_session": "mc-r", "agents": { "fox": { "type": "worker", "tmux_window": "fox", "pid": 0, "created_at": "2026-11-21T10:00:00Z" } } } } }""");
        Lifetop.Folder.Write("named/every-code-worker/worker.pid", "12345");
        Lifetop.Folder.Write("told/coordination/worker-specs/active/worker-fix-1.json", """{ "worker_id": "worker-fix-1", "status": "pending", "created_at": "2026-11-21T05:00:00-0600" }""");
        string project = Path.GetDirectoryName(Path.GetDirectoryName(Lifetop.Folder.Write("project/.orchestrator-state/active-session-999999981", "s")))!;
        StartIn(project, "sleep", "1000");
        Lifetop.Environment["COMMIT_RELAY_HOME"] = Lifetop.Folder.File("told");
        Lifetop.Configure($$"""{ "sources": { "every-code": { "roots": ["{{Lifetop.Folder.File("named")}}"] } } }""");

        var doctor = Lifetop.Run("doctor");

        Assert.Matches($@"ok +multiclaude +{Folder}/person/\.multiclaude \(default\): 2 workers", doctor.Output);
        Assert.Matches($@"ok +every-code +{Folder}/named \(config\): 1 worker\n", doctor.Output);
        Assert.Matches($@"ok +commit-relay +{Folder}/told \(environment\): 1 worker\n", doctor.Output);
        Assert.Matches($@"ok +orchestrator +{project} \(running process\): 1 worker\n", doctor.Output);
        Assert.Matches($@"ok +agent-relay +not found: looked in .*{Folder}/person/\.agent-relay, the .*folders? in which processes run", doctor.Output);
        var found = Lifetop.Run("doctor", "--json").Json.GetProperty("systems").EnumerateArray().Single(static system => system.GetProperty("name").GetString() == "commit-relay").GetProperty("found").EnumerateArray().Single();
        Assert.Equal((Lifetop.Folder.File("told"), "environment", 1), (found.GetProperty("path").GetString(), found.GetProperty("by").GetString(), found.GetProperty("workers").GetInt32()));
    }

    [Fact]
    public void Says_where_none_was_found_and_which_are_not_looked_for()
    {
        Lifetop.Configure("""{ "sources": { "orchestrator": { "enabled": false } } }""");
        var doctor = Lifetop.Run("doctor", "--json");
        string[] says = [.. doctor.Json.GetProperty("checks").EnumerateArray().Select(static check => $"{check.GetProperty("what").GetString()} {check.GetProperty("health").GetString()} {check.GetProperty("says").GetString()}")];
        Assert.Contains($"multiclaude ok not found: looked in {Folder}/person/.multiclaude", says);
        Assert.Contains("orchestrator ok not looked for: sources.orchestrator.enabled is false", says);
        var systems = doctor.Json.GetProperty("systems").EnumerateArray().ToArray();
        Assert.Equal(5, systems.Length);
        Assert.All(systems, static system => Assert.Equal(0, system.GetProperty("found").GetArrayLength()));
        Assert.Equal(JsonValueKind.False, systems.Single(static system => system.GetProperty("name").GetString() == "orchestrator").GetProperty("enabled").ValueKind);
    }
}
