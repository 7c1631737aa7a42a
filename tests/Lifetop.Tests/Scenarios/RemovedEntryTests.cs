using System;
using System.Collections.Generic;
using System.Linq;
using Lifetop.Platform;
using Lifetop.Registry;
using Lifetop.Tests.Observation.Systems;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>What a system's own tool removes is in lifetop's task history, once, and only when it is gone for sure.</summary>
public sealed class RemovedEntryTests : Scenario
{
    private const string Session = "every-code-every-code-acme-board-0";
    private readonly CrowdedHome _home;

    public RemovedEntryTests()
    {
        Assert.Null(SqliteLibrary.Load());
        _home = new CrowdedHome(Lifetop.Folder, 1);
        Lifetop.Environment["HOME"] = _home.Home;
        Lifetop.Configure(CrowdedHome.Config.Replace("HOME", _home.Home, StringComparison.Ordinal).Replace("\"tmux\": { \"enabled\": false }, ", "", StringComparison.Ordinal));
        _home.Make();
    }

    [Fact]
    public void The_task_of_an_entry_that_its_own_tool_removed_is_kept_once_for_every_system()
    {
        var tmux = StartTmux("other");
        tmux.Tmux("new-session", "-d", "-s", Session, "sh", "-c", "sleep 1000; :");
        List();
        // Its window is gone, so its daemon may drop it at any moment.
        const string Lost = "fox-0|multiclaude|task of fox-0||lost";
        Assert.Equal([Lost], Tasks());

        _home.RemoveEntries();
        tmux.Tmux("kill-session", "-t", "=" + Session);
        List();

        string[] tasks =
        [
            "agent-0|agent-relay|task of agent-0||removed",
            "acme-board-0|every-code|issue 7 of acme/board|every-code/x|removed",
            Lost,
            "session-0|orchestrator|task of session-0||removed",
            "worker-fix-0|commit-relay|worker-fix-0||removed",
        ];
        Array.Sort(tasks, StringComparer.Ordinal);
        Assert.Equal(tasks, Tasks());
        Assert.Contains("multiclaude/r/fox-0", Lifetop.Run("history").Output, StringComparison.Ordinal);
        List();
        Assert.Equal(tasks, Tasks());
        var told = Lifetop.Run("history", "--tasks", "--json").Json;
        Assert.Equal(tasks, told.GetProperty("tasks").EnumerateArray().Select(static one => string.Join('|', new[] { "name", "source", "task", "branch", "status" }.Select(name => one.GetProperty(name).GetString()))).Order(StringComparer.Ordinal));
        Assert.False(told.TryGetProperty("plans", out _) || told.TryGetProperty("transitions", out _));
        Assert.Contains("task lost: task of fox-0", Lifetop.Run("history", "fox-0").Output, StringComparison.Ordinal);
        Assert.Contains("task removed: issue 7 of acme/board; branch every-code/x", Lifetop.Run("history", "--tasks").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_removes_nobody()
    {
        // Its window stands: where no tmux server ran at all, it would be lost, and rightly.
        StartTmux("other").Tmux("new-session", "-d", "-s", "mc-r", "-n", "fox-0", "sh", "-c", "sleep 1000; :");
        List();
        Lifetop.Folder.Write("person/.multiclaude/state.json", "{ \"repos\": { \"r\"");
        Lifetop.Folder.Write("person/relay/.agent-relay/team/workers.json", "");
        List();
        Assert.Empty(Tasks());
    }

    private List<string> Tasks()
    {
        var tasks = new List<string>();
        using var registry = new RegistryFile(new StateFolder(Lifetop.StateFolder), TimeProvider.System);
        registry.Read(connection =>
        {
            using var rows = Sql.Command(connection, "SELECT name||'|'||source||'|'||coalesce(task, '')||'|'||coalesce(branch, '')||'|'||status FROM task_history").ExecuteReader();
            while (rows.Read())
                tasks.Add(rows.GetString(0));
        });
        tasks.Sort(StringComparer.Ordinal);
        return tasks;
    }
}
