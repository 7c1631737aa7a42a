using System;
using System.Diagnostics;
using System.Globalization;
using Lifetop.App;
using Lifetop.Platform;
using Lifetop.Settings;
using Lifetop.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Lifetop.Tests.App;

public sealed class SteadyScreenTests(ITestOutputHelper report)
{
    /// <summary>Of ten looks a second. Not all of them can be: others are born and die on the machine, and somebody's CPU moves.</summary>
    private const int Quiet = 3;

    /// <summary>The clock, and the ages of two workers in the list and in the pane, each with its way there.</summary>
    private const int MostSent = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(80, 24)]
    [InlineData(120, 36)]
    public void Where_nothing_happens_looks_and_frames_make_nothing_and_only_the_clock_and_ages_are_sent(int width, int height)
    {
        using var folder = new TempFolder();
        using var first = RealProcess.Start("sleep", "1000");
        using var second = RealProcess.Start("sleep", "1000");
        foreach (var (name, worker) in (ReadOnlySpan<(string, RealProcess)>)[("first", first), ("second", second)])
            folder.Write($"lifetop/workers/{name}.json", string.Create(CultureInfo.InvariantCulture, $$"""{ "key": "{{name}}", "pid": {{worker.Pid}}, "start_ticks": {{worker.StartTicks}} }"""));
        var seen = Watch(folder, width, height);
        // Where an age steps in the same look as the clock, its new words are in each of their frames: another start steps elsewhere.
        for (int attempt = 1; attempt < 6 && seen.LeastMade > 0; attempt++)
            seen = Watch(folder, width, height);
        report.WriteLine(seen.ToString());
        Assert.True(seen.Quiet >= Quiet, $"{seen.Quiet} looks made and sent nothing, {Quiet} were to");
        Assert.InRange(seen.MostSent, 1, MostSent);
        Assert.Equal(0, seen.LeastMade);
    }

    private static Seen Watch(TempFolder folder, int width, int height)
    {
        var paths = new XdgPaths(name => name is "XDG_STATE_HOME" or "HOME" ? folder.Path : null);
        // In a build for debugging, looking up the width of a letter beyond ASCII makes objects.
        var settings = new UserSettings { DisabledSources = ["tmux", "process"], ProjectsBelow = folder.Path, Interval = TimeSpan.FromMilliseconds(100), Ascii = true };

        var time = new CountingTime();
        var seen = new Seen(0, 0, int.MaxValue, 0, long.MaxValue);
        long made = 0, madeByLooks = 0, began = Stopwatch.GetTimestamp();
        using var terminal = new PaperTerminal(width, height, GoesOn);
        using var lookout = new Lookout(settings, paths, readOnly: false, "screen", time);
        var screen = new Lifetop.App.ScreenProgram(lookout, terminal, folder.File("config.json"), time);
        screen.Run();
        screen.Finish();
        Assert.Null(screen.Mistake);
        return seen;

        bool GoesOn(PaperTerminal paper)
        {
            long now = GC.GetAllocatedBytesForCurrentThread(), looks = time.MadeByLooks;
            long drawing = now - made, looking = looks - madeByLooks;
            bool counts = paper.Frames > 0 && Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(2);
            if (paper.Frames > 0)
                (made, madeByLooks) = (now, looks);
            if (!counts)
                return true;
            if (drawing == 0 && looking == 0 && paper.Sent.IsEmpty)
                seen = seen with { Quiet = seen.Quiet + 1 };
            if (!paper.Sent.IsEmpty)
                seen = new Seen(seen.Quiet, seen.Steps + 1, Math.Min(seen.LeastSent, paper.Sent.Length), Math.Max(seen.MostSent, paper.Sent.Length), Math.Min(seen.LeastMade, drawing));
            return (seen.Quiet < Quiet || seen.Steps < 3 || seen.LeastMade > 0) && Stopwatch.GetElapsedTime(began) < Patience;
        }
    }

    /// <summary>Looks without a byte, frames that changed, the bytes these sent, and the least memory one of them took to draw: what else was born while it was looked is no matter of the frame.</summary>
    private readonly record struct Seen(int Quiet, int Steps, int LeastSent, int MostSent, long LeastMade);
}
