using System;
using System.IO;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Every change that a watch records fires its hooks once, also one that nobody saw happen.</summary>
public sealed class WatchHookTests : WatchScenario
{
    private readonly RealProcess[] _workers = new RealProcess[3];
    private readonly string _told;

    public WatchHookTests()
    {
        _told = Lifetop.Folder.File("told");
        Configure($$"""
            "hooks": [{ "name": "tell", "on": ["zombie", "failed", "blocked"], "run": ["sh", "-c", "echo \"$LIFETOP_NAME $LIFETOP_WAS $LIFETOP_STATE\" >> '{{_told}}'"] }]
            """);
        Declare(0, "web");
        Declare(1, "other");
    }

    [Fact]
    public void A_death_while_no_watch_ran_fires_when_the_next_one_finds_it_and_never_again()
    {
        var first = Lead();
        Eventually.True(() => Recorded("web") == "1" && Recorded("other") == "1", "both are known");
        Kill(first);
        _workers[0].Kill();

        var second = Lead();
        Eventually.True(() => Told.Length == 1, "the hook for what the first one missed");
        Kill(second);
        Lead();
        _workers[1].Kill();

        Eventually.True(() => Told.Length == 2, "the hook for what the third one saw");
        Assert.Equal(["web running zombie", "other running zombie"], Told);
    }

    [Fact]
    public void An_end_between_two_looks_fires_once()
    {
        var watch = Lead();
        Eventually.True(() => Recorded("web") == "1" && Recorded("other") == "1", "both are known");

        // It sees nothing until it goes on.
        RealProcess.Signal(watch.Pid, "STOP");
        _workers[0].Kill();
        Declare(2, "web");
        RealProcess.Signal(watch.Pid, "CONT");
        Eventually.True(() => Told.Length == 1, "the hook for the first life");
        Assert.Contains("failed: ", WatchLog, StringComparison.Ordinal);
        Kill(watch);
        Lead();
        _workers[1].Kill();

        Eventually.True(() => Told.Length == 2, "the hook for another end");
        Assert.Equal(["web running failed", "other running zombie"], Told);
    }

    private string[] Told => File.Exists(_told) ? File.ReadAllLines(_told) : [];

    private string Recorded(string name) => ProgramRegistry.Ask(Lifetop, $"SELECT count(*) FROM transitions t JOIN workers w ON w.id=t.worker WHERE w.key='manifest/{name}'");

    private void Declare(int number, string name)
    {
        var process = _workers[number] = RealProcess.Start("sleep", "1000");
        Lifetop.WriteManifest(name, $"{{ \"key\": \"{name}\", \"pid\": {process.Pid}, \"start_ticks\": {process.StartTicks}, \"boot_id\": \"{RealProcess.Boot}\" }}");
    }

    protected override void End()
    {
        base.End();
        foreach (var worker in _workers)
            worker?.Dispose();
    }
}
