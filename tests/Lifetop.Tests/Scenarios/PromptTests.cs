using System;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Who asks for a person is waiting, until it has been answered.</summary>
public sealed class PromptTests : Scenario
{
    [Theory]
    [InlineData("bash", "-c", "exec -a claude bash \"$0\"")]
    [InlineData("bash", "-c", "bash -c 'exec -a claude bash \"$0\"' \"$0\"; echo over")]
    public void Shows_an_agent_that_asks_as_waiting_with_its_question(params string[] agent)
    {
        var tmux = StartTmux("asker", [.. agent, RealProcess.ScriptPath("asking")]);
        Eventually.True(() => tmux.Tmux("capture-pane", "-p", "-t", "=asker:").Contains("1. Yes", StringComparison.Ordinal), "it asks");

        var asking = List()["tmux/asker:0.0"];
        Assert.Equal(("agent", "waiting"), (asking.Kind, asking.State));
        Assert.Contains("Do you want to proceed?", asking.Evidence, StringComparison.Ordinal);
        Assert.Contains("Do you want to proceed?", Lifetop.Run("why", "tmux/asker:0.0").Output, StringComparison.Ordinal);

        tmux.Tmux("send-keys", "-t", "=asker:", "1", "Enter");
        ListUntil("tmux/asker:0.0", static worker => worker.State == "running", "running again");
    }

    [Fact]
    public void Streams_question_and_answer()
    {
        var tmux = StartTmux("asker", "bash", "-c", "read -r; exec -a claude bash \"$0\"", RealProcess.ScriptPath("asking"));
        using var stream = Lifetop.Watch();
        Assert.NotNull(stream.First.Find("tmux/asker:0.0"));
        tmux.Tmux("send-keys", "-t", "=asker:", "", "Enter");
        stream.Until("tmux/asker:0.0", static worker => worker.State == "waiting", "waiting");
        tmux.Tmux("send-keys", "-t", "=asker:", "1", "Enter");
        stream.Until("tmux/asker:0.0", static worker => worker.State == "running", "running again");
    }

    [Fact]
    public void Finds_the_question_of_an_agent_below_a_shell()
    {
        var tmux = StartTmux("desk", "bash", "--norc");
        tmux.Tmux("send-keys", "-t", "=desk:", $"bash -c 'exec -a claude bash {RealProcess.ScriptPath("asking")}'", "Enter");
        Eventually.True(() => tmux.Tmux("capture-pane", "-p", "-t", "=desk:").Contains("1. Yes", StringComparison.Ordinal), "it asks");
        var agent = Assert.Single(List().Workers, static worker => worker.Session == "desk");
        Assert.Equal(("agent", "waiting", "process"), (agent.Kind, agent.State, agent.Source));
    }

    [Fact]
    public void Takes_no_question_of_another_program_s_pane_for_its_own()
    {
        var tmux = StartTmux("asker", "bash", RealProcess.ScriptPath("asking"));
        tmux.Tmux("new-window", "-d", "-t", "asker:", "bash", "-c", "exec -a claude sleep 1000");
        Eventually.True(() => tmux.Tmux("capture-pane", "-p", "-t", "=asker:0").Contains("1. Yes", StringComparison.Ordinal), "it asks");
        var list = List();
        Assert.Equal("running", list["tmux/asker:1.0"].State);
    }

    [Fact]
    public void Takes_a_bell_for_a_question()
    {
        var tmux = StartTmux("main", "sleep", "1000");
        tmux.Tmux("new-window", "-d", "-n", "ringing", "-t", "main:", "printf '\\a'; exec sleep 1000");
        Eventually.True(() => tmux.Tmux("display-message", "-p", "-t", "main:1", "#{window_bell_flag}") == "1", "the bell is on");
        var list = List();
        Assert.Equal("waiting", list["tmux/main:1.0"].State);
        Assert.Contains("bell", list["tmux/main:1.0"].Evidence, StringComparison.Ordinal);
        Assert.Equal("running", list["tmux/main:0.0"].State);
    }
}
