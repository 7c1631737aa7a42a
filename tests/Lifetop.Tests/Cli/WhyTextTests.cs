using System;
using Lifetop.Cli;
using Lifetop.Cli.Commands;
using Lifetop.Model;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Cli;

public sealed class WhyTextTests
{
    private static Roster World(JudgedWorker worker) => new() { Time = Rows.Now, Counters = [SampleWorld.KnownCounters], Workers = [worker] };

    private static string Why(int width, JudgedWorker worker) => new CliRun(World(worker)).Run(WhyCommand.Run, new OutputStyle(width, false, false), "why", worker.Worker.Name).Out;

    [Theory]
    [InlineData(80)]
    [InlineData(50)]
    public void Gives_the_conclusion_then_each_fact_with_its_source(int width)
    {
        string text = Why(width, SampleWorld.KnownInFull());
        foreach (string line in text.Split('\n'))
            Assert.True(TextWidth.Of(line) <= width, line);
        Golden.Is($"Why.{width}", text);
    }

    [Fact]
    public void Show_adds_all_that_is_known()
        => Golden.Is("Show.80", new CliRun(World(SampleWorld.KnownInFull())).Run(ShowCommand.Run, new OutputStyle(80, false, false), "show", "brave-lynx").Out);

    [Fact]
    public void Says_that_unknown_is_not_touched()
    {
        var worker = SampleWorld.KnownInFull();
        string text = Why(120, worker with { Verdict = new Verdict { State = Lifecycle.Unknown, Since = Rows.Now, LastKnown = Lifecycle.Running } });
        Assert.Contains("last seen it was running", text, StringComparison.Ordinal);
        Assert.Contains("nothing is ended or removed", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reap", "unprotect it, then reap")]
    [InlineData("restart it", "unprotect it, then restart it")]
    [InlineData("see what it left", "see what it left")]
    public void What_no_plan_may_touch_is_to_be_unprotected_first(string suggestion, string next)
    {
        var worker = SampleWorld.KnownInFull();
        worker = worker with { Verdict = worker.Verdict with { Suggestion = suggestion }, Protected = true };
        Assert.Matches($"next +{next}\n", Why(120, worker));
    }

    [Fact]
    public void Outside_text_is_harmless()
    {
        var worker = Rows.Worker("\u001b]0;x\u0007", "tmux/\u001b[2J:0.0") with { Command = "a\nb", Cwd = "/x\u202E" };
        var judged = Rows.Judged(worker) with { Verdict = new Verdict { State = Lifecycle.Failed, Since = Rows.Now, Evidence = [new Evidence("\u001b[31m", "\u0007")], Suggestion = "\u009b" } };
        string text = new CliRun(World(judged)).Run(ShowCommand.Run, new OutputStyle(80, false, false), "show", "--filter", "state:failed").Out;
        Assert.DoesNotContain(text, letter => (char.IsControl(letter) && letter != '\n') || letter == '\u202E');
        Assert.Contains("a␊b", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pid 7 gone for", "", "pid 7 gone for 3m00s")]
    [InlineData("no heartbeat for ", ", limit 5m", "no heartbeat for 3m00s, limit 5m")]
    [InlineData("quiet", "without CPU", "quiet 3m00s without CPU")]
    public void Evidence_carries_its_age(string text, string after, string expected)
        => Assert.Equal(expected, new Evidence(text, "proc", Rows.Now.AddMinutes(-3), after).Render(Rows.Now));
}
