using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>What the screen brings into memory, told by the kernel: nothing that it does not need to look and to draw.</summary>
public sealed class ScreenCostTests
{
    /// <summary>In KiB; of these the runtime itself takes 15 MiB before our first line.</summary>
    private const int MostResident = 30 * 1024;

    [Fact]
    public void The_screen_runs_without_compiler_database_and_helpers_that_it_does_not_need()
    {
        using var lifetop = new LifetopProgram();
        // What else runs on this machine would be workers, and has to be written down.
        lifetop.Configure("""{ "sources": { "tmux": { "enabled": false }, "process": { "enabled": false } } }""");
        lifetop.Environment["TERM"] = "xterm-256color";
        using var terminal = new Pty(120, 40);
        terminal.Start([LifetopProgram.Executable], lifetop.Environment);
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

    private static string Clock(Pty terminal) => Regex.Match(terminal.Screen.Text, @"\d\d:\d\d:\d\d").Value;

    private static int PeakResident(int pid)
    {
        string line = File.ReadLines($"/proc/{pid}/status").First(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture);
    }
}
