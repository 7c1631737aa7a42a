using System;
using System.Collections.Generic;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Every change that a watch records fires its hooks once, also one that nobody saw happen, or that another lifetop wrote down first.</summary>
public sealed class WatchHookTests : WatchHookScenario
{
    private readonly RealProcess _web, _other;

    public WatchHookTests() => (_web, _other) = (Declare("web"), Declare("other"));

    [Fact]
    public void A_death_while_no_watch_ran_fires_when_the_next_one_finds_it_and_never_again()
    {
        var first = LeadKnowing();
        Kill(first);
        _web.Kill();

        var second = Lead();
        Eventually.True(() => Told.Length == 1, "the hook for what the first one missed");
        Kill(second);
        Lead();
        _other.Kill();

        Eventually.True(() => Told.Length == 2, "the hook for what the third one saw");
        Assert.Equal(["web running zombie", "other running zombie"], Told);
    }

    [Fact]
    public void An_end_between_two_looks_fires_once()
    {
        var watch = LeadKnowing();

        // It sees nothing until it goes on.
        RealProcess.Signal(watch.Pid, "STOP");
        _web.Kill();
        Declare("web");
        RealProcess.Signal(watch.Pid, "CONT");
        Eventually.True(() => Told.Length == 1, "the hook for the first life");
        Assert.Contains("failed: ", WatchLog, StringComparison.Ordinal);
        Kill(watch);
        Lead();
        _other.Kill();

        Eventually.True(() => Told.Length == 2, "the hook for another end");
        Assert.Equal(["web running failed", "other running zombie"], Told);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_another_lifetop_wrote_down_first_fires_once(bool dies)
    {
        var watch = LeadKnowing();
        // It sees nothing until it goes on, or until the next one looks.
        RealProcess.Signal(watch.Pid, "STOP");
        _web.Kill();
        ListUntil("web", "zombie");
        Assert.Empty(Told);

        var next = Next(watch, dies);
        Eventually.True(() => Told.Length == 1, "the hook for what the list wrote down");
        Kill(next);
        Lead();
        _other.Kill();

        Eventually.True(() => Told.Length == 2, "the hook for another end");
        Assert.Equal(["web running zombie", "other running zombie"], Told);
    }

    [Fact]
    public void An_end_that_another_lifetop_wrote_down_and_the_next_life_after_it_fires_once()
    {
        var watch = LeadKnowing();
        Kill(watch);
        _web.Kill();
        ListUntil("web", "zombie");
        Declare("web");
        ListUntil("web", "running");

        var next = Lead();
        Eventually.True(() => Told.Length == 1, "the hook for the first life");
        Kill(next);
        Lead();
        _other.Kill();

        Eventually.True(() => Told.Length == 2, "the hook for another end");
        Assert.Equal(["web running zombie", "other running zombie"], Told);
    }

    [Fact]
    public void The_first_watch_of_a_registry_tells_nothing_of_the_past()
    {
        ListUntil("web", "running");
        _web.Kill();
        ListUntil("web", "zombie");
        Lead();
        _other.Kill();

        Eventually.True(() => Told.Length == 1, "the hook for what it saw");
        Assert.Equal(["other running zombie"], Told);
    }

    [Fact]
    public void What_a_screen_has_told_no_watch_tells_again_but_what_it_found_at_its_start()
    {
        Kill(LeadKnowing());
        _web.Kill();
        using var pty = new Pty(120, 30);
        pty.Start([LifetopProgram.Executable], new Dictionary<string, string?>(Lifetop.Environment) { ["TERM"] = "xterm-256color" }, Lifetop.Home);
        pty.Until(_ => LastOf("web") == "zombie", "the screen has recorded what it found");
        Assert.Empty(Told);
        _other.Kill();
        pty.Until(_ => LastOf("other") == "zombie" && Told.Length == 1, "the screen has told what it saw");
        pty.Type("q");
        pty.WaitForEnd();

        Lead();
        Eventually.True(() => Told.Length == 2, "the hook for what the screen found at its start");
        var third = Declare("third");
        UntilRecorded("third");
        third.Kill();
        Eventually.True(() => Told.Length == 3, "the hook for another end");
        Assert.Equal(["other running zombie", "web running zombie", "third running zombie"], Told);
    }

    [Fact]
    public void What_a_screen_found_at_its_start_and_could_not_record_at_once_is_told_by_the_next_watch()
    {
        Kill(LeadKnowing());
        _web.Kill();
        using var pty = new Pty(120, 30);
        using (var taken = ProgramRegistry.Open(Lifetop))
        {
            ProgramRegistry.Ask(taken, "BEGIN IMMEDIATE");
            pty.Start([LifetopProgram.Executable], new Dictionary<string, string?>(Lifetop.Environment) { ["TERM"] = "xterm-256color" }, Lifetop.Home);
            pty.UntilShows("registry records nothing");
            ProgramRegistry.Ask(taken, "ROLLBACK");
        }
        pty.Until(_ => LastOf("web") == "zombie", "the screen has recorded what it found");
        pty.Type("q");
        pty.WaitForEnd();
        Assert.Empty(Told);

        Lead();
        Eventually.True(() => Told.Length == 1, "the hook for what the screen found at its start");
        Assert.Equal(["web running zombie"], Told);
    }

    [Fact]
    public void A_registry_that_takes_nothing_stops_no_hook()
    {
        LeadKnowing();
        using (var taken = ProgramRegistry.Open(Lifetop))
        {
            ProgramRegistry.Ask(taken, "BEGIN IMMEDIATE");
            _web.Kill();
            Eventually.True(() => Told.Length == 1, "the hook for what could not be recorded");
            ProgramRegistry.Ask(taken, "ROLLBACK");
        }
        _other.Kill();

        Eventually.True(() => Told.Length == 2, "the hook for another end");
        Assert.Equal(["web running zombie", "other running zombie"], Told);
    }

    /// <summary>It dies and the next one leads, or it goes on.</summary>
    private RealProcess Next(RealProcess watch, bool dies)
    {
        if (dies)
        {
            Kill(watch);
            return Lead();
        }
        RealProcess.Signal(watch.Pid, "CONT");
        return watch;
    }

    private string LastOf(string name)
        => ProgramRegistry.Ask(Lifetop, $"SELECT to_state FROM transitions t JOIN workers w ON w.id=t.worker WHERE w.key='manifest/{name}' ORDER BY t.id DESC LIMIT 1");

    private RealProcess LeadKnowing()
    {
        var watch = Lead();
        UntilRecorded("web", "other");
        return watch;
    }
}
