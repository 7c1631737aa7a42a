using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lifetop.Platform;
using Lifetop.Registry;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>What multiclaude's daemon is about to forget, with a session that is gone, is shown and kept before it does.</summary>
public sealed class LostAgentTests : MulticlaudeScenario
{
    private static readonly string[] Names = ["fox", "otter", "badger"];

    public LostAgentTests() => Assert.Null(SqliteLibrary.Load());

    [Fact]
    public void M6_Names_tasks_worktrees_and_branches_of_a_lost_session_are_shown_and_kept_before_its_daemon_drops_them()
    {
        LiveDaemon();
        Windows.Open("mc-other", "x");
        foreach (string name in Names)
        {
            Worktree(name);
            // One of them is a zombie before its session is lost, so that its state stays what it is.
            Agent(name, name == "fox" ? 999999902 : Windows.Open("mc-r", name), TimeSpan.FromMinutes(name == "badger" ? 1 : 10));
        }
        Windows.Open("mc-r", "fox");
        WriteState();
        Assert.Equal(("zombie", "dead-in-window"), State("multiclaude/r/fox"));
        Assert.Empty(Tasks());

        Windows.Tmux.Tmux("kill-session", "-t", "=mc-r");
        var lost = ListUntil("multiclaude/r/badger", static one => one.State == "zombie", "lost");
        Assert.Contains("drops its entry without a task history, and the worktree stays", lost.Evidence, StringComparison.Ordinal);
        foreach (string name in Names)
        {
            string said = List()["multiclaude/r/" + name].Evidence;
            Assert.Contains($"its worktree {Root}/wts/r/{name}, branch work/{name}", said, StringComparison.Ordinal);
            Assert.Contains($"its task: Task of {name}", said, StringComparison.Ordinal);
        }
        string[] tasks = [.. Names.Select(static name => $"{name}|Task of {name}|work/{name}|lost").Order(StringComparer.Ordinal)];
        Assert.Equal(tasks, Tasks());

        // As its daemon does: all of them at once, with their worktrees left where they are.
        foreach (string name in Names)
            Drop(name);
        WriteState();
        foreach (string name in Names)
        {
            Directory.SetLastWriteTimeUtc($"{Root}/wts/r/{name}", DateTime.UtcNow - TimeSpan.FromMinutes(5));
            var left = ListUntil("multiclaude/r/" + name, static one => one.Json.GetProperty("native_state").GetString() == "orphan worktree", "an orphan worktree");
            Assert.Equal("work/" + name, left.Json.GetProperty("branch").GetString());
        }
        Assert.Equal(tasks, Tasks());
    }

    [Fact]
    public void Of_one_whose_window_alone_is_gone_it_is_said_that_its_worktree_will_be_removed_by_force()
    {
        LiveDaemon();
        Worktree("fox");
        Windows.Open("mc-r", "other");
        Agent("fox", 999999902, TimeSpan.FromMinutes(10));
        WriteState();
        Assert.Contains("the daemon's next health check drops its entry into the task history, and removes the worktree by force", List()["multiclaude/r/fox"].Evidence, StringComparison.Ordinal);
        Assert.Equal(["fox|Task of fox|work/fox|lost"], Tasks());
    }

    [Fact]
    public void M11_A_worker_that_its_own_tool_removed_is_kept_as_removed_once()
    {
        string worktree = Worktree("fox");
        int shell = Windows.Open("mc-r", "fox");
        int claude = Windows.Run("mc-r", "fox", "claude", "--session-id session-fox");
        Windows.Open("mc-r", "other");
        Agent("fox", shell, TimeSpan.FromMinutes(10));
        WriteState();
        ListUntil("multiclaude/r/fox", static one => one.IsAlive, "alive");
        // As worker rm does it.
        Windows.Close("mc-r", "fox");
        Eventually.True(() => RealProcess.StartTicksOf(claude) is null, "claude ends with its window");
        Git(Clone, "worktree", "remove", "--force", worktree);
        Drop("fox");
        WriteState();
        for (int i = 0; i < 2; i++)
        {
            List();
            Assert.Equal(["fox|Task of fox|work/fox|removed"], Tasks());
        }
    }

    private List<string> Tasks()
    {
        var tasks = new List<string>();
        using var registry = new RegistryFile(new StateFolder(Lifetop.StateFolder), TimeProvider.System);
        registry.Read(connection =>
        {
            using var rows = Sql.Command(connection, "SELECT name||'|'||coalesce(task, '')||'|'||coalesce(branch, '')||'|'||status FROM task_history ORDER BY 1").ExecuteReader();
            while (rows.Read())
                tasks.Add(rows.GetString(0));
        });
        return tasks;
    }
}
