using System;
using System.Collections.Immutable;
using System.Linq;
using Lifetop.App;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Registry;
using Lifetop.Screens.Detail;
using Lifetop.Terminal;
using Lifetop.Tests.Registry;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.App;

public sealed class DetailHandlersTests
{
    private static readonly CommandLimits Limits = new(TimeSpan.FromSeconds(20), 1 << 20);

    private static DateTimeOffset Noon => StateSandbox.Noon;

    [Fact]
    public void History_comes_from_the_registry_newest_first()
    {
        using var sandbox = new StateSandbox();
        using (var registry = sandbox.Open())
        {
            StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Running, Noon), StateSandbox.Change("b", Lifecycle.Running, Noon));
            StateSandbox.Record(registry, Noon.AddMinutes(5), StateSandbox.Change("a", Lifecycle.Zombie, Noon.AddMinutes(4)));
        }
        using var handler = new HistoryHandler((out string missing) =>
        {
            missing = "";
            return sandbox.Open();
        }, TimeProvider.System);
        var read = Handled.By<HistoryRead>(handler, new ReadHistory("test:a"));
        Assert.Null(read.Trouble);
        Assert.Equal([Lifecycle.Zombie, Lifecycle.Running], read.Events.Select(one => one.To!.Value));
        Assert.All(read.Events, one => Assert.NotEmpty(one.When));
        Assert.Equal(Lifecycle.Running, read.Events[0].From);
    }

    [Fact]
    public void What_became_of_its_task_is_part_of_its_history()
    {
        using var sandbox = new StateSandbox();
        using (var registry = sandbox.Open())
        {
            StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Running, Noon));
            new TaskHistory(registry).Keep(new Lifetop.Actions.Steps.FinishedTask("a", "test:a", "test", "done") { Task = "fix it", Branch = "fix" }, Noon.AddMinutes(1), out _);
        }
        using var handler = new HistoryHandler((out string missing) =>
        {
            missing = "";
            return sandbox.Open();
        }, TimeProvider.System);
        var read = Handled.By<HistoryRead>(handler, new ReadHistory("test:a"));
        Assert.Equal(("task done: fix it; branch fix", "test"), (read.Events[0].Text, read.Events[0].By));
    }

    [Fact]
    public void An_unreadable_registry_is_said_and_a_missing_one_is_empty()
    {
        using var sandbox = new StateSandbox();
        int opened = 0;
        using var handler = new HistoryHandler((out string missing) =>
        {
            opened++;
            missing = "";
            return new RegistryFile(sandbox.Folder, TimeProvider.System) { ReadOnly = true };
        }, TimeProvider.System);
        Assert.Equal(0, opened);
        var none = Handled.By<HistoryRead>(handler, new ReadHistory("test:a"));
        Assert.True(none.Trouble is null && none.Events.IsEmpty);
        System.IO.Directory.CreateDirectory(sandbox.Folder.Path, System.IO.UnixFileMode.UserRead | System.IO.UnixFileMode.UserWrite | System.IO.UnixFileMode.UserExecute);
        System.IO.File.WriteAllText(sandbox.Folder.Registry, new string('x', 5000));
        Assert.Contains("damaged", Handled.By<HistoryRead>(handler, new ReadHistory("test:a")).Trouble, StringComparison.Ordinal);
        Assert.Equal(1, opened);
    }

    [Fact]
    public void No_place_for_a_registry_is_said()
    {
        using var handler = new HistoryHandler((out string missing) =>
        {
            missing = "HOME is not set";
            return null;
        }, TimeProvider.System);
        Assert.Equal("HOME is not set", Handled.By<HistoryRead>(handler, new ReadHistory("test:a")).Trouble);
    }

    [Fact]
    public void The_end_of_a_log_keeps_its_colours_and_nothing_else()
    {
        using var folder = new TempFolder();
        string log = folder.Write("w.log", "one\n\e[32mgreen\nplain \e]0;t\a\e[2Jend\n");
        using var handler = new LogEndHandler(TimeProvider.System);
        var read = Handled.By<LogEndRead>(handler, new ReadLogEnd("w", log, 2));
        Assert.Equal(["green", "plain end"], read.Lines.Select(line => line.Text));
        Assert.Equal(Color.Indexed(2), read.Lines[0].Runs[0].Style.Foreground);
        Assert.Equal(Style.Plain, read.Lines[1].Runs[0].Style);
        Assert.Contains("no such file", Handled.By<LogEndRead>(handler, new ReadLogEnd("w", folder.File("none"), 2)).Trouble, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Safety_asks_git_of_the_worktree_and_files_for_their_age()
    {
        using var folder = new TempFolder();
        string tree = folder.File("tree");
        System.IO.Directory.CreateDirectory(tree);
        Git(tree, "init", "-q", "-b", "main");
        folder.Write("tree/a.txt", "a");
        string pid = folder.Write("w.pid", "1");
        var worker = Rows.Worker("w") with { Declaration = Make.Declared("w") with { Worktree = tree } };
        var judged = Rows.Judged(worker, Lifecycle.Zombie) with
        {
            Verdict = new Verdict { State = Lifecycle.Zombie, Since = Rows.Now, Residue = [new Residue("file", pid), new Residue("worktree", tree), new Residue("tokens", "7")] },
        };
        using var handler = new SafetyHandler(Policy.Default, TimeProvider.System);
        var read = Handled.By<SafetyRead>(handler, new ReadSafety(judged, new Roster { Time = Rows.Now, Counters = [], Workers = [judged] }));
        Assert.Same(judged.Verdict, read.Verdict);
        Assert.Equal(1, read.Worktree?.ChangedFiles);
        Assert.Contains(read.Safety.Against, line => line.StartsWith("1 file changed in ", StringComparison.Ordinal));
        Assert.True(read.Left[0] is not null && read.Left[1] is not null && read.Left[2] is null);
        folder.Write("tree/b.txt", "b");
        read = Handled.By<SafetyRead>(handler, new ReadSafety(judged, new Roster { Time = Rows.Now, Counters = [], Workers = [judged] }));
        Assert.Equal(2, read.Worktree?.ChangedFiles);
    }

    [Fact]
    public void The_tree_has_its_members_below_their_parents_and_nobody_who_took_a_pid()
    {
        using var root = RealProcess.Start("sh", "-c", "sleep 1000 & wait");
        int child = Eventually.Get(() => ChildOf(root.Pid), "the child runs").Value;
        var members = ImmutableArray.Create(
            new Member(new ProcessIdentity(root.Pid, root.StartTicks, RealProcess.Boot), MemberTie.Root),
            new Member(new ProcessIdentity(child, RealProcess.StartTicksOf(child)!.Value, RealProcess.Boot), MemberTie.Descendant),
            new Member(new ProcessIdentity(Environment.ProcessId, 1, RealProcess.Boot), MemberTie.Session));
        using var handler = new TreeHandler(TimeProvider.System);
        var read = Handled.By<TreeRead>(handler, new ReadTree(Rows.Worker("w") with { Members = members }, 100));
        Assert.Equal([(root.Pid, 0), (child, 1)], read.Processes.Select(process => (process.Pid, process.Depth)));
        Assert.Equal("sleep 1000", read.Processes[1].Command);
        Assert.Null(read.Processes[1].Cpu);
        Assert.True(read.Processes[1].ResidentBytes > 0);
        read = Handled.By<TreeRead>(handler, new ReadTree(Rows.Worker("w") with { Members = members }, 100));
        Assert.InRange(read.Processes[1].Cpu ?? -1, 0, 100);
        Assert.Equal(root.Pid, Assert.Single(Handled.By<TreeRead>(handler, new ReadTree(Rows.Worker("w") with { Members = members }, 1)).Processes).Pid);
    }

    private static Box? ChildOf(int pid)
    {
        foreach (string folder in System.IO.Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(System.IO.Path.GetFileName(folder), out int child) && RealProcess.ParentOf(child) == pid && RealProcess.NameOf(child) == "sleep")
                return new Box(child);
        return null;
    }

    private static void Git(string folder, params string[] arguments)
        => Assert.True(ChildCommand.Run("git", arguments, Limits, folder).Succeeded);

    private sealed record Box(int Value);
}
