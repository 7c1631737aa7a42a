using System;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Agents in panes, and the shells around them.</summary>
public sealed class AgentTests : Scenario
{
    private const string Agent = "exec -a claude sleep 1000";

    [Fact]
    public void Finds_an_agent_typed_into_a_shell_and_leaves_the_shell_behind_when_it_ends()
    {
        var tmux = StartTmux("desk", "bash", "--norc");
        Assert.Equal(("shell", "idle"), KindAndState("tmux/desk:0.0"));
        tmux.Tmux("send-keys", "-t", "=desk:", $"({Agent})", "Enter");

        var agent = Eventually.Get(() => InPane(List(), "%0").SingleOrDefault(static worker => worker.Kind == "agent"), "the agent is found");
        Assert.Equal($"process/claude-{agent.Pid}", agent.Key);
        Assert.Equal("running", agent.State);
        Assert.Single(InPane(List(), "%0"));

        RealProcess.Signal(agent.Pid!.Value, "KILL");
        Eventually.True(() => RealProcess.StateOf(agent.Pid!.Value) is null or 'Z', "the agent ends");
        var list = List();
        Assert.Equal(("shell", "idle"), (list["tmux/desk:0.0"].Kind, list["tmux/desk:0.0"].State));
        if (list.Find(agent.Key) is { } ended)
        {
            Assert.True(ended.State is "failed" or "completed" or "blocked", ended.ToString());
            Assert.Empty(ended.Residue);
        }
    }

    [Theory]
    [InlineData("sh -c \"exec bash -c 'exec -a claude sleep 1000'\"")]
    [InlineData("bash -c 'bash -c \"exec -a claude sleep 1000\"; echo'")]
    public void Gives_an_agent_that_is_its_pane_the_pane_s_key(string command)
    {
        StartTmux("root", command);

        var worker = ListUntil("tmux/root:0.0", static worker => worker.Kind == "agent", "an agent");

        Assert.Equal("running", worker.State);
        Assert.Single(InPane(List(), "%0"));
        var shown = Lifetop.Run("show", $"process/claude-{Descendant(worker.Pid!.Value)}", "--json");
        Assert.True(shown.ExitCode == 0, shown.ToString());
        Assert.Equal("tmux/root:0.0", Assert.Single(shown.Workers).Key);
        Assert.DoesNotContain(List().Workers, static worker => worker.Source == "process" && worker.PaneId == "%0" && worker.Session == "root");
    }

    [Fact]
    public void Counts_no_bare_shells()
    {
        var tmux = StartTmux("work", "sleep", "1000");
        string[] summary = ["ls", "-o", "summary", "--filter", "server:" + tmux.Socket];
        string before = Lifetop.Run(summary).Output;
        for (int i = 0; i < 30; i++)
            tmux.Tmux("new-window", "-d", "-t", "work:", "bash", "--norc");
        var list = List();
        Assert.Equal(30, list.Workers.Count(worker => worker.Kind == "shell" && worker.Session == "work"));
        Assert.Equal(before, Lifetop.Run(summary).Output);
    }

    [Fact]
    public void Makes_a_zombie_of_a_declared_agent_that_left_only_its_shell()
    {
        var tmux = StartTmux("agent", "bash", "--norc");
        string pane = tmux.Tmux("display-message", "-p", "#{pane_id}");
        tmux.Tmux("send-keys", "-t", pane, $"({Agent})", "Enter");
        Declare("coder", "\"kind\": \"agent\", " + PaneField(tmux, pane));
        var alive = ListUntil("manifest/coder", static worker => worker.State == "running", "running");
        Assert.Single(InPane(List(), pane));

        RealProcess.Signal(alive.Pid!.Value, "TERM");
        var over = ListUntil("manifest/coder", static worker => worker.State != "running", "anything but running");

        Assert.Equal("zombie", over.State);
        Assert.Contains(over.Residue, static left => left.StartsWith("shell", StringComparison.Ordinal) || left.Contains("%0", StringComparison.Ordinal));
    }

    [Fact]
    public void Believes_a_source_that_its_agent_has_completed()
    {
        var tmux = StartTmux("agent", "bash", "--norc");
        string pane = tmux.Tmux("display-message", "-p", "#{pane_id}");
        Declare("coder", "\"kind\": \"agent\", \"state\": \"completed\", " + PaneField(tmux, pane));
        var worker = List()["manifest/coder"];
        Assert.True(worker.State is "zombie" or "completed", worker.ToString());
        Assert.Equal("completed", worker.Text("ended"));
    }

    [Fact]
    public void Lists_an_agent_without_a_pane_by_its_process()
    {
        string checkout = Directory.CreateDirectory(Path.Combine(Folder, "own")).FullName;
        var agent = Detach(checkout, "bash", "-c", Agent);
        var worker = List()[$"process/claude-{agent.Pid}"];
        Assert.Equal(("agent", "running"), (worker.Kind, worker.State));
        Assert.Equal(checkout, worker.Text("cwd"));
    }

    [Fact]
    public void Keeps_a_row_while_its_process_becomes_another_program()
    {
        var process = Start("bash", "-c", "read -r line <\"$0\"; exec sleep 1000", Fifo("start"));
        Declare("changing", process);
        var before = List()["manifest/changing"];
        File.WriteAllText(Path.Combine(Folder, "start"), "go\n");
        Eventually.True(() => RealProcess.NameOf(process.Pid) == "sleep", "it has changed");
        var after = List()["manifest/changing"];
        Assert.Equal((before.Pid, "running", before.Text("since")), (after.Pid, after.State, after.Text("since")));
    }

    private string Fifo(string name)
    {
        string path = Path.Combine(Folder, name);
        using var make = System.Diagnostics.Process.Start("mkfifo", [path]);
        make.WaitForExit();
        return path;
    }

    private (string Kind, string State) KindAndState(string key)
    {
        var worker = List()[key];
        return (worker.Kind, worker.State);
    }

    private static ListedWorker[] InPane(ProgramResult list, string pane) => [.. list.Workers.Where(worker => worker.PaneId == pane && worker.Session is "desk" or "root" or "agent")];

    /// <summary>The youngest of a line of only children.</summary>
    private static int Descendant(int pid)
    {
        while (File.ReadAllText($"/proc/{pid}/task/{pid}/children").Trim() is { Length: > 0 } child)
            pid = int.Parse(child, System.Globalization.CultureInfo.InvariantCulture);
        return pid;
    }
}
