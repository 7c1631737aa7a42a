using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Processes in state D: those that end are ended, and those that do not are named as alive.</summary>
public sealed class UnendableTests : Scenario
{
    [NeedsFreezerFact]
    public void Who_survives_in_state_D_is_named_what_is_its_own_is_kept_and_it_is_ended_once_it_can_be()
    {
        using var freezer = new Freezer();
        var worker = Start("sh", "-c", "sleep 1000 & wait");
        string file = Declare("stuck", worker);
        ListUntil("manifest/stuck", static one => one.IsAlive, "ran");
        freezer.Freeze(worker.Pid);

        var reaped = Lifetop.RunWithin(TimeSpan.FromSeconds(90), "reap", "stuck", "--yes", "--grace", "500ms");

        Assert.True(reaped.ExitCode == 5, reaped.ToString());
        Assert.Contains($"pid {worker.Pid} survives in state D", reaped.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 2 gone, KILL after grace", reaped.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(file));
        Assert.True(List()["manifest/stuck"].IsAlive);
        Assert.Equal("partly", ProgramRegistry.Ask(Lifetop, "SELECT outcome FROM plans ORDER BY id DESC LIMIT 1"));

        freezer.Thaw();
        Eventually.True(() => worker.HasEnded, "the KILL that waited for it");
        var again = Lifetop.Run("reap", "stuck", "--yes");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void A_parent_that_waits_in_state_D_for_the_child_that_has_its_memory_is_ended_with_it()
    {
        string program = Lifetop.Folder.File("borrower");
        Start("gcc", "-o", program, RealProcess.ScriptPath("borrower.c")).WaitForEnd();
        var worker = Start(program);
        Eventually.True(() => RealProcess.StateOf(worker.Pid) == 'D', "it waits for its child");
        string file = Declare("borrower", worker);
        int child = int.Parse(File.ReadAllText($"/proc/{worker.Pid}/task/{worker.Pid}/children").Trim(), CultureInfo.InvariantCulture);

        var reaped = Lifetop.Run("reap", "borrower", "--yes", "--grace", "1s");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.Contains("2 of 2 gone", reaped.Output, StringComparison.Ordinal);
        Assert.True(new[] { worker.Pid, child }.All(static pid => RealProcess.StateOf(pid) is null or 'Z'));
        Assert.False(File.Exists(file));
    }
}
