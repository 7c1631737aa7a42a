using System;
using System.IO;
using Lifetop.Actions;
using Lifetop.Actions.Running;
using Lifetop.Actions.Steps;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Running;

public sealed class TypeLineRunnerTests : IDisposable
{
    private readonly TmuxSandbox tmux = new();
    private readonly TypeLineRunner runner = new();

    public void Dispose() => tmux.Dispose();

    [Theory]
    [InlineData("go on")]
    [InlineData("Enter")]
    [InlineData("C-c")]
    [InlineData("-l")]
    [InlineData("--")]
    [InlineData(";")]
    [InlineData("two ; kill-server ;")]
    [InlineData("ends in \\;")]
    [InlineData("back\\")]
    [InlineData("#(touch X) #{pane_id} $HOME 'a' \"b\"")]
    [InlineData("größe 日本 🦦")]
    [InlineData("")]
    public void Types_it_as_it_stands_on_one_line(string line)
    {
        Reader();
        Assert.Equal(new StepResult(StepOutcome.Done, "typed"), runner.Run(Type(line)));
        Eventually.True(() => Read() == line + "\n", "the line has arrived");
        Assert.False(File.Exists(tmux.Folder.File("X")));
    }

    [Theory]
    [InlineData("a\u0003b")]
    [InlineData("a\nb")]
    [InlineData("\t")]
    [InlineData("\u001b[A")]
    [InlineData("\u009b1A")]
    public void Keys_are_refused(string line)
    {
        Reader();
        Assert.Equal(StepOutcome.Failed, runner.Run(Type(line)).Outcome);
        Assert.Equal("", Read());
    }

    [Fact]
    public void A_long_line_is_whole_or_not_typed()
    {
        // A terminal in its usual mode holds 4096 letters of a line, so this one takes them raw.
        string got = tmux.Folder.File("got");
        tmux.Start("main", "sh", "-c", $"stty raw; touch '{got}'; dd bs=1 count=8193 of='{got}' 2>/dev/null; sleep 1000");
        Eventually.True(() => File.Exists(got), "it reads");
        Assert.Equal(StepOutcome.Failed, runner.Run(Type(new string('x', 8193))).Outcome);
        Assert.Equal(StepOutcome.Done, runner.Run(Type(new string('x', 8192))).Outcome);
        Eventually.True(() => File.ReadAllText(got) == new string('x', 8192) + "\r", "the line has arrived");
    }

    [Fact]
    public void Nothing_is_typed_where_letters_are_commands_or_go_elsewhere()
    {
        Reader();
        tmux.Tmux("copy-mode", "-t", "%0");
        Assert.Contains("copy mode", Failed(), StringComparison.Ordinal);
        tmux.Tmux("copy-mode", "-q", "-t", "%0");
        tmux.Tmux("split-window", "-d", "-t", "%0", "cat");
        tmux.Tmux("set-option", "-w", "-t", "%0", "synchronize-panes", "on");
        Assert.Contains("synchronize-panes", Failed(), StringComparison.Ordinal);
        tmux.Tmux("set-option", "-w", "-t", "%0", "synchronize-panes", "off");
        tmux.Tmux("select-pane", "-d", "-t", "%0");
        Assert.Contains("takes no keys", Failed(), StringComparison.Ordinal);
        Assert.Equal("", Read());
    }

    [Fact]
    public void Whoever_was_started_in_the_pane_since_gets_nothing()
    {
        Reader();
        var type = Type("yes") with { Pid = int.Parse(tmux.Tmux("display-message", "-p", "-t", "%0", "#{pane_pid}")) };
        tmux.Tmux("respawn-pane", "-k", "-t", "%0", "cat");
        Assert.Equal(StepOutcome.Skipped, runner.Run(type).Outcome);
        Assert.Equal(new StepResult(StepOutcome.Failed, "%9 is gone"), runner.Run(type with { PaneId = "%9" }));
        Assert.Equal(StepOutcome.Skipped, runner.Run(type with { Server = type.Server with { StartTicks = 1 } }).Outcome);
    }

    [Fact]
    public void A_dead_pane_is_not_typed_into()
    {
        tmux.Start();
        tmux.Tmux("set-option", "-g", "remain-on-exit", "on");
        tmux.Tmux("respawn-pane", "-k", "-t", "%0", "exit 0");
        tmux.AwaitDeath("%0");
        Assert.Equal("%0 is dead", Failed());
    }

    private string Failed()
    {
        var result = runner.Run(Type("q"));
        Assert.Equal(StepOutcome.Failed, result.Outcome);
        return result.Detail;
    }

    private TypeLine Type(string line) => new(tmux.Server(), "%0", line);

    private void Reader()
    {
        string got = tmux.Folder.File("got");
        tmux.Start("main", "sh", "-c", $"cd '{tmux.Folder.Path}'; touch '{got}'; cat > '{got}'");
        Eventually.True(() => File.Exists(got), "it reads");
    }

    private string Read() => File.ReadAllText(tmux.Folder.File("got"));
}
