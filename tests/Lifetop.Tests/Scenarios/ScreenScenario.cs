using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>
/// The released program with its screen, on a terminal of its own. A shell leads the terminal's session, so that what is left of it
/// can be looked at; and nobody's processes but those of the scenario are workers.
/// </summary>
public abstract class ScreenScenario : Scenario
{
    protected const string DeclaredOnly = """ "sources": { "process": { "enabled": false }, "tmux": { "enabled": false } } """;

    protected ScreenScenario() => Configure("");

    /// <summary>The config: what all scenarios have, and this.</summary>
    protected void Configure(string more) => Lifetop.Configure("{" + DeclaredOnly + (more.Length == 0 ? "" : ", " + more) + "}");

    protected Dictionary<string, string?> With(string term = "xterm-256color") => new(Lifetop.Environment) { ["TERM"] = term };

    /// <summary>Starts it and waits for nothing.</summary>
    protected Pty Begin(Pty pty, params string[] arguments) => pty.Start(KeptTerminal.Command([LifetopProgram.Executable, .. arguments]), With(), Lifetop.Home);

    /// <summary>Starts it and waits until it has looked.</summary>
    protected Pty Open(int width = 80, int height = 24, params string[] arguments)
    {
        var pty = Begin(new Pty(width, height), arguments);
        pty.Until(static screen => screen.OnAlternateScreen && IsReady(screen), "the list");
        return pty;
    }

    /// <summary>It has looked: it knows how many there are.</summary>
    protected static bool IsReady(VirtualTerminal screen) => ScreenRows.Place(screen.Text) is not null || screen.Shows("No workers yet");

    protected static int ChildOf(int pid) => KeptTerminal.ChildOf(pid);

    /// <summary>What a process holds in memory of its own, in bytes.</summary>
    protected static long OwnMemory(int pid)
    {
        string line = File.ReadLines($"/proc/{pid}/status").First(static line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(8, line.Length - 11), CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>The time a process has computed, in ticks of the kernel.</summary>
    protected static long ComputedTicks(int pid)
    {
        string stat = File.ReadAllText($"/proc/{pid}/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }
}
