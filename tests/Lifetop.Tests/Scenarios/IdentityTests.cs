using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>A record and a number on it are not yet a process: who is taken for a worker, and who never is.</summary>
public sealed class IdentityTests : Scenario
{
    [Fact]
    public void Does_not_take_a_newcomer_for_the_one_whose_pid_file_it_wears()
    {
        var newcomer = Start("sleep", "1000");
        string pids = Path.Combine(Folder, "pids");
        string file = Lifetop.Folder.Write("pids/old.pid", newcomer.Pid.ToString(CultureInfo.InvariantCulture) + "\n");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-10));

        var worker = List("--dir", pids)["pidfile/old"];

        Assert.Equal("zombie", worker.State);
        Assert.Contains("reused", worker.Evidence, StringComparison.Ordinal);
        Assert.Contains(worker.Residue, left => left.Contains(file, StringComparison.Ordinal));
        Assert.DoesNotContain(worker.Residue, static left => left.StartsWith("process", StringComparison.Ordinal));
        Assert.NotEqual(newcomer.Pid, worker.Pid);
        Assert.False(newcomer.HasEnded);
    }

    [Fact]
    public void Does_not_take_the_next_bearer_of_a_pid_for_a_worker_it_knew()
    {
        var worker = Start("sleep", "1000");
        int pid = worker.Pid;
        Declare("reborn", worker);
        Assert.Equal(pid, List()["manifest/reborn"].Pid);
        worker.Kill();

        using var newcomer = PidBearer.Next(pid);
        if (newcomer is null)
        {
            // Without the right to choose pids a record of an earlier start is the same thing.
            var other = Start("sleep", "1000");
            Declare("reborn", other.Pid, other.StartTicks - 5000);
        }

        var after = List();
        Assert.True(after["manifest/reborn"].IsOver, after.ToString());
        Assert.DoesNotContain(after["manifest/reborn"].Residue, static left => left.StartsWith("process", StringComparison.Ordinal));
        Assert.True(newcomer?.HasEnded != true);
    }

    [Theory]
    [InlineData(-110, "pending")]
    [InlineData(-121, "zombie")]
    public void Waits_two_minutes_for_a_declared_worker_to_start(int writtenSeconds, string state)
    {
        string file = Declare("late", "");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddSeconds(writtenSeconds));

        var worker = List()["manifest/late"];

        Assert.Equal(state, worker.State);
        Assert.Null(worker.Pid);
        if (state == "zombie")
        {
            Assert.Contains("never started", worker.Evidence, StringComparison.Ordinal);
            Assert.Contains(worker.Residue, left => left.Contains(file, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Reads_pid_zero_as_not_started()
    {
        string file = Declare("zero", "\"pid\": 0");
        Assert.Equal("pending", List()["manifest/zero"].State);
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddSeconds(-121));
        var worker = List()["manifest/zero"];
        Assert.Equal("zombie", worker.State);
        Assert.Contains("never started", worker.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_a_child_that_nobody_waited_for_as_dead_and_names_the_parent()
    {
        var parent = Start("sh", RealProcess.ScriptPath("careless"));
        int child = int.Parse(parent.Output.ReadLine()!, CultureInfo.InvariantCulture);
        Eventually.True(() => RealProcess.StateOf(child) == 'Z', "the child is a zombie");
        Declare("unreaped", child, RealProcess.StartTicksOf(child)!.Value);

        var worker = List()["manifest/unreaped"];

        Assert.True(worker.IsOver, worker.ToString());
        Assert.Contains(parent.Pid.ToString(CultureInfo.InvariantCulture), worker.Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain(worker.Residue, static left => left.StartsWith("process", StringComparison.Ordinal));
        Assert.False(parent.HasEnded);
    }

    [Fact]
    public void Reads_right_past_a_name_that_looks_like_the_fields_behind_it()
    {
        string program = Path.Combine(Folder, "a) Z 1 (\n\u001b[2J");
        File.Copy("/bin/sleep", program);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var process = Start(program, "1000");
        Declare("odd", process);

        Assert.Equal("running", List()["manifest/odd"].State);
        foreach (string[] command in (string[][])[["ls"], ["ls", "-o", "wide"], ["show", "manifest/odd"], ["why", "manifest/odd"], ["ls", "--json"]])
        {
            var result = Lifetop.Run(command);
            Assert.Equal(0, result.ExitCode);
            Assert.DoesNotContain((byte)0x1b, result.Bytes);
            Assert.DoesNotContain((byte)0x1b, result.ErrorBytes);
        }
    }

    [Fact]
    public void Makes_one_short_row_of_a_command_line_without_end()
    {
        var process = Start(["sh", "-c", "sleep 1000; :", .. Enumerable.Repeat(new string('x', 10_000), 24)]);
        Declare("long", process);

        Assert.Equal("running", List()["manifest/long"].State);
        Assert.InRange(Lifetop.Run("show", "manifest/long").Bytes.Length, 1, 20_000);
        Assert.InRange(Lifetop.Run("ls", "manifest/long", "-o", "wide").Bytes.Length, 1, 20_000);
    }

    [Fact]
    public void Counts_a_process_in_the_worktree_whatever_link_the_record_went_through()
    {
        string real = Directory.CreateDirectory(Path.Combine(Folder, "real", "tree")).FullName;
        string neighbour = Directory.CreateDirectory(Path.Combine(Folder, "real", "tree-next")).FullName;
        File.CreateSymbolicLink(Path.Combine(Folder, "link"), Path.Combine(Folder, "real"));
        var root = Start("sleep", "1000");
        var inside = Detach(real, "sleep", "1001");
        Detach(neighbour, "sleep", "1002");
        Declare("linked", root, $"\"worktree\": \"{Folder}/link/tree\"");

        Assert.Equal(2, List()["manifest/linked"].Number("tree_size"));
        inside.Kill();
        Assert.Equal(1, List()["manifest/linked"].Number("tree_size"));
    }

    [Fact]
    public void Names_what_still_lives_in_the_worktree_of_a_dead_worker()
    {
        string tree = Directory.CreateDirectory(Path.Combine(Folder, "tree")).FullName;
        var root = Start("sleep", "1000");
        var server = Detach(tree, "sleep", "1001");
        Declare("left", root, $"\"worktree\": \"{tree}\"");
        List();
        root.Kill();

        var worker = List()["manifest/left"];
        Assert.Equal("zombie", worker.State);
        Assert.Contains(worker.Residue, left => left.Contains(server.Pid.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }
}
