using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Lifetop.Platform;
using Lifetop.Tests.Observation.Systems;
using Lifetop.Tests.Observation.Systems.Orchestrator;
using Lifetop.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>The whole program beside an orchestrator: the sample tree with its times moved to now, real Claudes and servers, a database that somebody has open.</summary>
public sealed class OrchestratorScenarioTests : Scenario
{
    private const string Prefix = "orchestrator/home/";
    private readonly SampleTree _project, _home;

    public OrchestratorScenarioTests()
    {
        Assert.Null(SqliteLibrary.Load());
        _project = Own(new SampleTree(OrchestratorWorld.System, "project"));
        _home = Own(new SampleTree(OrchestratorWorld.System, "home"));
        Lifetop.Environment["HOME"] = _home.Home;
        Lifetop.Configure($$"""{ "sources": { "orchestrator": { "roots": ["{{_project.Home}}"] } } }""");
    }

    private string Database => _project.File(OrchestratorWorld.Channel);

    private string Program(string name)
    {
        string path = _project.Folder.File($"plugins/orchestrator/0.68.0/{name}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        return path;
    }

    [Fact]
    public void O1_O3_O12_O13_Shows_its_verdicts_and_takes_only_a_stale_anchor_away_while_a_server_writes()
    {
        var claude = Start("bash", "-c", "exec -a claude sleep 1000");
        var stranger = Start("sleep", "1000");
        _project.With(OrchestratorWorld.Claude, claude.Pid).With(OrchestratorWorld.Other, stranger.Pid).Copy(dated: DateTimeOffset.UtcNow);
        _home.Copy();
        MoveTimesToNow();
        using var server = new SqliteConnection($"Data Source={Database};Pooling=False");
        server.Open();
        Execute(server, "PRAGMA journal_mode=WAL");
        Beat(server);
        var before = Files();

        var list = List();
        string all = list.Output + Lifetop.Run("ls", "--gone", "--json").Output;
        Assert.Equal(("live", "running"), (Native(list, "PA main"), list[Prefix + "PA main"].State));
        Assert.Equal("unreachable", Native(list, "SA-cut"));
        Assert.Equal("no", list[Prefix + "SA-cut"].SafeToRemove);
        Assert.Equal("live", Native(list, "SA-suspect-expired"));
        Assert.Equal("anchor live", Native(list, $"active-session-{claude.Pid}"));
        Assert.Equal("anchor stale (reused)", Native(list, $"active-session-{stranger.Pid}"));
        Assert.Equal("anchor stale", Native(list, "active-session-999999981"));
        Assert.Null(list.Find(Prefix + "SA-10min"));
        Assert.Contains("\"gone\"", all, StringComparison.Ordinal);
        Assert.Contains("killed (in log)", all, StringComparison.Ordinal);
        Assert.DoesNotContain("inst-", all, StringComparison.Ordinal);
        Assert.DoesNotContain(list.Gaps, static gap => gap.StartsWith("orchestrator", StringComparison.Ordinal));
        Assert.Equal(before, Files());

        string swept = Lifetop.Run("sweep", "--dry-run").Output;
        Assert.Contains("active-session-999999982", swept, StringComparison.Ordinal);
        Assert.DoesNotContain($"active-session-{claude.Pid}", swept, StringComparison.Ordinal);

        Beat(server);
        var reaped = Lifetop.Run("reap", "active-session-999999981", $"active-session-{stranger.Pid}", "--yes");
        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.False(stranger.HasEnded);
        Assert.False(claude.HasEnded);
        Beat(server);
        before.Remove(_project.File(OrchestratorWorld.State + "active-session-999999981"));
        before.Remove(_project.File(OrchestratorWorld.State + $"active-session-{stranger.Pid}"));
        Assert.Equal(before.Keys.Order(StringComparer.Ordinal), Files().Keys.Order(StringComparer.Ordinal));
        foreach (var (file, bytes) in Files())
            Assert.True(file.StartsWith(Database, StringComparison.Ordinal) || before[file] == bytes, file);
        Assert.Equal("ok", Ask(server, "PRAGMA integrity_check"));
        Assert.Equal("3", Ask(server, "SELECT count(*) FROM system_events"));
        Assert.Equal("cleaned", List()[Prefix + "active-session-999999981"].State);

        var restart = Lifetop.Run("restart", "PA main", "--yes");
        Assert.Equal(4, restart.ExitCode);
        Assert.Contains("reconnect the plugin in Claude", restart.Output + restart.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void O5_O8_A_server_without_a_Claude_is_an_orphan_at_the_second_sight_and_ended_by_its_name()
    {
        var server = Detach(null, "bash", "-c", $"exec -a bun tail -f '{Program("dist/server.js")}'");
        // Almost a Claude: its name holds that word, and what ends a name.
        string almost = Lifetop.Folder.File("my) claude (x");
        File.Copy("/bin/bash", almost);
        File.SetUnixFileMode(almost, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var parent = Start(almost, "-c", $"(exec -a bun tail -f '{Program("dist/server.js")}') & wait");
        Assert.Equal("my) claude (x", RealProcess.NameOf(parent.Pid));
        string key = $"orchestrator/server-{server.Pid}", below = $"orchestrator/server-{ChildOf(parent.Pid, "bun")}";
        Assert.Equal(("live", "live"), (Native(List(), key), Native(List(), below)));
        ListUntil(key, static worker => worker.State == "orphan", "an orphan", TimeSpan.FromSeconds(60));
        ListUntil(below, static worker => worker.State == "orphan", "an orphan", TimeSpan.FromSeconds(60));
        Assert.Equal("orphan server", Native(List(), key));
        Assert.DoesNotContain($"reap {key}", Lifetop.Run("sweep", "--dry-run").Output.Split("left")[0], StringComparison.Ordinal);
        var reaped = Lifetop.Run("reap", key, "--yes");
        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.True(server.HasEnded);
    }

    /// <summary>The server counts as the first of the chain, and a Claude as its eighth is the last that owns it.</summary>
    [Theory]
    [InlineData(6, true)]
    [InlineData(7, false)]
    public void O6_O7_A_server_is_of_a_Claude_that_is_the_eighth_of_its_chain_and_beyond_that_told_of_and_never_swept(int between, bool isOwned)
    {
        string chain = $"(exec -a bun tail -f \"{Program("dist/server.js")}\") & wait";
        for (int i = 0; i < between; i++)
            chain = $"bash -c {Quoted(chain)} & wait";
        var claude = Start("bash", "-c", $"exec -a claude bash -c {Quoted(chain)}");
        int server = claude.Pid;
        for (int i = 0; i <= between; i++)
            server = ChildOf(server, i < between ? "bash" : "bun");
        string key = $"orchestrator/server-{server}", anchor = $"active-session-{claude.Pid}";
        Directory.CreateDirectory(_project.File(OrchestratorWorld.State));
        _project.Write(OrchestratorWorld.State + anchor, "4be1c0de-1111-4222-8333-444455556666", DateTimeOffset.UtcNow);
        var list = List();
        Assert.Equal("anchor live", Native(list, anchor));
        if (isOwned)
        {
            Assert.Null(list.Find(key));
            var reaped = Lifetop.Run("reap", anchor, "--yes");
            Assert.True(reaped.ExitCode == 0, reaped.ToString());
            Assert.True(claude.HasEnded);
            Assert.True(RealProcess.StateOf(server) is null or 'Z');
            return;
        }
        Assert.Equal("live", Native(list, key));
        ListUntil(key, static worker => worker.State == "orphan", "an orphan", TimeSpan.FromSeconds(60));
        Assert.Equal("orphan server (no claude within 8)", Native(List(), key));
        var swept = Lifetop.Run("sweep", "--filter", "server", "--yes");
        Assert.True(swept.ExitCode == 0, swept.ToString());
        Assert.False(claude.HasEnded);
        Assert.False(RealProcess.StateOf(server) is null or 'Z');
    }

    [Fact]
    public void A_Claude_is_ended_with_its_server_and_the_sidecar_stays()
    {
        string sidecar = Program("sidecar/embed_server.py");
        var claude = Start("bash", "-c", $"exec -a claude bash -c '(exec -a bun tail -f \"{Program("dist/server.js")}\") & (exec -a python3 tail -f \"{sidecar}\") & wait'");
        int server = ChildOf(claude.Pid, "bun"), shared = ChildOf(claude.Pid, "python3");
        try
        {
            Directory.CreateDirectory(_project.File(OrchestratorWorld.State));
            string anchor = OrchestratorWorld.State + $"active-session-{claude.Pid}";
            _project.Write(anchor, "4be1c0de-1111-4222-8333-444455556666", DateTimeOffset.UtcNow);
            var list = List();
            Assert.Equal("anchor live", Native(list, $"active-session-{claude.Pid}"));
            Assert.Equal("live", Native(list, $"orchestrator/sidecar-{shared}"));
            Assert.Null(list.Find($"orchestrator/server-{server}"));
            var reaped = Lifetop.Run("reap", $"active-session-{claude.Pid}", "--yes");
            Assert.True(reaped.ExitCode == 0, reaped.ToString());
            Assert.True(claude.HasEnded);
            // Where nobody waits for orphans it stays as a zombie.
            Assert.True(RealProcess.StateOf(server) is null or 'Z');
            Assert.NotNull(RealProcess.StartTicksOf(shared));
            Assert.False(File.Exists(_project.File(anchor)));
            var refused = Lifetop.Run("reap", $"orchestrator/sidecar-{shared}", "--yes");
            Assert.Equal(4, refused.ExitCode);
            Assert.Contains("the sidecar that all of the orchestrator's servers share", refused.Output + refused.Errors, StringComparison.Ordinal);
            Assert.NotNull(RealProcess.StartTicksOf(shared));
        }
        finally
        {
            RealProcess.Signal(shared, "KILL");
        }
    }

    private static string? Native(ProgramResult list, string name)
        => list.Json.GetProperty("workers").EnumerateArray().Single(worker => worker.GetProperty("key").GetString() is { } key && (key == name || key == Prefix + name)).GetProperty("native_state").GetString();

    private static int ChildOf(int parent, string program)
    {
        int found = 0;
        Eventually.True(() => (found = Directory.EnumerateDirectories("/proc").Select(static folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int pid) ? pid : 0)
            .FirstOrDefault(pid => pid > 0 && RealProcess.ParentOf(pid) == parent && CommandOf(pid).StartsWith(program + "\0", StringComparison.Ordinal))) != 0, $"{program} runs");
        return found;
    }

    private static string CommandOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static string Quoted(string command) => $"'{command.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private void MoveTimesToNow()
    {
        var later = DateTimeOffset.UtcNow - SampleTime.Start;
        using (var database = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            database.Open();
            foreach (string column in (string[])["started_at", "last_heartbeat_at", "liveness_ts", "liveness_expires_at", "client_unreachable_since"])
                Execute(database, string.Create(CultureInfo.InvariantCulture, $"UPDATE sessions SET {column} = strftime('%Y-%m-%dT%H:%M:%fZ', {column}, '+{later.TotalSeconds} seconds') WHERE {column} IS NOT NULL"));
        }
        string log = _home.File(".claude/orchestrator/mcp-lifecycle.log");
        File.WriteAllText(log, Regex.Replace(File.ReadAllText(log), @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", time =>
            (DateTimeOffset.Parse(time.Value, CultureInfo.InvariantCulture) + later).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)));
    }

    private Dictionary<string, string> Files()
        => Directory.GetFiles(_project.Home, "*", SearchOption.AllDirectories).Concat(Directory.GetFiles(_home.Home, "*", SearchOption.AllDirectories))
            .ToDictionary(static path => path, static path => Convert.ToHexString(File.ReadAllBytes(path)));

    private static void Beat(SqliteConnection server)
        => Execute(server, "INSERT INTO system_events (event_type, from_session, to_session, ts, payload) VALUES ('beat', 'a', 'b', 'now', ''); UPDATE sessions SET last_heartbeat_at = strftime('%Y-%m-%dT%H:%M:%fZ') WHERE name = 'PA main'");

    private static string Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
