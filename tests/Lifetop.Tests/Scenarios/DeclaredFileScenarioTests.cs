using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Manifests and pid files that are torn, odd, or bait: what is listed, and what is never touched.</summary>
public sealed class DeclaredFileScenarioTests
{
    [Fact]
    public void Shows_a_torn_manifest_as_unknown_with_nothing_to_do_about_it_and_then_right()
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        string whole = $$"""{ "key": "w", "pid": {{worker.Pid}}, "start_ticks": {{worker.StartTicks}}, "task": "work" }""";
        string path = lifetop.WriteManifest("w", whole);
        Assert.Equal("running", lifetop.List()["manifest/w"].State);

        File.WriteAllText(path, whole[..(whole.Length / 2)]);
        var torn = lifetop.List();
        // Its file says who it is; the memory of it does, whatever the file is called by now.
        var row = Assert.Single(torn.Workers, static worker => worker.Source == "manifest");
        Assert.Equal("unknown", row.State);
        Assert.Equal("unknown", row.SafeToRemove);
        Assert.Null(row.Text("suggested_action"));
        Assert.Empty(row.Residue);
        Assert.Contains(torn.Gaps, gap => gap.StartsWith("manifest: " + path, StringComparison.Ordinal));

        File.WriteAllText(path, whole);
        var right = lifetop.List();
        Assert.Equal(("running", worker.Pid), (right["manifest/w"].State, right["manifest/w"].Pid!.Value));
        Assert.DoesNotContain(right.Gaps, static gap => gap.StartsWith("manifest", StringComparison.Ordinal));
        Assert.Single(right.Workers, static worker => worker.Source == "manifest");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"key\": \"im")]
    public void What_was_caught_half_written_at_its_first_look_leaves_nothing_once_it_is_whole(string half)
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        lifetop.WriteManifest("import", half);
        lifetop.WriteManifest("taken-back", half);
        Assert.Equal(["unknown", "unknown"], lifetop.List("--filter", "src:manifest").Workers.Select(static row => row.State));

        lifetop.WriteManifest("import", $$"""{ "key": "imported", "pid": {{worker.Pid}} }""");
        File.Delete(Path.Combine(lifetop.ManifestFolder, "taken-back.json"));

        Assert.Equal([("manifest/imported", "running")], lifetop.List("--filter", "src:manifest").Workers.Select(static row => (row.Key, row.State)));
    }

    [Fact]
    public void Two_pid_files_of_one_process_are_two_names_of_it_and_both_stay_while_it_lives()
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        using var scratch = new Scratch();
        string line = worker.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture) + "\n";
        string[] files = [scratch.Write("app.pid", line), scratch.Write("app-master.pid", line)];
        string folder = Path.GetDirectoryName(files[0])!;

        var row = Assert.Single(lifetop.List("--dir", folder).Workers, static one => one.Source == "pidfile");
        Assert.Equal(("running", worker.Pid), (row.State, row.Pid!.Value));
        foreach (string name in (string[])["pidfile/app", "pidfile/app-master"])
            Assert.Contains(row.Key, lifetop.Run("ls", name, "--dir", folder, "--output", "name").Output, StringComparison.Ordinal);
        Assert.Equal(0, lifetop.Run("sweep", "--yes", "--dir", folder).ExitCode);
        Assert.True(Array.TrueForAll(files, File.Exists) && !worker.HasEnded);

        RealProcess.Signal(worker.Pid, "KILL");
        worker.WaitForEnd();
        Assert.Equal(0, lifetop.Run("sweep", "--yes", "--dir", folder).ExitCode);
        Assert.DoesNotContain(files, File.Exists);
    }

    [Fact]
    public void Lists_the_good_manifests_whatever_lies_beside_them()
    {
        using var lifetop = new LifetopProgram();
        using var scratch = new Scratch();
        using var worker = RealProcess.Start("sleep", "1000");
        lifetop.WriteManifest("good", $$"""{ "key": "good", "pid": {{worker.Pid}}, "start_ticks": {{worker.StartTicks}} }""");
        string Place(string name) => Path.Combine(lifetop.ManifestFolder, name);
        string target = scratch.Write("target.json", """{ "key": "target" }""");
        File.CreateSymbolicLink(Place("link.json"), target);
        File.Move(scratch.Fifo("fifo"), Place("fifo.json"));
        Directory.CreateDirectory(Place("folder.json"));
        var random = new byte[100_000];
        new Random(3).NextBytes(random);
        File.WriteAllBytes(Place("binary.json"), random);
        File.WriteAllText(Place("deep.json"), "{\"key\":\"deep\",\"x\":" + new string('[', 100_000) + new string(']', 100_000) + "}");
        using (var huge = File.Create(Place("huge.json")))
            huge.SetLength(100 << 20);
        File.WriteAllText(Place("empty.json"), "");
        File.WriteAllText(Place("note.txt"), "no manifest");

        var list = lifetop.List("--filter", "src:manifest");

        Assert.True(list.Elapsed < TimeSpan.FromSeconds(5), list.Elapsed.ToString());
        Assert.Equal("running", list["manifest/good"].State);
        Assert.Null(list.Find("manifest/target"));
        Assert.Equal(8, list.Workers.Count);
        foreach (var bad in list.Workers.Where(static row => row.Key != "manifest/good"))
        {
            Assert.True(bad.State is "unknown" or "failed", bad.ToString());
            Assert.Null(bad.Pid);
        }
        Assert.Equal("""{ "key": "target" }""", File.ReadAllText(target));
        Assert.Equal(1, lifetop.Run("doctor").ExitCode);
    }

    [Fact]
    public void Says_what_is_wrong_with_a_torn_manifest_and_forgets_it_with_the_file()
    {
        using var lifetop = new LifetopProgram();
        string path = lifetop.WriteManifest("w", "{ \"key\": ");
        Assert.Equal("unknown", Assert.Single(lifetop.List("--filter", "src:manifest").Workers).State);
        Assert.Contains("not whole JSON", lifetop.Run("ls").Errors);
        File.WriteAllText(path, "{ \"key\": \"w\", \"x\":\n" + new string('[', 64) + new string(']', 64) + " }");
        Assert.Contains("nested too deeply (line 2; 64 levels are read)", lifetop.Run("ls").Errors);
        File.Delete(path);
        Assert.DoesNotContain(lifetop.List("--filter", "src:manifest").Workers, static row => row.IsAlive || row.State == "unknown");
    }

    [Fact]
    public void Calls_a_manifest_malformed_once_the_same_wrong_bytes_have_stood_for_long()
    {
        using var lifetop = new LifetopProgram();
        lifetop.WriteManifest("w", "{\n  \"key\": \"w\",\n  \"pid\": ");
        Assert.Equal("unknown", Assert.Single(lifetop.List("--filter", "src:manifest").Workers).State);

        lifetop.Configure("""{ "malformed_after": "1s" }""");
        ListedWorker? row = null;
        Eventually.True(() => (row = Assert.Single(lifetop.List("--filter", "src:manifest").Workers)).State != "unknown", "it is judged");
        Assert.Equal("failed", row!.State);
        Assert.Contains("not whole JSON (line 3), and the same for 1s", row.Evidence);
        Assert.Empty(row.Residue);
        Assert.DoesNotContain(lifetop.List().Gaps, static gap => gap.StartsWith("manifest", StringComparison.Ordinal));

        lifetop.Configure("{}");
        Assert.Equal("unknown", Assert.Single(lifetop.List("--filter", "src:manifest").Workers).State);
    }

    [Fact]
    public void Calls_a_manifest_malformed_on_the_stream_though_nobody_writes_it_again()
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        lifetop.Configure("""{ "malformed_after": "1s" }""");
        string path = lifetop.WriteManifest("w", $$"""{ "key": "w", "pid": {{worker.Pid}}, "start_ticks": {{worker.StartTicks}} }""");
        using var stream = lifetop.Watch();
        stream.Until("manifest/w", static row => row.State == "running", "runs");
        File.WriteAllText(path, "{");
        stream.Until("manifest/w", static row => row.State == "failed", "is malformed");
        Assert.Equal(["running", "unknown", "failed"], stream.Lines.Select(static line => line.Find("manifest/w")?.State).OfType<string>().Distinct());
        File.Delete(path);
    }

    [Fact]
    public void Takes_no_number_for_a_pid_that_is_none()
    {
        using var lifetop = new LifetopProgram();
        using var scratch = new Scratch();
        using var worker = RealProcess.Start("sleep", "1000");
        string target = scratch.Write("elsewhere/target", $"{worker.Pid}\n");
        string folder = Path.Combine(scratch.Root, "pids");
        (string Name, string Content)[] bad =
        [
            ("minus", "-1\n"), ("zero", "0\n"), ("above", "2147483648\n"), ("text", "sleep\n"), ("crlf", $"{worker.Pid}\r\n"),
            ("plus", $"+{worker.Pid}\n"), ("blank", $" {worker.Pid}\n"), ("two", $"{worker.Pid}\n{worker.Pid}\n"), ("leading", $"0{worker.Pid}\n"), ("hex", "0x10\n"),
        ];
        foreach (var (name, content) in bad)
            scratch.Write($"pids/{name}.pid", content);
        scratch.Write("pids/one.pid", "1\n");
        scratch.Write("pids/dead.pid", "2147483647");
        scratch.Write("pids/good.pid", $"{worker.Pid}");
        scratch.Link("pids/link.pid", target);
        scratch.Fifo("pids/fifo.pid");

        var list = lifetop.List("--dir", folder);

        foreach (var (name, _) in bad)
        {
            var row = list[$"pidfile/{name}"];
            Assert.Equal(("failed", null), (row.State, row.Pid));
            Assert.Contains("no pid in it", row.Evidence);
        }
        Assert.Equal("failed", list["pidfile/link"].State);
        Assert.Equal("failed", list["pidfile/fifo"].State);
        Assert.Equal("zombie", list["pidfile/dead"].State);
        Assert.Equal(("running", worker.Pid), (list["pidfile/good"].State, list["pidfile/good"].Pid!.Value));
        Assert.NotEqual("yes", list["pidfile/one"].SafeToRemove);
        Assert.Equal($"{worker.Pid}\n", File.ReadAllText(target));
        // A folder is meant as seen from where one is, and one that is not there is no empty one.
        Assert.NotNull(lifetop.RunUnder(["env", "-C", scratch.Root], "ls", "--json", "--dir", "pids").Find("pidfile/good"));
        Assert.Contains("no such folder", lifetop.Run("ls", "--dir", "/no/such/folder").Errors);
    }

    [Theory]
    [InlineData("""{ "sources": { "pidfile": { "globs": ["FOLDER/other/*.pid"] } } }""", null)]
    [InlineData("""{ "sources": { "manifest": { "enabled": false } } }""", "manifest/job")]
    [InlineData("""{ "sources": { "manifest": { "folder": "FOLDER/other" } } }""", "manifest/job")]
    public void Judges_nobody_by_a_file_that_it_was_not_told_to_look_at(string config, string? manifest)
    {
        using var lifetop = new LifetopProgram();
        string folder = lifetop.Folder.File("pids"), path = lifetop.Folder.Write("pids/mailer.pid", "2147483647");
        string key = manifest ?? "pidfile/mailer";
        if (manifest is not null)
            path = lifetop.WriteManifest("job", """{ "key": "job", "pid": 2147483647 }""");
        Assert.Equal("zombie", lifetop.List("--dir", folder)[key].State);

        lifetop.Configure(config.Replace("FOLDER", lifetop.Folder.Path, StringComparison.Ordinal));
        Assert.Null(lifetop.List().Find(key));
        Assert.DoesNotContain("blocked", lifetop.Run("history", "--limit", "100").Output);

        lifetop.Configure("{}");
        Assert.Equal("zombie", lifetop.List("--dir", folder)[key].State);
        File.Delete(path);
        Assert.NotEqual("zombie", lifetop.List()[key].State);
    }

    [Fact]
    public void Never_takes_a_younger_process_for_the_one_of_an_old_pid_file()
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        string path = lifetop.Folder.Write("pids/old.pid", $"{worker.Pid}\n");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-1));

        var row = lifetop.List("--dir", lifetop.Folder.File("pids"))["pidfile/old"];

        Assert.Equal("zombie", row.State);
        Assert.Contains("reused", row.Evidence, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(row.Residue, left => left.Contains(path, StringComparison.Ordinal));
        Assert.DoesNotContain(row.Residue, static left => left.StartsWith("process", StringComparison.Ordinal));
    }

    [Fact]
    public void Gives_every_field_of_the_documented_JSON_a_value_somewhere()
    {
        using var lifetop = new LifetopProgram();
        using var tmux = lifetop.Tmux();
        using var worker = RealProcess.StartIn(lifetop.Home, null, "python3", "-c", "import socket,time\ns=socket.socket();s.bind(('127.0.0.1',0));s.listen();time.sleep(1000)");
        tmux.Start("base");
        tmux.Tmux("set-option", "-g", "remain-on-exit", "on");
        tmux.Tmux("new-session", "-d", "-s", "killed", "sh", "-c", "kill -9 $$");
        tmux.Tmux("new-session", "-d", "-s", "alive", "sh", "-c", "echo here; sleep 1000; :");
        tmux.Tmux("new-session", "-d", "-s", "ended", "sh", "-c", "exit 3");
        string beat = lifetop.Folder.Write("beat", "");
        string log = lifetop.Folder.Write("log", "x\n");
        Directory.CreateDirectory(lifetop.Folder.File("tree"));
        lifetop.WriteManifest("all", JsonSerializer.Serialize(new
        {
            key = "all",
            kind = "agent",
            type = "coder",
            cwd = lifetop.Home,
            worktree = lifetop.Folder.File("tree"),
            log,
            branch = "topic",
            pid = worker.Pid,
            start_ticks = worker.StartTicks,
            owner = new { name = "boss", program = "boss" },
            heartbeat_file = beat,
            heartbeat_limit = "1h",
            task = "everything",
            summary = "so far",
            result_url = "https://example.org/1",
            priority = "high",
            tokens = new { allocated = 1000, used = 10 },
            health = 90,
            state = "thinking",
            states = new { thinking = "live" },
            restarts = 2,
        }));
        lifetop.WriteManifest("done", """{ "key": "done", "ended": { "exit_code": 7, "at": "2026-01-01T00:00:00Z" } }""");
        lifetop.List();
        Snooze(lifetop, "manifest/all");

        var list = lifetop.List();
        var filled = list.Workers.SelectMany(static row => row.Json.EnumerateObject())
            .Where(static field => field.Value.ValueKind is not JsonValueKind.Null && !(field.Value.ValueKind == JsonValueKind.Array && field.Value.GetArrayLength() == 0))
            .Select(static field => field.Name).ToHashSet();

        string[] documented =
        [
            "key", "name", "source", "kind", "state", "since", "state_age_seconds", "age_seconds", "pid", "start_ticks", "pane", "evidence", "residue",
            "safe_to_remove", "native_state", "ended", "type", "owner", "priority", "task", "result_url", "summary", "branch", "worktree", "cwd", "log",
            "heartbeat_age_seconds", "health_score", "idle_seconds", "attached", "tokens_allocated", "tokens_used", "cpu_percent", "rss_bytes", "tree_size",
            "ports", "restarts", "exit_code", "signal", "protected", "snoozed_until", "suggested_action",
        ];
        Assert.True(documented.All(filled.Contains), "never filled: " + string.Join(' ', documented.Except(filled)) + "\n" + list.Output);
        Assert.Equal(documented, list["manifest/all"].Json.EnumerateObject().Select(static field => field.Name).Where(documented.Contains));
        Assert.Equal(["schema", "time", "host", "watch", "gaps", "workers"], list.Json.EnumerateObject().Select(static field => field.Name));
        var pane = list.Workers.First(static row => row.PaneId is not null).Json.GetProperty("pane");
        foreach (string field in (string[])["server", "session", "window_id", "pane_id"])
            Assert.Equal(JsonValueKind.String, pane.GetProperty(field).ValueKind);
    }

    private static void Snooze(LifetopProgram lifetop, string key)
    {
        Assert.Null(Lifetop.Platform.SqliteLibrary.Load());
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={lifetop.StateFolder}/registry.db;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"UPDATE workers SET snoozed_until={DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds()} WHERE key='{key}'";
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
