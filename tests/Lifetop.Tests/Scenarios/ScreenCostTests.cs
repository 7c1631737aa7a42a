using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>What the screen brings into memory, told by the kernel: nothing that it does not need to look and to draw.</summary>
[Trait("Measures", "cost")]
public sealed class ScreenCostTests : Scenario
{
    /// <summary>In KiB; of these the runtime itself takes 15 MiB before our first line, and what the kernel maps around the touched pages moves a session with panes by one.</summary>
    private const int MostResident = 30 * 1024, MostResidentWithPanes = 31 * 1024;

    /// <summary>The compiler for SQLite's stubs is 4.4 MiB of it. Where a turn gives nothing back (SpentPages) it is 4 to 10 MiB more.</summary>
    private const int MostResidentWithRegistry = 42 * 1024;

    /// <summary>All views open: one of the runtime's own now and then, and what opening a log still needs.</summary>
    private const int MostCompiled = 5, MostCompiledWithRegistry = 90;

    public ScreenCostTests() => Lifetop.Environment["TERM"] = "xterm-256color";

    [Fact]
    public void The_screen_runs_without_compiler_database_and_helpers_that_it_does_not_need()
    {
        // What else runs on this machine would be workers, and has to be written down.
        Lifetop.Configure("""{ "sources": { "tmux": { "enabled": false }, "process": { "enabled": false } } }""");
        using var terminal = new Pty(120, 40);
        terminal.Start([LifetopProgram.Executable], Lifetop.Environment);
        terminal.UntilShows("quit");
        terminal.Until(_ => Clock(terminal).Length > 0, "the clock");
        string begun = Clock(terminal);
        terminal.Until(_ => Clock(terminal) != begun, "the next second");

        string maps = File.ReadAllText($"/proc/{terminal.Pid}/maps");
        Assert.Contains("System.Private.CoreLib", maps, StringComparison.Ordinal);
        // The compiler is loaded with the first method that the release's image does not hold.
        foreach (string unneeded in (string[])["libclrjit", "sqlite", "Humanizer", "System.Linq", "System.Text.Json", "RegularExpressions", "System.Console", "Collections.Concurrent"])
            Assert.DoesNotContain(unneeded, maps, StringComparison.OrdinalIgnoreCase);
        Assert.InRange(PeakResident(terminal.Pid), 1, MostResident);
        terminal.Type("q");
        Assert.Equal(0, terminal.WaitForEnd());
    }

    [Fact]
    public void An_ordinary_session_stays_small_and_none_of_its_views_needs_the_compiler()
    {
        var bravo = BeginOrdinaryWorld($$""", "pidfile": { "globs": ["{{Lifetop.Folder.File("*.pid")}}"] }""");
        Lifetop.Folder.Write("bravo.pid", bravo.Pid.ToString(CultureInfo.InvariantCulture) + "\n");
        using var compiled = new CompiledMethods(Lifetop.Environment);
        using var terminal = new Pty(120, 40);
        // What the registry brings is the other test's.
        terminal.Start([LifetopProgram.Executable, "--read-only"], Lifetop.Environment, Lifetop.Home);
        void Until(Func<VirtualTerminal, bool> condition, string what)
            => terminal.Until(
                screen =>
                {
                    compiled.Read();
                    return condition(screen);
                },
                what);
        void Type(string keys, string shown)
        {
            terminal.Type(keys);
            Until(screen => screen.Shows(shown), $"{shown} after {keys}");
        }
        void Leave(string hidden)
        {
            terminal.Type("\e");
            Until(screen => !screen.Shows(hidden), "gone after Esc: " + hidden);
        }
        Until(static screen => screen.Shows("of 6"), "the list");
        // Every tab of the pane but the history, which is the registry's.
        Type("\e[Z", "no process of it runs");
        Type("\e[Z", "a second line");
        Type("\e[Zj", "peeked");
        Type("k\t\t\t", "safe to remove?");
        Type("d", "lifetop says");
        Leave("lifetop says");
        compiled.AssertFewer(1);
        AssertNotLoaded(terminal, "libclrjit", "sqlite", "Humanizer", "System.Linq");
        Assert.InRange(PeakResident(terminal.Pid), 1, MostResidentWithPanes);
        Type("sn", "name▾");
        Type("t", "└");
        Type("tB", "grouped by source");
        Type("?", "type to search");
        Leave("type to search");
        Type(":themes", "choose the colours");
        Type("\r", "Themes");
        Leave("Themes");
        Type(":budget", "tokens allocated");
        Type("\r", "no worker says anything about tokens");
        Leave("no worker says anything about tokens");
        Type(",", "kept in the config");
        Leave("kept in the config");
        Type(":keys", "choose which key");
        Type("\r", "kept in the config");
        Leave("kept in the config");
        Start("sleep", "1000"); // nobody's
        Type("P", "part of a worker");
        Type("to>", "all users");
        Type("/sleep", "Enter keeps");
        Type("\r", "sleep 1000");
        terminal.Type("q");
        Until(static screen => !screen.Shows("part of a worker"), "the grid again");
        Type("/alpha", "filtered");
        Type("\r", "alpha");
        Type("l", "a second line");
        Type("/second", "second");
        Type("\r", "1 of 1");
        Type("&wT1", "following");
        compiled.AssertFewer(MostCompiled);
        AssertNotLoaded(terminal, "sqlite", "Humanizer");
        terminal.Type("\x03\x03");
        Assert.Equal(0, terminal.WaitForEnd());
    }

    [Fact]
    public void The_view_of_all_processes_needs_no_compiler()
    {
        Lifetop.Configure("""{ "sources": { "tmux": { "enabled": false }, "process": { "enabled": false } } }""");
        using var terminal = new Pty(120, 40);
        terminal.Start([LifetopProgram.Executable, "--read-only", "--view", "processes"], Lifetop.Environment, Lifetop.Home);
        terminal.UntilShows("not part of a worker");
        terminal.Type("o");
        terminal.UntilShows("all users");
        Assert.DoesNotContain("libclrjit", File.ReadAllText($"/proc/{terminal.Pid}/maps"), StringComparison.Ordinal);
        terminal.Type("\x03");
        Assert.Equal(0, terminal.WaitForEnd());
    }

    [Fact]
    public void With_the_registry_open_it_stays_within_what_the_registry_may_cost()
    {
        BeginOrdinaryWorld();
        using var compiled = new CompiledMethods(Lifetop.Environment);
        using var terminal = new Pty(120, 40);
        terminal.Start([LifetopProgram.Executable], Lifetop.Environment, Lifetop.Home);
        terminal.UntilShows("of 6");
        terminal.UntilShows("1 dead worker left 1 thing behind.");
        terminal.Type("H");
        terminal.Until(
            screen =>
            {
                compiled.Read();
                return screen.Shows("seconds ago") || screen.Shows("now");
            },
            "its history");
        Assert.Contains("libsqlite3", File.ReadAllText($"/proc/{terminal.Pid}/maps"), StringComparison.Ordinal);
        // Who examines everything looks once more, with a table of its own.
        terminal.Type("@");
        terminal.Until(
            screen =>
            {
                compiled.Read();
                return screen.Shows("what lifetop did");
            },
            "the log of actions");
        terminal.Type("q:doctor\r");
        terminal.Until(
            screen =>
            {
                compiled.Read();
                return screen.Shows("none is unfinished");
            },
            "the doctor");
        Assert.InRange(PeakResident(terminal.Pid), 1, MostResidentWithRegistry);
        compiled.AssertFewer(MostCompiledWithRegistry);
        terminal.Type("\r");
        terminal.Type("\x03\x03");
        Assert.Equal(0, terminal.WaitForEnd());
    }

    /// <summary>A tmux server with some panes, and workers declared in manifests, all of them known to the registry already.</summary>
    /// <param name="sources">More of the config's sources.</param>
    /// <returns>The process of one of them.</returns>
    private RealProcess BeginOrdinaryWorld(string sources = "")
    {
        Lifetop.Configure($$"""{ "sources": { "process": { "enabled": false }{{sources}} } }""");
        var tmux = StartTmux("work", "sh", "-c", "echo peeked; exec sleep 1000");
        tmux.Tmux("split-window", "-d", "-t", "work", "sleep 1000");
        tmux.Tmux("new-window", "-d", "-t", "work", "sleep 1000");
        string log = Lifetop.Folder.Write("log", "a first line\na second line\n");
        Declare("alpha", Start("sleep", "1000"), $"\"kind\": \"agent\", \"log\": \"{log}\"");
        var bravo = Start("sleep", "1000");
        Declare("bravo", bravo, "\"kind\": \"daemon\"");
        var dead = Start("sleep", "1000");
        Declare("charlie", dead, $"\"log\": \"{log}\"");
        Assert.Equal(6, List().Workers.Count);
        dead.Kill();
        ListUntil("manifest/charlie", static worker => worker.State == "zombie", "a zombie");
        return bravo;
    }

    private static void AssertNotLoaded(Pty terminal, params string[] unneeded)
    {
        string maps = File.ReadAllText($"/proc/{terminal.Pid}/maps");
        foreach (string one in unneeded)
            Assert.DoesNotContain(one, maps, StringComparison.OrdinalIgnoreCase);
    }

    private static string Clock(Pty terminal) => Regex.Match(terminal.Screen.Text, @"\d\d:\d\d:\d\d").Value;

    private static int PeakResident(int pid)
    {
        string line = File.ReadLines($"/proc/{pid}/status").First(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture);
    }
}
