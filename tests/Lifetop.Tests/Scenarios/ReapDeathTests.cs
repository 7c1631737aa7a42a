using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Tests.Actions.Running;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>
/// A reap of the whole program dies as by kill -9 at each place of its plan. Whoever comes next finishes it or says that it is left:
/// nothing is done twice, nothing is left, nobody else is touched.
/// </summary>
[Trait("Waits", "long")]
public sealed class ReapDeathTests : Scenario
{
    private const string Plan = "INSERT INTO plans(", Intent = "UPDATE steps SET intent_at=", Outcome = "UPDATE steps SET outcome=", End = "UPDATE plans SET ended_at=";

    /// <summary>End its processes, close its window, remove its worktree, record its task, remove pid file and manifest.</summary>
    private const int Steps = 6;

    private readonly TmuxSandbox _tmux;
    private readonly string _tree, _manifest, _pidFile;
    private readonly List<int> _processes;
    private readonly RealProcess _neighbour;

    /// <summary>Statement, its number, before or after it, and which verb comes next.</summary>
    public static TheoryData<string, int, bool, string> Places
    {
        get
        {
            var places = new TheoryData<string, int, bool, string>();
            foreach (var (next, after) in new[] { ("reap", false), ("reap", true), ("sweep", false) })
            {
                places.Add(Plan, 1, after, next);
                places.Add(End, 1, after, next);
                for (int step = 1; step <= Steps; step++)
                {
                    places.Add(Intent, step, after, next);
                    // Before its outcome is written the step itself is done.
                    places.Add(Outcome, step, after, next);
                }
            }
            return places;
        }
    }

    public ReapDeathTests()
    {
        string pids = Directory.CreateDirectory(Lifetop.Folder.File("pids")).FullName, repository = Directory.CreateDirectory(Lifetop.Folder.File("repo")).FullName;
        Lifetop.Configure($$"""{ "sources": { "process": { "enabled": false }, "pidfile": { "globs": ["{{pids}}/*.pid"] } } }""");
        Repositories.Git(repository, "init", "-q", "-b", "main");
        Repositories.Commit(repository, "first");
        _tree = Lifetop.Folder.File("tree");
        Repositories.Git(repository, "worktree", "add", "-q", "-b", "work", _tree);
        string beside = Directory.CreateDirectory(_tree + "-next").FullName;
        _tmux = StartTmux("beside", "sleep", "1000");
        _tmux.Tmux("set-option", "-g", "remain-on-exit", "on");
        _tmux.Tmux("new-session", "-d", "-s", "work", "-c", _tree, "-e", "LIFETOP_TEST=" + _tree, "sh", "-c", "setsid sleep 1000 & sh -c 'sleep 1001 & wait' & wait");
        _neighbour = StartIn(beside, "sleep", "1000");
        Declare("subject-2", _neighbour, $"\"worktree\": \"{beside}\"");
        int root = int.Parse(_tmux.Tmux("list-panes", "-t", "work:", "-F", "#{pane_pid}"), CultureInfo.InvariantCulture);
        _manifest = Declare("subject", root, RealProcess.StartTicksOf(root)!.Value,
            $"\"worktree\": \"{_tree}\", \"branch\": \"work\", \"task\": \"to be done\", {PaneField(_tmux, _tmux.Tmux("list-panes", "-t", "work:", "-F", "#{pane_id}"))}");
        _pidFile = Lifetop.Folder.Write("pids/subject.pid", root.ToString(CultureInfo.InvariantCulture));
        Eventually.True(() => RealProcess.Carrying("LIFETOP_TEST=" + _tree).Count == 4, "the tree of the worker");
        _processes = RealProcess.Carrying("LIFETOP_TEST=" + _tree);
        ListUntil("manifest/subject", static worker => worker.IsAlive, "ran");
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Whoever_comes_next_finishes_it_or_says_that_it_is_left(string statement, int number, bool after, string next)
    {
        DieAt(statement, number, after);

        AssertSaid();
        string[] verbs = next == "reap" ? ["reap", "sweep"] : ["sweep", "reap"];
        var runs = verbs.Select(verb => verb == "reap" ? Lifetop.Run("reap", "subject", "--yes") : Lifetop.Run("sweep", "--yes")).ToList();

        string said = string.Join('\n', runs) + "\n" + Lifetop.Run("history", "--actions").Output;
        Assert.True(runs.All(static run => run.ExitCode is 0 or 3), said);
        Assert.True(RealProcess.Carrying("LIFETOP_TEST=" + _tree) is [], said);
        Assert.All(_processes, pid => Assert.True(RealProcess.StateOf(pid) is null or 'Z', said));
        Assert.Equal("beside", _tmux.Tmux("list-panes", "-a", "-F", "#{session_name}"));
        Assert.False(Directory.Exists(_tree) || File.Exists(_manifest) || File.Exists(_pidFile), said);
        Assert.DoesNotContain("tree", string.Join('\n', Repositories.Git(Lifetop.Folder.File("repo"), "worktree", "list").Split('\n').Skip(1)), StringComparison.Ordinal);
        Assert.DoesNotContain("unfinished: ", Lifetop.Run("doctor").Output, StringComparison.Ordinal);
        Assert.True(List().Find("manifest/subject") is null or { State: "cleaned" }, List().ToString());
        Assert.True(Ask("SELECT count(*) FROM task_history") == "1", said);
        // Each thing was done by one plan at most; with what was done before its death nobody wrote down, by none.
        Assert.Equal("", Ask("SELECT group_concat(what || ' ' || target) FROM (SELECT what, target FROM steps WHERE outcome='done' GROUP BY what, target HAVING count(*)>1)"));
        Assert.Equal("0", Ask("SELECT count(*) FROM plans WHERE ended_at IS NULL"));
        Assert.Equal("ok", Ask("PRAGMA integrity_check"));
        Assert.False(_neighbour.HasEnded);
        Assert.True(Directory.Exists(_tree + "-next"));
        Assert.Equal("0", _tmux.Tmux("list-panes", "-t", "beside:", "-F", "#{pane_dead}"));
    }

    private void DieAt(string statement, int number, bool after)
    {
        Lifetop.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        Lifetop.Environment["DOTNET_EnableDiagnostics"] = "0";
        Lifetop.Environment[DeathAtStatement.Variable] = DeathAtStatement.Of(statement, number, after);
        var killed = Lifetop.Run("reap", "subject", "--yes");
        Assert.True(killed.ExitCode == 128 + 9, killed.ToString());
        foreach (string variable in (string[])["DOTNET_STARTUP_HOOKS", "DOTNET_EnableDiagnostics", DeathAtStatement.Variable])
            Lifetop.Environment.Remove(variable);
    }

    /// <summary>The next start says of a plan that was begun and not ended that it is left, and takes nobody for being reaped.</summary>
    private void AssertSaid()
    {
        Assert.Equal("ok", Ask("PRAGMA integrity_check"));
        var listed = List();
        Assert.NotEqual("reaping", listed.Find("manifest/subject")?.State);
        string left = Ask("SELECT count(*) FROM plans WHERE ended_at IS NULL");
        Assert.Equal(left == "1", Lifetop.Run("doctor").Output.Contains("plan 1 unfinished: reap of manifest/subject", StringComparison.Ordinal));
    }

    private string Ask(string sql) => ProgramRegistry.Ask(Lifetop, sql);
}
