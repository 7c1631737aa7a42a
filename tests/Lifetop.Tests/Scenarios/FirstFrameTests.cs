using System;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>What the kernel was asked for before the first frame was on the terminal, and what after it.</summary>
public sealed class FirstFrameTests : ScreenScenario
{
    /// <summary>The observing thread begins beside the first frame: a machine that is busy elsewhere may let it overtake, once.</summary>
    private const int Tries = 3;

    private static readonly string[] Later = ["execve(", "connect(", "sqlite", "registry.db", "Humanizer", "/tmux-"];

    [NeedsStraceFact]
    public void Comes_before_the_database_the_words_for_people_tmux_and_any_child()
    {
        Lifetop.Configure("{}");
        Declare("subject", Start("sleep", "1000"));
        StartTmux("main", "sleep", "1000");
        string[] early = [];
        for (int i = 0; i < Tries; i++)
        {
            early = BeforeTheFirstFrame(Lifetop.Folder.File($"trace-{i}"));
            if (early.Length == 0)
                break;
        }
        Assert.True(early.Length == 0, "before the first frame: " + string.Join('\n', early));
    }

    private string[] BeforeTheFirstFrame(string trace)
    {
        if (Directory.Exists(Lifetop.StateFolder))
            foreach (string file in Directory.GetFiles(Lifetop.StateFolder))
                File.Delete(file);
        using var pty = new Pty(80, 24);
        pty.Start(["strace", "-f", "-qq", "-s", "4096", "-e", "trace=execve,connect,openat,write", "-e", "signal=none", "-o", trace, LifetopProgram.Executable], With(), Lifetop.Home);
        // It does come to these, or the test would show nothing.
        pty.Until(
            _ => File.Exists(trace) && File.ReadAllText(trace) is var all && all.Contains("registry.db", StringComparison.Ordinal) && all.Contains("list-panes", StringComparison.Ordinal),
            "a record and a listing",
            TimeSpan.FromSeconds(60));
        pty.Type("q");
        pty.WaitForEnd(TimeSpan.FromSeconds(30));
        string[] calls = File.ReadAllLines(trace);
        int frame = Array.FindIndex(calls, static call => call.Contains("write(", StringComparison.Ordinal) && call.Contains("\\33[?1049h", StringComparison.Ordinal));
        Assert.Contains("attention", calls[frame], StringComparison.Ordinal);
        // The first call of all is the program's own start.
        return [.. calls[1..frame].Where(static call => !call.Contains("write(", StringComparison.Ordinal) && Later.Any(word => call.Contains(word, StringComparison.OrdinalIgnoreCase)))];
    }
}
