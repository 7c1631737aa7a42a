using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Processes, panes and pid files made workers by hand, and let go of again.</summary>
public sealed class AdoptScenarioTests
{
    [Fact]
    public void Takes_a_process_with_all_that_is_said_of_it()
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        string log = lifetop.Folder.Write("log", "hello\n");

        var adopted = lifetop.Run("adopt", "--pid", Text(worker.Pid), "--name", "web", "--kind", "daemon", "--type", "http", "--task", "serve", "--log", log, "--worktree", lifetop.Home);

        Assert.Equal(0, adopted.ExitCode);
        var row = lifetop.List()["lifetop/web"];
        Assert.Equal(("running", worker.Pid, "daemon", "http", "serve", log, lifetop.Home), (row.State, row.Pid, row.Kind, row.Text("type"), row.Text("task"), row.Text("log"), row.Text("worktree")));
        Assert.Equal(["hello"], lifetop.Run("logs", "web").Lines);
        Assert.Equal(0, lifetop.Run("show", $"pid:{worker.Pid}").ExitCode);
        Assert.Equal(0, lifetop.Run("adopt", "--pid", Text(worker.Pid), "--name", "web", "--kind", "daemon", "--type", "http", "--task", "serve", "--log", log, "--worktree", lifetop.Home).ExitCode);
    }

    [Fact]
    public void Survives_the_loss_of_memory_and_is_dropped_by_forget_alone()
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        Assert.Equal(0, lifetop.Run("adopt", "--pid", Text(worker.Pid), "--name", "web").ExitCode);

        File.Delete(lifetop.MemoryFile);
        Assert.Equal(worker.Pid, lifetop.List()["lifetop/web"].Pid);
        Assert.Equal(0, lifetop.Run("forget", "web").ExitCode);
        Assert.Null(lifetop.List().Find("lifetop/web"));
        File.Delete(lifetop.MemoryFile);
        Assert.Null(lifetop.List().Find("lifetop/web"));

        Assert.False(worker.HasEnded);
        Assert.Equal(3, lifetop.Run("forget", "web").ExitCode);
        Assert.Contains("lifetop/web", lifetop.Run("history").Output);
    }

    [Fact]
    public void Takes_neither_a_name_nor_a_process_from_a_living_worker()
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        using var another = RealProcess.Start("sleep", "1000");
        Assert.Equal(0, lifetop.Run("adopt", "--pid", Text(worker.Pid), "--name", "web").ExitCode);

        var taken = lifetop.Run("adopt", "--pid", Text(another.Pid), "--name", "web");
        Assert.Equal(4, taken.ExitCode);
        Assert.Contains("taken", taken.Errors);
        var twice = lifetop.Run("adopt", "--pid", Text(worker.Pid), "--name", "second");
        Assert.Equal(4, twice.ExitCode);
        Assert.Contains("lifetop/web", twice.Errors);
        Assert.Equal(worker.Pid, lifetop.List()["lifetop/web"].Pid);

        worker.Kill();
        Assert.Equal(0, lifetop.Run("adopt", "--pid", Text(another.Pid), "--name", "web").ExitCode);
        Assert.Equal(another.Pid, lifetop.List()["lifetop/web"].Pid);
    }

    [Fact]
    public void Takes_a_pane_by_its_id()
    {
        using var lifetop = new LifetopProgram();
        using var tmux = lifetop.Tmux();
        tmux.Start("main", "sleep", "1000");
        string id = tmux.Tmux("list-panes", "-a", "-F", "#{pane_id}");

        Assert.Equal(3, lifetop.Run("adopt", "--pane", "%99", "--name", "lead").ExitCode);
        lifetop.Environment["TMUX"] = $"{tmux.Socket},{tmux.ServerPid},0";
        var adopted = lifetop.Run("adopt", "--pane", id, "--name", "lead", "--kind", "agent");

        Assert.True(adopted.ExitCode == 0, adopted.ToString());
        var row = lifetop.List()["lifetop/lead"];
        Assert.Equal(("running", id, "main"), (row.State, row.PaneId, row.Session));
        Assert.DoesNotContain(lifetop.List().Workers, other => other.Source == "tmux" && other.PaneId == id && other.Session == "main");
    }

    [Fact]
    public void Takes_the_process_of_a_pid_file_unless_it_is_another_by_now()
    {
        using var lifetop = new LifetopProgram();
        using var worker = RealProcess.Start("sleep", "1000");
        string fresh = lifetop.Folder.Write("fresh.pid", $"{worker.Pid}\n");
        string old = lifetop.Folder.Write("old.pid", $"{worker.Pid}\n");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-1));
        string wrong = lifetop.Folder.Write("wrong.pid", "-1\n");

        var reused = lifetop.Run("adopt", "--pidfile", old, "--name", "old");
        Assert.Equal(4, reused.ExitCode);
        Assert.Contains("another process", reused.Errors);
        Assert.Equal(4, lifetop.Run("adopt", "--pidfile", wrong).ExitCode);
        Assert.Equal(3, lifetop.Run("adopt", "--pidfile", lifetop.Folder.File("none.pid")).ExitCode);
        Assert.Empty(lifetop.List("--filter", "src:lifetop").Workers);
        Assert.Equal(0, lifetop.Run("adopt", "--pidfile", fresh).ExitCode);
        Assert.Equal(worker.Pid, lifetop.List()["lifetop/fresh"].Pid);
    }

    [Fact]
    public void Refuses_what_is_no_process_of_its_own()
    {
        using var lifetop = new LifetopProgram();
        Assert.Equal(3, lifetop.Run("adopt", "--pid", "2147483647", "--name", "none").ExitCode);
        Assert.Equal(3, lifetop.Run("adopt", "--pid", "0", "--name", "none").ExitCode);
        Assert.Equal(2, lifetop.Run("adopt", "--pid", "-1", "--name", "none").ExitCode);
        Assert.Equal(2, lifetop.Run("adopt", "--name", "none").ExitCode);
        Assert.Equal(2, lifetop.Run("adopt", "--pid", "1", "--pane", "%0", "--name", "none").ExitCode);
        if (KernelThread() is { } kernel)
        {
            var refused = lifetop.Run("adopt", "--pid", Text(kernel), "--name", "kernel");
            Assert.Equal(4, refused.ExitCode);
            Assert.Contains("kernel thread", refused.Errors);
        }
        using var parent = RealProcess.Start("python3", "-c", "import os,time\np=os.fork()\nif p==0: os._exit(0)\nopen('/proc/self/comm','w').write(str(p)); time.sleep(1000)");
        int child = 0;
        Eventually.True(() => int.TryParse(RealProcess.NameOf(parent.Pid), out child) && RealProcess.StateOf(child) == 'Z', "a dead child that nobody waits for");
        var dead = lifetop.Run("adopt", "--pid", Text(child), "--name", "dead");
        Assert.Equal(4, dead.ExitCode);
        Assert.Contains("dead", dead.Errors);
        Assert.Empty(lifetop.List("--filter", "src:lifetop").Workers);
    }

    private static int? KernelThread()
    {
        foreach (string folder in Directory.GetDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), out int pid) && RealProcess.ParentOf(pid) == 2)
                return pid;
        return null;
    }

    private static string Text(int pid) => pid.ToString(CultureInfo.InvariantCulture);
}
