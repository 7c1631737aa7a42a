using System;
using System.Linq;
using System.Text.Json;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>A worker dies and is declared anew before any lifetop looks again: its history has the end of the first and the begin of the second, once.</summary>
public sealed class BegunAnewTests : WatchScenario
{
    private RealProcess? _first, _second;

    public BegunAnewTests()
    {
        Configure();
    }

    [Fact]
    public void A_watch_that_could_not_look_meanwhile_tells_how_the_first_ended()
    {
        var watch = Lead();
        Declare(_first = RealProcess.Start("sleep", "1000"));
        Eventually.True(() => Told().Length == 1, "its first life");

        // It holds the process, and sees nothing until it goes on.
        RealProcess.Signal(watch.Pid, "STOP");
        _first.Kill();
        Declare(_second = RealProcess.Start("sleep", "1000"));
        RealProcess.Signal(watch.Pid, "CONT");

        Eventually.True(() => Told().Length >= 3, "its second life");
        AssertTold("failed", 9);
        Assert.Contains("begun anew as pid", Lifetop.Run("history", "again").Output, StringComparison.Ordinal);
        // Others that look, and a look more, make nothing of it twice.
        Lifetop.List();
        AssertTold("failed", 9);
    }

    [Fact]
    public void Two_lists_tell_that_it_ended_and_that_nobody_knows_how()
    {
        Declare(_first = RealProcess.Start("sleep", "1000"));
        Lifetop.List();
        _first.Kill();
        Declare(_second = RealProcess.Start("sleep", "1000"));
        Lifetop.List();
        Lifetop.List();

        AssertTold("blocked", null);
        Assert.Contains("no exit status seen", Lifetop.Run("history", "again").Output, StringComparison.Ordinal);
    }

    private void AssertTold(string end, int? signal)
    {
        var told = Told();
        Assert.Equal([("running", _first!.Pid, (int?)null), (end, _first.Pid, signal), ("running", _second!.Pid, null)], told);
    }

    private (string To, int Pid, int? Signal)[] Told()
    {
        var history = Lifetop.Run("history", "again", "--json");
        return history.ExitCode != 0 ? [] :
        [
            .. history.Json.GetProperty("transitions").EnumerateArray().Select(static one =>
                (one.GetProperty("to").GetString()!, one.GetProperty("pid").GetInt32(), one.GetProperty("signal") is { ValueKind: JsonValueKind.Number } signal ? signal.GetInt32() : (int?)null)),
        ];
    }

    private void Declare(RealProcess process)
        => Lifetop.WriteManifest("again", $"{{ \"key\": \"again\", \"pid\": {process.Pid}, \"start_ticks\": {process.StartTicks}, \"boot_id\": \"{RealProcess.Boot}\" }}");

    protected override void End()
    {
        base.End();
        _first?.Dispose();
        _second?.Dispose();
    }
}
