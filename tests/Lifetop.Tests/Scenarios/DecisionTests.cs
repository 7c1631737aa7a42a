using System;
using System.Globalization;
using System.IO;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>What people decide about workers: protected, snoozed, left to the history.</summary>
public sealed class DecisionTests : Scenario
{
    [Fact]
    public void Who_is_protected_is_not_forgotten_and_so_stays_protected()
    {
        var worker = Start("sleep", "1000");
        Assert.Equal(0, Lifetop.Run("adopt", "--pid", worker.Pid.ToString(CultureInfo.InvariantCulture), "--name", "web").ExitCode);
        Assert.Equal(0, Lifetop.Run("protect", "web").ExitCode);

        var forgotten = Lifetop.Run("forget", "web");

        Assert.Equal(4, forgotten.ExitCode);
        Assert.Contains("forget of web refused: protected", forgotten.Errors, StringComparison.Ordinal);
        Assert.Equal(4, Lifetop.Run("reap", "web", "--yes").ExitCode);
        Assert.Equal(0, Lifetop.Run("protect", "--off", "web").ExitCode);
        Assert.Equal(0, Lifetop.Run("forget", "web").ExitCode);
        Assert.False(worker.HasEnded);
    }

    [Fact]
    public void Protects_until_told_otherwise_whatever_becomes_of_memory()
    {
        Declare("web", Start("sleep", "1000"));
        Assert.Equal(4, Lifetop.Run("protect", "--read-only", "web").ExitCode);
        Assert.Equal(0, Lifetop.Run("protect", "web").ExitCode);
        Assert.True(List()["manifest/web"].Json.GetProperty("protected").GetBoolean());
        File.Delete(Lifetop.MemoryFile);
        Assert.True(List()["manifest/web"].Json.GetProperty("protected").GetBoolean());
        Assert.Equal(4, Lifetop.Run("stop", "web", "--yes").ExitCode);
        var again = Lifetop.Run("protect", "web", "--json");
        Assert.Contains("\"outcome\":\"already\"", again.Output, StringComparison.Ordinal);
        Assert.Equal(0, Lifetop.Run("protect", "--off", "web").ExitCode);
        Assert.False(List()["manifest/web"].Json.GetProperty("protected").GetBoolean());
        Assert.Equal(3, Lifetop.Run("protect", "nobody").ExitCode);
        Assert.Equal(2, Lifetop.Run("protect").ExitCode);
    }

    [Fact]
    public void Snoozes_for_as_long_as_was_said()
    {
        Declare("web", Start("sleep", "1000"));
        Assert.Equal(0, Lifetop.Run("snooze", "--for", "2h", "web").ExitCode);
        var until = DateTimeOffset.Parse(List()["manifest/web"].Text("snoozed_until")!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange((until - DateTimeOffset.UtcNow).TotalMinutes, 115, 120);
        Assert.Equal(2, Lifetop.Run("snooze", "--for", "2h", "--off", "web").ExitCode);
        Assert.Equal(0, Lifetop.Run("snooze", "--off", "web").ExitCode);
        Assert.Null(List()["manifest/web"].Text("snoozed_until"));
    }

    [Fact]
    public void Archives_what_ended_and_leaves_the_rest()
    {
        var alive = Start("sleep", "1000");
        var first = Start("sleep", "1000");
        var second = Start("sleep", "1000");
        foreach (var (name, process) in ((string, RealProcess)[])[("alive", alive), ("first", first), ("second", second)])
            Assert.Equal(0, Lifetop.Run("adopt", "--pid", process.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture), "--name", name).ExitCode);
        first.Kill();
        second.Kill();
        var ended = ListUntil("lifetop/first", static worker => worker.State is "failed" or "blocked" or "completed", "ended");
        ListUntil("lifetop/second", worker => worker.State == ended.State, "ended");

        var nothing = Lifetop.Run("archive");
        Assert.True(nothing.ExitCode == 0 && nothing.Output.Contains("nothing to do", StringComparison.Ordinal), nothing.ToString());
        Assert.Equal(4, Lifetop.Run("archive", "alive").ExitCode);
        Assert.Equal(4, Lifetop.Run("archive", "first", "--read-only").ExitCode);
        Assert.Contains("move its record to the history", Lifetop.Run("archive", "first", "--dry-run").Output, StringComparison.Ordinal);
        Assert.NotNull(List().Find("lifetop/first"));

        Assert.Equal(0, Lifetop.Run("archive", "first").ExitCode);
        Assert.Null(List().Find("lifetop/first"));
        Assert.NotNull(List().Find("lifetop/second"));
        Assert.Equal(0, Lifetop.Run("archive", "--older", "0s", "--filter", "second").ExitCode);
        File.Delete(Lifetop.MemoryFile);
        var list = List();
        Assert.Null(list.Find("lifetop/second"));
        Assert.NotNull(list.Find("lifetop/alive"));
        Assert.Contains("lifetop/second", Lifetop.Run("history").Output, StringComparison.Ordinal);

        // Somebody new of the same name is a worker again.
        var third = Start("sleep", "1000");
        Assert.Equal(0, Lifetop.Run("adopt", "--pid", third.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture), "--name", "first").ExitCode);
        File.Delete(Lifetop.MemoryFile);
        Assert.Equal("running", List()["lifetop/first"].State);
    }
}
