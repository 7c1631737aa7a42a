using System;
using System.IO;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>A watch dies as by kill -9 at each place between a death and its hook: the next one tells of it, and of nothing twice.</summary>
public sealed class WatchHookDeathTests : WatchHookScenario
{
    private const string Change = "INSERT INTO transitions(", Due = "INSERT INTO hooks_due(", Begun = "DELETE FROM hooks_due WHERE id=";

    private readonly RealProcess _web, _other;

    public WatchHookDeathTests() => (_web, _other) = (Declare("web"), Declare("other"));

    /// <summary>Only between being begun and being started is there a moment in which it can be lost: it is not told twice.</summary>
    [Theory]
    [InlineData(Change, false, true)]
    [InlineData(Change, true, true)]
    [InlineData(Due, false, true)]
    [InlineData(Due, true, true)]
    [InlineData(Begun, false, true)]
    [InlineData(Begun, true, false)]
    public void Whoever_leads_next_tells_once(string statement, bool after, bool tells)
    {
        Known();
        var dying = LeadToDeathAt(statement, after);
        _web.Kill();
        Eventually.True(() => dying.HasEnded, "its end");
        Assert.Empty(Told);

        var next = Lead();
        if (tells)
            Eventually.True(() => Told.Length == 1, "the hook that the dead one did not run");
        Kill(next);
        Lead();
        _other.Kill();

        Eventually.True(() => Array.Exists(Told, static line => line.StartsWith("other", StringComparison.Ordinal)), "the hook for another end");
        Assert.Equal(tells ? ["web running zombie", "other running zombie"] : ["other running zombie"], Told);
        Assert.Equal("0", ProgramRegistry.Ask(Lifetop, "SELECT count(*) FROM hooks_due"));
    }

    [Fact]
    public void A_hook_that_runs_is_not_run_again()
    {
        string go = Lifetop.Folder.File("go");
        Hook($"while [ ! -e '{go}' ]; do sleep 0.05; done");
        var first = Known();
        _web.Kill();
        Eventually.True(() => Told.Length == 1, "the hook has begun");
        Kill(first);
        Lead();
        _other.Kill();

        Eventually.True(() => Told.Length == 2, "the hook for another end");
        File.WriteAllText(go, "");
        Assert.Equal(["web running zombie", "other running zombie"], Told);
    }

    [Fact]
    public void Those_that_wait_for_their_turn_are_run_by_the_next_one()
    {
        const int atOnce = 3, all = 8;
        string go = Lifetop.Folder.File("go");
        Hook($"while [ ! -e '{go}' ]; do sleep 0.05; done");
        var workers = new RealProcess[all];
        string[] names = new string[all];
        for (int i = 0; i < all; i++)
            workers[i] = Declare(names[i] = $"w{i}");
        var first = Known(names);
        foreach (var worker in workers)
            worker.Kill();
        Eventually.True(() => Told.Length == atOnce && Waiting == all - atOnce, "some run, and the others wait");
        Kill(first);
        Lead();
        Eventually.True(() => Told.Length == 2 * atOnce, "those of the next one");
        File.WriteAllText(go, "");

        Eventually.True(() => Told.Length == all && Waiting == 0, "all of them");
        string[] told = Told;
        Array.Sort(told, StringComparer.Ordinal);
        Assert.Equal(Array.ConvertAll(names, static name => $"{name} running zombie"), told);
    }

    private int Waiting => int.Parse(ProgramRegistry.Ask(Lifetop, "SELECT count(*) FROM hooks_due"), System.Globalization.CultureInfo.InvariantCulture);

    private RealProcess Known(params string[] more)
    {
        var watch = Lead();
        UntilRecorded(["web", "other", .. more]);
        return watch;
    }

    private RealProcess LeadToDeathAt(string statement, bool after)
    {
        Lifetop.Run("watch", "--stop");
        Lifetop.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        Lifetop.Environment["DOTNET_EnableDiagnostics"] = "0";
        Lifetop.Environment[DeathAtStatement.Variable] = DeathAtStatement.Of(statement, 1, after);
        var dying = Watch("--log", WatchFile("log"));
        foreach (string variable in (string[])["DOTNET_STARTUP_HOOKS", "DOTNET_EnableDiagnostics", DeathAtStatement.Variable])
            Lifetop.Environment.Remove(variable);
        Eventually.True(() => Leader() == dying.Pid, "the one that is to die leads");
        return dying;
    }
}
