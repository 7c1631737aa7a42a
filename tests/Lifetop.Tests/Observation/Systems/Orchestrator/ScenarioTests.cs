using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;
using static Lifetop.Tests.Support.Make;

namespace Lifetop.Tests.Observation.Systems.Orchestrator;

/// <summary>The failures that the orchestrator's document numbers, as far as they are about seeing a project.</summary>
public sealed class ScenarioTests : IDisposable
{
    private readonly OrchestratorWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void O1_Of_nine_anchors_those_of_the_dead_are_stale_and_the_one_of_a_live_Claude_is_not()
    {
        string[] stale = [.. Names("anchor stale")];
        Assert.Equal(Enumerable.Range(999999981, 7).Select(static pid => $"active-session-{pid}"), stale);
        var judged = _world.The(_world.Anchor(OrchestratorWorld.Claude));
        Assert.Equal(("anchor live", _world.Process(OrchestratorWorld.Claude).Pid), (judged.Verdict.NativeState!, judged.Worker.Root!.Value.Pid));
        Assert.Equal("Coordinate release", judged.Worker.Declaration!.Task);
        Assert.Contains("PA main, 4be1c0de-1111-4222-8333-444455556666", _world.Evidence(judged.Worker.Name), StringComparison.Ordinal);
        Assert.Contains("is its Claude", _world.Evidence("PA main"), StringComparison.Ordinal);
        Assert.Equal("stale anchor, its Claude is gone", _world.The("active-session-999999981").Verdict.Note);
    }

    [Fact]
    public void O3_and_O4_A_pid_that_is_somebody_elses_or_a_younger_Claudes_is_reused_and_never_its_process()
    {
        foreach (int pid in (int[])[OrchestratorWorld.Other, OrchestratorWorld.Younger])
        {
            var judged = _world.The(_world.Anchor(pid));
            Assert.Equal(("anchor stale (reused)", Lifecycle.Zombie), (judged.Verdict.NativeState!, judged.Verdict.State));
            Assert.Empty(judged.Worker.Members);
        }
        Assert.Contains("not claude", _world.Evidence(_world.Anchor(OrchestratorWorld.Other)), StringComparison.Ordinal);
        Assert.Contains("started after the record was written", _world.Evidence(_world.Anchor(OrchestratorWorld.Younger)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_Claude_that_is_gone_leaves_its_anchor_stale_and_one_that_writes_it_again_lives()
    {
        string anchor = _world.Anchor(OrchestratorWorld.Claude);
        Assert.Equal("anchor live", _world.The(anchor).Verdict.NativeState);
        _world.Process(OrchestratorWorld.Claude).Kill();
        _world.Engine.See(OrchestratorWorld.Prefix + anchor, "anchor stale");
        using var claude = RealProcess.Start("bash", "-c", "exec -a claude sleep 1000");
        string again = $"active-session-{claude.Pid}";
        _world.Time.Now += Seconds(6);
        _world.Project.Write(OrchestratorWorld.State + again, "5a890000-0000-4000-8000-000000000010\n", _world.Time.Now);
        _world.Engine.See(OrchestratorWorld.Prefix + again, "anchor live");
        Assert.Contains("SA-89s", _world.Evidence(again), StringComparison.Ordinal);
        // Another session in the same Claude, written over in place.
        _world.Time.Now += Seconds(6);
        File.WriteAllText(_world.Project.File(OrchestratorWorld.State + again), "5aee0000-0000-4000-8000-000000000014");
        File.SetLastWriteTimeUtc(_world.Project.File(OrchestratorWorld.State + again), _world.Time.Now.UtcDateTime);
        _world.Engine.See(_ => _world.Evidence(again).Contains("SA-suspect-expired", StringComparison.Ordinal), "the other session");
        Assert.Equal("anchor live", _world.The(again).Verdict.NativeState);
    }

    [Fact]
    public void O12_A_session_departs_after_90_seconds_is_gone_after_120_and_exactly_so_old_it_is_not()
    {
        Assert.Equal("live", _world.The("SA-89s").Verdict.NativeState);
        Assert.Equal(("departing", Lifecycle.Stalled), (_world.The("SA-91s").Verdict.NativeState!, _world.The("SA-91s").Verdict.State));
        _world.Time.Now += Seconds(1);
        _world.Engine.Look();
        Assert.Equal("live", _world.The("SA-89s").Verdict.NativeState);
        _world.Time.Now += Seconds(30);
        _world.Engine.Look();
        Assert.Equal("departing", _world.The("SA-89s").Verdict.NativeState);
        _world.Time.Now += Seconds(0.5);
        _world.Engine.Look();
        var gone = _world.The("SA-91s");
        Assert.Equal(("gone", Lifecycle.Completed), (gone.Verdict.NativeState!, gone.Verdict.State));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 12, 0, 29, TimeSpan.Zero), gone.Verdict.Since);
    }

    [Fact]
    public void O13_A_Claude_that_does_not_hear_its_server_is_to_be_reconnected()
    {
        var judged = _world.The("SA-cut");
        Assert.Equal(("unreachable", Lifecycle.Stalled, "reconnect the plugin in Claude (/mcp)"), (judged.Verdict.NativeState!, judged.Verdict.State, judged.Verdict.Suggestion!));
        Assert.Contains("says that its Claude does not hear it, since 3m20s ago", _world.Evidence("SA-cut"), StringComparison.Ordinal);
        Assert.Contains("other sessions say client_transport_suspect", _world.Evidence("SA-cut"), StringComparison.Ordinal);
        Assert.Equal("live", _world.The("SA-suspect-expired").Verdict.NativeState);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_transcript_that_grows_while_nothing_beats_keeps_a_session_from_being_gone(bool hyphen)
    {
        string project = _world.Project.Home.Replace('/', '-');
        string transcript = $".claude/projects/{(hyphen ? project : project.TrimStart('-'))}/5a600000-0000-4000-8000-000000000012.jsonl";
        Directory.CreateDirectory(Path.GetDirectoryName(_world.Home.File(transcript))!);
        _world.Home.Write(transcript, "{}\n", SampleTime.Start - Seconds(20));
        Assert.Equal(("unreachable", Lifecycle.Stalled), (_world.The("SA-10min").Verdict.NativeState!, _world.The("SA-10min").Verdict.State));
        Assert.Contains("its transcript was written after that", _world.Evidence("SA-10min"), StringComparison.Ordinal);
        _world.Time.Now += Seconds(101);
        _world.Engine.See(OrchestratorWorld.Prefix + "SA-10min", "gone");
    }

    [Fact]
    public void A_session_that_beats_though_no_Claude_is_at_it_is_named_a_phantom_and_stays_live()
    {
        Assert.Equal("live", _world.The("SA-89s").Verdict.NativeState);
        Assert.StartsWith("phantom sibling?", _world.The("SA-89s").Verdict.Note, StringComparison.Ordinal);
        Assert.DoesNotContain("phantom", _world.Evidence("PA main"), StringComparison.Ordinal);
    }

    [Fact]
    public void Type_owner_task_and_server_are_those_of_registry_and_log()
    {
        var declaration = _world.The("SA-89s").Worker.Declaration!;
        Assert.Equal(("subordinate", "PA main", "Docs"), (declaration.Type!, declaration.Owner!.Name, declaration.Task!));
        Assert.Equal(("prime", (OwnerClaim?)null), (_world.The("PA main").Worker.Declaration!.Type!, _world.The("PA main").Worker.Declaration!.Owner));
        Assert.Contains("pid 777777783 by mcp-lifecycle.log", _world.Evidence("PA main"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_whose_log_just_stops_was_killed_unless_it_still_lives()
    {
        using var server = RealProcess.Start("bash", "-c", "exec -a bun sleep 1000");
        string log = ".claude/orchestrator/mcp-lifecycle.log";
        _world.Home.Write(log, _world.Home.Read(log) + $"[orchestrator] alive at=2026-11-21T12:00:30.000Z pid={server.Pid} uptime_sec=30 session_id=5a890000-0000-4000-8000-000000000010\n");
        Assert.Contains("and no shutdown after that, and it is gone; last alive 1h", Killed(999999989), StringComparison.Ordinal);
        Assert.Null(_world.Engine.Find("orchestrator/server-999999990"));
        Assert.Null(_world.Engine.Find($"orchestrator/server-{server.Pid}"));
        server.Kill();
        _world.Time.Now += Seconds(6);
        _world.Engine.See($"orchestrator/server-{server.Pid}", "killed (in log)");
        // It said that it goes, after all; only what was appended is read.
        File.AppendAllText(_world.Home.File(log), $"[orchestrator] shutdown triggered=stdin-end at=2026-11-21T12:00:31.000Z pid={server.Pid} uptime_sec=31 session_id=x\n");
        _world.Time.Now += Seconds(6);
        _world.Engine.See(engine => engine.Find($"orchestrator/server-{server.Pid}")?.Verdict.NativeState is null, "no killed one");
        // Cut, as servers do it when it is long.
        File.WriteAllText(_world.Home.File(log), "[orchestrator] --- log rotated (>2097152B) at=2026-11-21T12:00:40.000Z ---\n");
        _world.Time.Now += Seconds(6);
        _world.Engine.See(engine => engine.Find("orchestrator/server-999999989")?.Worker.Declaration?.System is null || engine.Roster.Workers.All(static one => one.Verdict.NativeState != "killed (in log)"), "nobody killed");
    }

    [Fact]
    public void A_database_in_WAL_mode_beside_which_nobody_lives_gets_no_file_and_shows_what_its_log_holds()
    {
        string database = _world.Project.File(OrchestratorWorld.Channel), saved = _world.Project.Folder.File("saved");
        Assert.Null(Lifetop.Platform.SqliteLibrary.Load());
        Directory.CreateDirectory(saved);
        using (var server = new SqliteConnection($"Data Source={database};Pooling=False"))
        {
            server.Open();
            Run(server, "PRAGMA journal_mode=WAL; UPDATE sessions SET last_heartbeat_at='2026-11-21T11:59:59.000Z' WHERE name='SA-91s'");
            // As it lies after a crash: no closing has moved the log into the file.
            foreach (string part in (string[])["", "-wal"])
                File.Copy(database + part, Path.Combine(saved, "agent_channel.db" + part));
        }
        foreach (string part in (string[])["", "-wal"])
            File.Copy(Path.Combine(saved, "agent_channel.db" + part), database + part, overwrite: true);
        string before = Listing(Path.GetDirectoryName(database)!);
        Assert.Equal("live", _world.The("SA-91s").Verdict.NativeState);
        Assert.Equal(before, Listing(Path.GetDirectoryName(database)!));
    }

    [Fact]
    public void A_registry_that_a_server_writes_is_followed()
    {
        using var server = new SqliteConnection($"Data Source={_world.Project.File(OrchestratorWorld.Channel)};Pooling=False");
        Assert.Null(Lifetop.Platform.SqliteLibrary.Load());
        server.Open();
        Run(server, "PRAGMA journal_mode=WAL");
        Assert.Equal("departing", _world.The("SA-91s").Verdict.NativeState);
        Run(server, "UPDATE sessions SET last_heartbeat_at='2026-11-21T12:00:05.000Z' WHERE name='SA-91s'; DELETE FROM sessions WHERE name='SA-10min'");
        _world.Time.Now += Seconds(6);
        _world.Engine.See(OrchestratorWorld.Prefix + "SA-91s", "live");
        Assert.NotEqual("gone", _world.Engine.Find(OrchestratorWorld.Prefix + "SA-10min")?.Verdict.NativeState);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_registry_that_was_just_made_has_nobody_in_it_and_is_no_gap(bool hasOtherTables)
    {
        _world.Project.Write(OrchestratorWorld.Channel, "");
        if (hasOtherTables)
        {
            Assert.Null(Lifetop.Platform.SqliteLibrary.Load());
            using var server = new SqliteConnection($"Data Source={_world.Project.File(OrchestratorWorld.Channel)};Pooling=False");
            server.Open();
            Run(server, "CREATE TABLE offsets (id INTEGER)");
        }
        Assert.Null(_world.Engine.Find(OrchestratorWorld.Prefix + "PA main"));
        Assert.Equal("anchor live", _world.The(_world.Anchor(OrchestratorWorld.Claude)).Verdict.NativeState);
        Assert.DoesNotContain(_world.Engine.Roster.Gaps, static gap => gap.Source == "orchestrator");
    }

    [Fact]
    public void In_a_mixed_fleet_the_older_registry_adds_those_the_newer_does_not_have()
    {
        _world.Project.Write(OrchestratorWorld.State + "agent-channel/sessions.json", """
            [ { "session_id": "4be1c0de-1111-4222-8333-444455556666", "name": "older word", "last_heartbeat_at": "2026-11-21T11:00:00.000Z" },
              { "session_id": "01d", "id8": "01d", "name": "SA-91s", "role": "subordinate", "last_heartbeat_at": "2026-11-21T11:59:50.000Z", "refs": [ { "x": 1 } ] }, 7, {} ]
            """);
        Assert.Null(_world.Engine.Find(OrchestratorWorld.Prefix + "older word"));
        Assert.Equal("live", _world.The("PA main").Verdict.NativeState);
        Assert.Equal("live", _world.The("SA-91s#01d").Verdict.NativeState);
    }

    [Fact]
    public void A_project_is_found_around_a_running_process_and_by_the_log()
    {
        using var process = RealProcess.StartIn(_world.Project.Home, null, "sleep", "1000");
        using (var engine = new SampleEngine(_world.Places with { RootsOf = static _ => [] }, _world.Time))
            Assert.Equal("live", engine.The(OrchestratorWorld.Prefix + "PA main").Verdict.NativeState);
        process.Kill();
        _world.Home.Write(".claude/orchestrator/mcp-lifecycle.log", $"[orchestrator] MCP server starting - version=0.68.0 pid=999999989 session_id=s project_dir={_world.Project.Home} role=prime\n");
        using var logged = new SampleEngine(_world.Places with { RootsOf = static _ => [] }, _world.Time);
        Assert.Equal("live", logged.The(OrchestratorWorld.Prefix + "PA main").Verdict.NativeState);
    }

    [Fact]
    public void The_owner_tokens_of_a_registry_are_not_kept()
    {
        foreach (var judged in _world.Engine.Roster.Workers)
        {
            var said = new List<object?> { judged, judged.Worker.Declaration, judged.Verdict };
            said.AddRange(judged.Verdict.Evidence);
            said.AddRange(judged.Verdict.Residue);
            Assert.DoesNotContain("inst-", string.Join('\n', said), StringComparison.Ordinal);
        }
    }

    private string[] Names(string word) => [.. _world.Engine.Roster.Workers.Where(one => one.Verdict.NativeState == word).Select(static one => one.Worker.Name).Order(StringComparer.Ordinal)];

    private string Killed(int pid) => SampleEngine.Evidence(_world.Engine.See($"orchestrator/server-{pid}", "killed (in log)"), _world.Time.Now);

    private static string Listing(string folder) => string.Join('\n', Directory.GetFiles(folder).Order().Select(static file => $"{file} {Convert.ToHexString(File.ReadAllBytes(file))}"));

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
