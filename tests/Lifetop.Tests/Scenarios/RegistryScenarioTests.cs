using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Lifetop.Tests.Registry;
using Lifetop.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>The released program with a registry that is missing, foreign, damaged, full, locked, newer, or killed at work.</summary>
[Trait("Waits", "long")]
public sealed class RegistryScenarioTests
{
    [Fact]
    public void Keeps_its_files_to_itself_whatever_the_umask()
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        lifetop.Environment["XDG_STATE_HOME"] = lifetop.Folder.File("new/state");

        // A registry held open by somebody shows the log and the shared memory too.
        Assert.Equal(0, lifetop.RunUnder(["sh", "-c", "umask 000; exec \"$@\"", "sh"], Adopting(worker, "first")).ExitCode);

        string folder = lifetop.Folder.File("new/state/lifetop");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        using var held = Open(folder + "/registry.db", SqliteOpenMode.ReadWrite);
        Execute(held, "BEGIN");
        Execute(held, "SELECT count(*) FROM workers");
        Assert.Equal(0, lifetop.RunUnder(["sh", "-c", "umask 000; exec \"$@\"", "sh"], "forget", "first").ExitCode);
        string[] files = Directory.GetFiles(folder);
        foreach (string name in (string[])["registry.db", "memory.json", "registry.db-wal"])
            Assert.Contains(files, file => Path.GetFileName(file) == name);
        foreach (string file in files)
            Assert.True((File.GetUnixFileMode(file) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) == 0, $"{file} {File.GetUnixFileMode(file)}");
    }

    [Fact]
    public void Survives_being_killed_at_any_moment_of_recording()
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        var random = new Random(20261121);
        var acknowledged = new List<string>();
        for (int round = 0; round < 25; round++)
        {
            string name = $"a{round}";
            using (var other = RealProcess.Start("sleep", "1000"))
            {
                using var recording = new Follower(lifetop, Adopting(other, name));
                var clock = Stopwatch.StartNew();
                var moment = TimeSpan.FromMilliseconds(random.Next(20, 250));
                Eventually.IsTrue(() => recording.HasEnded || clock.Elapsed >= moment);
                if (!recording.HasEnded)
                    RealProcess.Signal(recording.Pid, "KILL");
                Eventually.True(() => recording.HasEnded, "it ends");
                // What it said is done must be there, even if it was killed right after.
                if (Eventually.IsTrue(() => recording.Output.Contains("adopted", StringComparison.Ordinal), TimeSpan.FromMilliseconds(50)))
                    acknowledged.Add("lifetop/" + name);
                var list = lifetop.List();
                Assert.True(acknowledged.Count == 0 || acknowledged[^1] != "lifetop/" + name || list[acknowledged[^1]].IsAlive, $"round {round}: {list}");
            }
            if (File.Exists(lifetop.StateFolder + "/registry.db"))
                Assert.Equal("ok", Ask(lifetop, "PRAGMA integrity_check"));
        }

        File.Delete(lifetop.MemoryFile);
        var after = lifetop.List();
        foreach (string key in acknowledged)
            Assert.NotNull(after.Find(key));
        Assert.Equal(0, lifetop.Run(Adopting(worker, "last")).ExitCode);
        Assert.Equal("ok", Ask(lifetop, "PRAGMA integrity_check"));
    }

    [Fact]
    public void What_one_left_that_was_killed_while_it_wrote_is_taken_away_by_the_next_that_records()
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        using var other = RealProcess.Start("sleep", "1000");
        Assert.Equal(0, lifetop.Run(Adopting(worker, "first")).ExitCode);
        string half = lifetop.MemoryFile + ".2147483647-1", livings = $"{lifetop.MemoryFile}.{worker.Pid}-1";
        File.WriteAllText(half, "{");
        File.WriteAllText(livings, "{");
        lifetop.WriteManifest("w", $$"""{ "key": "w", "pid": {{other.Pid}}, "start_ticks": {{other.StartTicks}} }""");

        Assert.NotNull(lifetop.List().Find("manifest/w"));

        Assert.Equal((false, true), (File.Exists(half), File.Exists(livings)));
    }

    [Fact]
    public void Is_begun_once_by_eight_that_start_together()
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        lifetop.WriteManifest("w", $$"""{ "key": "w", "pid": {{worker.Pid}}, "start_ticks": {{worker.StartTicks}} }""");

        var runs = AtOnce(8, _ => lifetop.Run("ls"));

        Assert.All(runs, static run => Assert.True(run.ExitCode == 0 && run.Errors.Length == 0, run.ToString()));
        Assert.Equal("ok", Ask(lifetop, "PRAGMA integrity_check"));
        Assert.Equal("1", Ask(lifetop, "SELECT count(*) FROM transitions t JOIN workers w ON w.id=t.worker WHERE w.key='manifest/w'"));
        Assert.DoesNotContain(Directory.GetFiles(lifetop.StateFolder), static file => file.Contains("corrupt", StringComparison.Ordinal));
    }

    [Fact]
    public void Keeps_what_eight_adopt_together()
    {
        using var lifetop = new LifetopProgram();
        var workers = Enumerable.Range(0, 8).Select(static _ => RealProcess.Start("sleep", "1000")).ToArray();
        try
        {
            var runs = AtOnce(workers.Length, i => lifetop.Run(Adopting(workers[i], $"w{i}")));

            Assert.All(runs, static run => Assert.True(run.ExitCode == 0, run.ToString()));
            var fromMemory = lifetop.List();
            File.Delete(lifetop.MemoryFile);
            var fromRegistry = lifetop.List();
            for (int i = 0; i < workers.Length; i++)
            {
                Assert.Equal("running", fromMemory[$"lifetop/w{i}"].State);
                Assert.Equal(workers[i].Pid, fromRegistry[$"lifetop/w{i}"].Pid);
            }
        }
        finally
        {
            foreach (var worker in workers)
                worker.Dispose();
        }
    }

    [Fact]
    public void Gives_a_name_that_eight_adopt_under_together_to_one_of_them()
    {
        using var lifetop = new LifetopProgram();
        var workers = Enumerable.Range(0, 8).Select(static _ => RealProcess.Start("sleep", "1000")).ToArray();
        try
        {
            var runs = AtOnce(workers.Length, i => lifetop.Run(Adopting(workers[i], "same")));

            int won = Assert.Single(Enumerable.Range(0, runs.Length), i => runs[i].ExitCode == 0);
            Assert.All(runs, run => Assert.True(run == runs[won] || run.ExitCode == 4, run.ToString()));
            Assert.Equal(workers[won].Pid, lifetop.List()["lifetop/same"].Pid);
        }
        finally
        {
            foreach (var worker in workers)
                worker.Dispose();
        }
    }

    [Theory]
    [InlineData("workers")]
    [InlineData("songs")]
    public void Says_of_a_database_of_something_else_what_to_do_with_it(string table)
    {
        using var lifetop = new LifetopProgram();
        MakeState(lifetop);
        using (var foreign = new SqliteConnection($"Data Source={lifetop.StateFolder}/registry.db;Pooling=False"))
        {
            foreign.Open();
            ProgramRegistry.Ask(foreign, $"CREATE TABLE {table}(name)");
        }

        var doctor = lifetop.Run("doctor");

        Assert.True(doctor.ExitCode == 1, doctor.ToString());
        Assert.Matches(@"registry +.*registry\.db is a database of something else; move it away", doctor.Output);
        Assert.DoesNotContain("no such table", doctor.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Sets_garbage_aside_under_a_dated_name_and_says_so()
    {
        using var lifetop = new LifetopProgram();
        MakeState(lifetop);
        var garbage = new byte[10_000];
        new Random(1).NextBytes(garbage);
        File.WriteAllBytes(lifetop.StateFolder + "/registry.db", garbage);

        var first = lifetop.Run("ls");
        var second = lifetop.Run("ls");

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Contains("set aside as", first.Errors);
        string kept = Assert.Single(Directory.GetFiles(lifetop.StateFolder, "registry.db.corrupt-20*"));
        Assert.Equal(garbage, File.ReadAllBytes(kept));
        Assert.DoesNotContain("damaged", second.Errors);
        Assert.Equal("ok", Ask(lifetop, "PRAGMA integrity_check"));

        using var worker = RealProcess.Start("sleep", "1000");
        File.WriteAllBytes(lifetop.StateFolder + "/registry.db", garbage);
        var adopted = lifetop.Run(Adopting(worker, "w"));
        Assert.Equal(0, adopted.ExitCode);
        Assert.Contains("set aside as", adopted.Errors);
        Assert.Equal("running", lifetop.List()["lifetop/w"].State);
    }

    [Fact]
    public void Whoever_stays_finds_a_page_that_is_damaged_in_the_middle_and_begins_anew()
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        Assert.Equal(0, lifetop.Run(Adopting(worker, "w")).ExitCode);
        Tell(lifetop, "PRAGMA wal_checkpoint(TRUNCATE)");
        long page = long.Parse(Ask(lifetop, "SELECT rootpage FROM sqlite_master WHERE name='steps'")!, CultureInfo.InvariantCulture);
        int size = int.Parse(Ask(lifetop, "PRAGMA page_size")!, CultureInfo.InvariantCulture);
        using (var file = File.OpenWrite(lifetop.StateFolder + "/registry.db"))
        {
            file.Seek((page - 1) * size, SeekOrigin.Begin);
            file.Write(Enumerable.Repeat((byte)0xFF, size).ToArray());
        }

        Assert.Contains("start lifetop watch: it sets the file aside", lifetop.Run("doctor").Output, StringComparison.Ordinal);

        using var stream = lifetop.Watch();
        stream.Until("lifetop/w", static one => one.State == "running", "running");
        worker.Kill();

        Eventually.True(() => Directory.GetFiles(lifetop.StateFolder, "registry.db.corrupt-20*").Length == 1, "the damaged one set aside");
        Eventually.True(
            () => Ask(lifetop, "SELECT count(*) FROM sqlite_master WHERE name='workers'") == "1" && Ask(lifetop, "SELECT count(*) FROM workers WHERE key='lifetop/w'") == "1",
            "what is known told to the new one");
        Assert.Equal("ok", Ask(lifetop, "PRAGMA integrity_check"));
    }

    [Theory]
    [InlineData("ls")]
    [InlineData("adopt")]
    [InlineData("forget")]
    public void Keeps_what_people_decided_when_the_registry_is_damaged(string first)
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        using var another = RealProcess.Start("sleep", "1000");
        Assert.Equal(0, lifetop.Run(Adopting(worker, "w")).ExitCode);
        using var third = RealProcess.Start("sleep", "1000");
        Assert.Equal(0, lifetop.Run(Adopting(another, "gone")).ExitCode);
        Tell(lifetop, "UPDATE workers SET protected=1, snoozed_until=4102444800000 WHERE key='lifetop/w'");
        lifetop.Run("ls");
        File.WriteAllBytes(lifetop.StateFolder + "/registry.db", new byte[10_000]);
        foreach (string part in (string[])["-wal", "-shm"])
            File.Delete(lifetop.StateFolder + "/registry.db" + part);

        var run = lifetop.Run(first switch { "ls" => ["ls"], "adopt" => Adopting(third, "more"), _ => ["forget", "gone"] });

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("set aside as", run.Errors);
        for (int look = 0; look < 2; look++)
        {
            var list = ListWithRegistry(lifetop);
            Assert.Equal(("running", true), (list["lifetop/w"].State, list["lifetop/w"].Json.GetProperty("protected").GetBoolean()));
            Assert.NotNull(list["lifetop/w"].Text("snoozed_until"));
            Assert.Equal(first != "forget", list.Find("lifetop/gone") is not null);
            Assert.Equal("1 1", Ask(lifetop, "SELECT (declared IS NOT NULL)||' '||protected FROM workers WHERE key='lifetop/w'"));
            File.Delete(lifetop.MemoryFile);
        }
    }

    [Fact]
    public void A_spawn_says_that_it_set_the_damaged_one_aside_and_recorded_what_it_did()
    {
        using var lifetop = new LifetopProgram();
        using var tmux = lifetop.Tmux();
        lifetop.WriteWhole("state/lifetop/registry.db", new string('x', 10_000));

        var run = lifetop.Run("spawn", "--name", "w", "--", "sleep", "1000");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Matches(@"the registry was damaged; it was set aside as \S+registry\.db\.corrupt-\d{8}-\d{6} and a new one begun", run.Errors);
        Assert.DoesNotContain("nothing was recorded", run.Errors);
        Assert.Equal("1", Ask(lifetop, "SELECT count(*) FROM workers WHERE key='lifetop/w' AND declared IS NOT NULL"));
    }

    [Theory]
    [InlineData("adopt")]
    [InlineData("forget")]
    [InlineData("reap")]
    public void Keeps_what_people_decided_when_the_registry_was_removed_by_hand(string first)
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        using var another = RealProcess.Start("sleep", "1000");
        using var third = RealProcess.Start("sleep", "1000");
        string manifest = lifetop.WriteManifest("m", $$"""{ "key": "m", "pid": {{third.Pid}}, "start_ticks": {{third.StartTicks}} }""");
        Assert.Equal(0, lifetop.Run(Adopting(worker, "w")).ExitCode);
        Assert.Equal(0, lifetop.Run(Adopting(another, "gone")).ExitCode);
        foreach (string verb in (string[])["protect", "snooze"])
            Assert.Equal(0, lifetop.Run(verb, "manifest/m").ExitCode);
        foreach (string part in (string[])["", "-wal", "-shm"])
            File.Delete(lifetop.StateFolder + "/registry.db" + part);

        using var more = RealProcess.Start("sleep", "1000");
        var run = lifetop.Run(first switch { "adopt" => Adopting(more, "more"), "forget" => ["forget", "gone"], _ => ["reap", "gone", "--yes"] });

        Assert.True(run.ExitCode == 0, run.ToString());
        for (int look = 0; look < 2; look++)
        {
            var list = ListWithRegistry(lifetop);
            Assert.Equal("running", list["lifetop/w"].State);
            Assert.Equal(first == "forget", list.Find("lifetop/gone") is null);
            Assert.True(list["manifest/m"].Json.GetProperty("protected").GetBoolean());
            Assert.NotNull(list["manifest/m"].Text("snoozed_until"));
            File.Delete(lifetop.MemoryFile);
        }
        Assert.Equal("ok", Ask(lifetop, "PRAGMA integrity_check"));
        Assert.True(File.Exists(manifest));
    }

    /// <summary>A look waits 200 ms for the registry and goes on without it: on a machine that is busy enough, the next one has it.</summary>
    private static ProgramResult ListWithRegistry(LifetopProgram lifetop)
    {
        ProgramResult? list = null;
        Eventually.True(() => !(list = lifetop.List()).Gaps.Any(static gap => gap.StartsWith("registry:", StringComparison.Ordinal)), "a look with the registry");
        return list!; // the condition has set it
    }

    [Fact]
    public void Writes_nothing_about_garbage_when_told_to_write_nothing()
    {
        using var lifetop = new LifetopProgram();
        MakeState(lifetop);
        File.WriteAllText(lifetop.StateFolder + "/registry.db", new string('x', 9000));
        string before = Snapshot(lifetop);

        var list = lifetop.Run("ls", "--read-only", "--json");

        Assert.Equal(0, list.ExitCode);
        Assert.Contains(list.Gaps, static gap => gap.Contains("damaged", StringComparison.Ordinal));
        Assert.Equal(before, Snapshot(lifetop));
    }

    [Fact]
    public void Takes_an_empty_file_for_a_new_registry()
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        MakeState(lifetop);
        File.WriteAllText(lifetop.StateFolder + "/registry.db", "");
        File.SetUnixFileMode(lifetop.StateFolder + "/registry.db", (UnixFileMode)0x1A4); // 0644

        Assert.Equal(0, lifetop.Run(Adopting(worker, "w")).ExitCode);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(lifetop.StateFolder + "/registry.db"));

        Assert.Empty(Directory.GetFiles(lifetop.StateFolder, "*corrupt*"));
        Assert.Equal("1", Ask(lifetop, "SELECT count(*) FROM workers WHERE declared IS NOT NULL"));
        Assert.Equal("", lifetop.Run("ls").Errors);
    }

    [Fact]
    public void Only_reads_what_a_newer_lifetop_wrote()
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        Assert.Equal(0, lifetop.Run(Adopting(worker, "w")).ExitCode);
        Tell(lifetop, "PRAGMA user_version=99");

        var list = lifetop.Run("ls", "--json");
        Assert.Equal((0, "running"), (list.ExitCode, list["lifetop/w"].State));
        var forget = lifetop.Run("forget", "w");
        Assert.Equal(4, forget.ExitCode);
        Assert.Contains("newer lifetop", forget.Errors);
        Assert.Contains("newer lifetop", lifetop.Run("doctor").Output);

        Assert.Equal("99", Ask(lifetop, "PRAGMA user_version"));
        Assert.Empty(Directory.GetFiles(lifetop.StateFolder, "*corrupt*"));
        Assert.Equal("1", Ask(lifetop, "SELECT count(*) FROM workers WHERE declared IS NOT NULL"));
    }

    [Fact]
    public void Prints_at_once_while_another_holds_the_lock_and_says_what_it_could_not_do()
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        using var another = RealProcess.Start("sleep", "1000");
        Assert.Equal(0, lifetop.Run(Adopting(worker, "w")).ExitCode);
        lifetop.WriteManifest("new", $$"""{ "key": "new", "pid": {{another.Pid}}, "start_ticks": {{another.StartTicks}} }""");
        using var holder = Open(lifetop.StateFolder + "/registry.db", SqliteOpenMode.ReadWrite);
        Execute(holder, "BEGIN IMMEDIATE");

        // The moment of the last byte and of the end, in ms, as its reader sees them.
        const string timing = "import os,subprocess,sys,time\nt=time.monotonic();p=subprocess.Popen(sys.argv[1:],stdout=subprocess.PIPE,stderr=subprocess.PIPE)\nlast=0\nwhile b:=os.read(p.stdout.fileno(),65536): last=time.monotonic()\ne=p.stderr.read().decode();p.wait()\nprint(int((last-t)*1000),int((time.monotonic()-t)*1000),p.returncode);print(e)";
        var result = lifetop.RunUnder(["python3", "-c", timing], "ls");

        string[] times = result.Lines[0].Split(' ');
        int printed = int.Parse(times[0]), ended = int.Parse(times[1]);
        Assert.Equal("0", times[2]);
        Assert.True(ended - printed is > 700 and < 2500, $"it waited {ended - printed} ms after printing");
        Assert.Contains("nothing was recorded", result.Output);
        Assert.Contains("busy", result.Output);
        var action = lifetop.Run("forget", "w");
        Assert.Equal(4, action.ExitCode);
        Assert.Contains("busy", action.Errors);
        Execute(holder, "ROLLBACK");
        Assert.Equal("", lifetop.Run("ls").Errors);
        Assert.Equal("1", Ask(lifetop, "SELECT count(*) FROM workers WHERE key='manifest/new'"));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("torn")]
    [InlineData("foreign")]
    [InlineData("huge")]
    [InlineData("a FIFO")]
    [InlineData("a link")]
    public void Gives_the_same_rows_without_a_usable_memory(string how)
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        using var gone = RealProcess.Start("sleep", "1000");
        Assert.Equal(0, lifetop.Run(Adopting(worker, "here")).ExitCode);
        Assert.Equal(0, lifetop.Run(Adopting(gone, "gone")).ExitCode);
        gone.Kill();
        string Rows() => string.Join('\n', lifetop.List("--filter", "src:lifetop").Workers.Select(static w => $"{w.Key} {w.State} {w.Pid} {w.Text("since")}"));
        lifetop.Run("ls");
        string before = Rows();
        Assert.Contains("lifetop/here running", before);

        string memory = lifetop.MemoryFile;
        byte[] content = File.ReadAllBytes(memory);
        File.Delete(memory);
        switch (how)
        {
            case "torn":
                File.WriteAllBytes(memory, content[..(content.Length / 2)]);
                break;
            case "foreign":
                File.WriteAllText(memory, "{}");
                Assert.Equal(0, lifetop.RunUnder(["sh", "-c", "chown 65534 \"$0\"; exec \"$@\"", memory], "version").ExitCode);
                break;
            case "huge":
                using (var file = File.Create(memory))
                    file.SetLength(1L << 30);
                break;
            case "a FIFO":
                _ = StateSandbox.MakeFifo(memory, 0x180);
                break;
            case "a link":
                File.CreateSymbolicLink(memory, lifetop.Folder.Write("elsewhere", "not mine"));
                break;
        }

        Assert.Equal(before, Rows());
        // The copy is good again, and what a link led to is as it was.
        Assert.Equal(before, Rows());
        Assert.StartsWith("{", File.ReadAllText(memory), StringComparison.Ordinal);
        Assert.Null(new FileInfo(memory).LinkTarget);
        if (how == "a link")
            Assert.Equal("not mine", File.ReadAllText(lifetop.Folder.File("elsewhere")));
    }

    private static ProgramResult[] AtOnce(int count, Func<int, ProgramResult> run)
    {
        var results = new ProgramResult[count];
        var threads = Enumerable.Range(0, count).Select(i => new Thread(() => results[i] = run(i))).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        return results;
    }

    private static string[] Adopting(RealProcess worker, string name) => ["adopt", "--pid", worker.Pid.ToString(), "--name", name];

    private static void MakeState(LifetopProgram lifetop) =>
        Directory.CreateDirectory(lifetop.StateFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private static string Snapshot(LifetopProgram lifetop) =>
        string.Join('\n', Directory.GetFiles(lifetop.StateFolder).Order(StringComparer.Ordinal).Select(static file => $"{file} {new FileInfo(file).Length} {File.GetLastWriteTimeUtc(file):O}"));

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        Assert.Null(Lifetop.Platform.SqliteLibrary.Load());
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static object? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static string? Ask(LifetopProgram lifetop, string sql)
    {
        using var connection = Open(lifetop.StateFolder + "/registry.db", SqliteOpenMode.ReadWrite);
        return Convert.ToString(Execute(connection, sql), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static void Tell(LifetopProgram lifetop, string sql) => Ask(lifetop, sql);
}
