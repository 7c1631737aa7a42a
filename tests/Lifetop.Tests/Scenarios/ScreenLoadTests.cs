using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Platform;
using Lifetop.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;
using Xunit.Abstractions;

namespace Lifetop.Tests.Scenarios;

/// <summary>The screen beside many workers, many sessions, and somebody who holds the registry.</summary>
[Trait("Measures", "cost")]
public sealed class ScreenLoadTests(ITestOutputHelper report) : ScreenScenario
{
    private const int Sessions = 100, Seconds = 8;

    [NeedsStraceFact]
    public void A_look_takes_at_most_one_tmux_process_for_each_server()
    {
        Lifetop.Configure("""{ "sources": { "process": { "enabled": false } } }""");
        var tmux = StartTmux("s0", "sleep", "1000");
        for (int i = 1; i < Sessions; i++)
            tmux.Tmux("new-session", "-d", "-s", $"s{i}", "sleep 1000");
        string trace = Lifetop.Folder.File("trace");
        using var pty = new Pty(80, 24);
        pty.Start(["strace", "-f", "-qq", "-s", "200", "-e", "trace=execve", "-e", "signal=none", "-o", trace, LifetopProgram.Executable], With(), Lifetop.Home);
        pty.Until(static screen => ScreenRows.Place(screen.Text) is { All: >= Sessions }, "all sessions", TimeSpan.FromSeconds(60));
        var clocks = new HashSet<string>();
        int begun = ListingsIn(trace, tmux.Socket);
        pty.Until(
            screen =>
            {
                clocks.Add(screen.Row(2)[^8..]);
                return clocks.Count > Seconds;
            },
            "some seconds",
            TimeSpan.FromSeconds(60));
        int listings = ListingsIn(trace, tmux.Socket) - begun;
        report.WriteLine($"{listings} listings in {clocks.Count} steps of the clock");
        // Nothing happens there, so it is looked at once a second or less.
        Assert.True(begun > 0);
        Assert.InRange(listings, 0, Seconds + 2);
        // What stands on the screens is read ahead once, so that the first list knows who asks.
        Assert.InRange(File.ReadLines(trace).Count(line => line.Contains(tmux.Socket, StringComparison.Ordinal) && !line.Contains("list-panes", StringComparison.Ordinal)), 0, 1);
        pty.Type("q");
        pty.WaitForEnd(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Frames_go_on_while_another_holds_the_registry_and_what_happened_is_recorded_afterwards()
    {
        var worker = Start("sleep", "1000");
        Declare("subject", worker);
        Assert.Equal("running", List()["manifest/subject"].State);
        using var pty = Open();
        pty.Until(static screen => ScreenRows.Find(screen.Text, "subject") is { State: "running" }, "the worker");
        using (var holder = Registry())
        {
            Execute(holder, "BEGIN IMMEDIATE");
            worker.Kill();
            pty.Until(static screen => ScreenRows.Find(screen.Text, "subject") is { State: "zombie" }, "its end, unrecorded");
            var clocks = new HashSet<string>();
            pty.Until(
                screen =>
                {
                    clocks.Add(screen.Row(2)[^8..]);
                    return clocks.Count > 3;
                },
                "frames go on");
            pty.Type("?");
            pty.UntilShows("type to search");
            pty.Type("\e");
            pty.Until(static screen => !screen.Shows("type to search"), "the list");
            Assert.Equal("0", Ask(holder, "SELECT count(*) FROM transitions WHERE to_state = 'zombie'"));
            Execute(holder, "ROLLBACK");
        }
        Eventually.True(() => Ask("SELECT count(*) FROM transitions WHERE to_state = 'zombie'") == "1", "recorded once the lock is gone");
        pty.Type("q");
        pty.UntilShows("code 0");
    }

    [Fact]
    public void A_log_of_endless_zeros_takes_little_and_that_is_given_back_when_it_is_left()
    {
        const long Slack = 12 << 20, Most = 60 << 20;
        string log = Lifetop.Folder.Write("log", "");
        using (var file = File.OpenWrite(log))
            file.SetLength(10L << 30);
        File.AppendAllText(log, "\nlast words\n");
        Declare("writer", Start("sleep", "1000"), $"\"log\": \"{log}\"");
        using var pty = Open();
        pty.UntilShows("writer");
        int lifetop = ChildOf(pty.Pid);
        long before = OwnMemory(lifetop);
        pty.Type("l");
        pty.UntilShows("last words");
        pty.Type("g");
        pty.Until(static screen => !screen.Shows("last words") && screen.Shows("␀␀␀"), "its first lines");
        Assert.True(OwnMemory(lifetop) > before + Slack, "a log that takes nothing has nothing to give back");
        Assert.InRange(OwnMemory(lifetop) - before, 0, Most);
        for (int page = 0; page < 40; page++)
        {
            pty.Type("\e[6~");
            pty.Read();
        }
        pty.Type("G");
        pty.UntilShows("last words");
        Assert.InRange(OwnMemory(lifetop) - before, 0, Most);
        pty.Type("q");
        pty.Until(static screen => ScreenRows.Find(screen.Text, "writer") is not null, "the list");
        Eventually.True(() => { pty.Read(); return OwnMemory(lifetop) < before + Slack; }, "the memory is given back");
        pty.Type("q");
        pty.UntilShows("code 0");
    }

    [Fact]
    public void Memory_stays_flat_beside_five_hundred_workers_that_come_and_go()
    {
        const int Workers = 500, Warm = 40, Looks = 200;
        Configure("\"interval\": \"100ms\"");
        var processes = Enumerable.Range(0, 5).Select(_ => Start("sleep", "1000")).ToList();
        for (int i = 0; i < Workers; i++)
            Declare($"w{i}", processes[i % processes.Count], $"\"task\": \"task {i}\"");
        using var pty = Open(120, 36);
        int program = ChildOf(pty.Pid);
        int changes = 0;
        void Change(int count)
        {
            for (int i = 0; i < count; i++, changes++)
            {
                string task = string.Create(CultureInfo.InvariantCulture, $"changed {changes} times");
                Declare("w0", processes[0], $"\"task\": \"{task}\"");
                pty.UntilShows(task);
            }
        }
        pty.Type("sn");
        Change(Warm);
        long before = OwnMemory(program);
        Change(Looks);
        long after = OwnMemory(program);
        report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{before / 1048576.0:0.0} MB after {Warm} changes, {after / 1048576.0:0.0} MB after {Looks} more"));
        Assert.InRange(after - before, long.MinValue, 10 << 20);
    }

    private static int ListingsIn(string trace, string socket)
        => File.ReadLines(trace).Count(line => line.Contains("execve(", StringComparison.Ordinal) && line.Contains(socket, StringComparison.Ordinal) && line.Contains("list-panes", StringComparison.Ordinal));

    private string Ask(string query)
    {
        using var connection = Registry();
        return Ask(connection, query);
    }

    private SqliteConnection Registry()
    {
        Assert.Null(SqliteLibrary.Load());
        var connection = new SqliteConnection($"Data Source={Lifetop.StateFolder}/registry.db;Mode=ReadWrite;Pooling=False");
        connection.Open();
        return connection;
    }

    private static string Ask(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }

    private static void Execute(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
