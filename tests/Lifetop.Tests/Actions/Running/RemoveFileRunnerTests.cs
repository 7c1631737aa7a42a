using System;
using System.IO;
using Lifetop.Actions;
using Lifetop.Actions.Planning;
using Lifetop.Actions.Running;
using Lifetop.Actions.Steps;
using Lifetop.Platform;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Running;

public sealed class RemoveFileRunnerTests : IDisposable
{
    private readonly Scratch scratch = new();
    private readonly RemoveFileRunner runner = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData("web.pid")]
    [InlineData("a b;")]
    [InlineData("new\nline")]
    [InlineData("#(touch X)")]
    [InlineData("-rf")]
    public void Removes_the_file_that_was_looked_at(string name)
    {
        var remove = Plan(scratch.Write(name, "1\n"));
        Assert.Equal(new StepResult(StepOutcome.Done, "removed"), runner.Run(remove));
        Assert.False(File.Exists(scratch[name]));
        Assert.Equal(new StepResult(StepOutcome.Already, "gone"), runner.Run(remove));
    }

    [Fact]
    public void A_file_that_was_written_or_replaced_since_stays()
    {
        var written = Plan(scratch.Write("written", "1\n"));
        File.AppendAllText(scratch["written"], "2\n");
        Assert.Equal(new StepResult(StepOutcome.Skipped, "has changed since"), runner.Run(written));

        var touched = Plan(scratch.Write("touched", "1\n"));
        scratch.SetTime("touched", DateTimeOffset.UtcNow.AddHours(-1));
        Assert.Equal(StepOutcome.Skipped, runner.Run(touched).Outcome);

        var replaced = Plan(scratch.Write("replaced", "1\n"));
        scratch.Write("next", "1\n");
        File.SetLastWriteTimeUtc(scratch["next"], File.GetLastWriteTimeUtc(scratch["replaced"]));
        File.Move(scratch["next"], scratch["replaced"], overwrite: true);
        Assert.Equal(StepOutcome.Skipped, runner.Run(replaced).Outcome);
        Assert.Equal("1\n", File.ReadAllText(scratch["replaced"]));
    }

    [Fact]
    public void A_link_that_was_planned_goes_itself_and_never_what_it_leads_to()
    {
        string target = scratch.Write("elsewhere/target", "1\n");
        var before = FileStamp.Of(target);
        Assert.Equal(StepOutcome.Done, runner.Run(Plan(scratch.Link("link", target))).Outcome);
        Assert.False(FileStamp.Of(scratch["link"]).Exists);
        Assert.Equal(before, FileStamp.Of(target));
    }

    [Fact]
    public void A_link_in_place_of_the_planned_file_stays_and_so_does_its_target()
    {
        var remove = Plan(scratch.Write("web.pid", "1\n"));
        File.Move(scratch["web.pid"], scratch["moved"]);
        scratch.Link("web.pid", scratch["moved"]);
        Assert.Equal(StepOutcome.Skipped, runner.Run(remove).Outcome);
        Assert.True(FileStamp.Of(scratch["web.pid"]).IsLink && File.Exists(scratch["moved"]));
        // Nor is a link removed for the sake of what it led to when the plan was made.
        var followed = new RemoveFile(scratch["web.pid"], FileStamp.Of(scratch["web.pid"], followLinks: true), "web.pid");
        Assert.Equal(StepOutcome.Skipped, runner.Run(followed).Outcome);
    }

    [Fact]
    public void A_folder_that_has_become_a_link_is_not_followed_even_to_the_same_file()
    {
        var remove = Plan(scratch.Write("run/web.pid", "1\n"));
        Directory.Move(scratch["run"], scratch["precious"]);
        scratch.Link("run", scratch["precious"]);
        Assert.Equal(new StepResult(StepOutcome.Skipped, "a part of its path has become a link or a file since"), runner.Run(remove));
        Assert.True(File.Exists(scratch["precious/web.pid"]));
        File.Delete(scratch["run"]);
        Assert.Equal(StepOutcome.Already, runner.Run(remove).Outcome);
    }

    [Fact]
    public void A_folder_that_was_a_link_when_planned_is_known_by_its_own_name()
    {
        scratch.Write("real/web.pid", "1\n");
        scratch.Link("shown", scratch["real"]);
        var remove = Plan(scratch["shown/web.pid"]);
        Assert.Equal(scratch["real/web.pid"], remove.Path);
        Assert.Equal(StepOutcome.Done, runner.Run(remove).Outcome);
    }

    [Fact]
    public void An_empty_folder_goes_and_a_full_one_is_kept()
    {
        string file = scratch.Write("left/file", "x");
        var folder = Plan(scratch["left"]);
        Assert.Equal(new StepResult(StepOutcome.Kept, "not empty"), runner.Run(folder));
        Assert.Equal(StepOutcome.Done, runner.Run(Plan(file)).Outcome);
        Assert.Equal(StepOutcome.Done, runner.Run(folder).Outcome);
        Assert.False(Directory.Exists(scratch["left"]));
    }

    [Fact]
    public void Nothing_that_waits_is_opened()
    {
        Assert.Equal(StepOutcome.Done, runner.Run(Plan(scratch.Fifo("fifo"))).Outcome);
        Assert.Equal(StepOutcome.Done, runner.Run(Plan(scratch.Socket("socket"))).Outcome);
    }

    [Fact]
    public void Paths_that_go_up_or_name_nothing_are_no_plan()
    {
        Assert.Null(FileRemoval.Of("/", "/"));
        Assert.Null(FileRemoval.Of("relative", "relative"));
        Assert.Null(FileRemoval.Of(scratch["missing"], "missing"));
        scratch.Write("a/file", "x");
        var stamp = FileStamp.Of(scratch["a/file"]);
        Assert.Equal(StepOutcome.Failed, runner.Run(new RemoveFile(scratch.Root + "/a/../a/file", stamp, "x")).Outcome);
        Assert.Equal(StepOutcome.Failed, runner.Run(new RemoveFile("a/file", stamp, "x")).Outcome);
    }

    private static RemoveFile Plan(string path) => FileRemoval.Of(path, "it") ?? throw new InvalidOperationException(path + " is not there");
}
