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

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

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
        var paths = new XdgPaths(name => name is "XDG_STATE_HOME" or "HOME" ? folder.Path : null);
        // In a build for debugging, looking up the width of a letter beyond ASCII makes objects.
        var settings = new UserSettings { DisabledSources = ["tmux", "process"], ProjectsBelow = folder.Path, Interval = TimeSpan.FromMilliseconds(100), Ascii = true };

        var time = new CountingTime();
        int quiet = 0, steps = 0, mostSent = 0, leastSent = int.MaxValue;
        long made = 0, madeByLooks = 0, leastMade = long.MaxValue, began = Stopwatch.GetTimestamp();
        using var terminal = new PaperTerminal(width, height, GoesOn);
        using (var lookout = new Lookout(settings, paths, readOnly: false, "screen", time))
        {
            var screen = new Lifetop.App.ScreenProgram(lookout, terminal, folder.File("config.json"), time);
            screen.Run();
            screen.Finish();
            Assert.Null(screen.Mistake);
        }
        report.WriteLine($"{quiet} looks without a byte; {steps} frames that changed, {leastSent} to {mostSent} bytes each, {leastMade} bytes of memory at least");
        Assert.True(quiet >= Quiet, $"{quiet} looks made and sent nothing, {Quiet} were to");
        Assert.InRange(mostSent, 1, MostSent);
        Assert.Equal(0, leastMade);

        bool GoesOn(PaperTerminal paper)
        {
            long now = GC.GetAllocatedBytesForCurrentThread(), looks = time.MadeByLooks;
            long since = now - made + looks - madeByLooks;
            bool counts = paper.Frames > 0 && Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(2);
            if (paper.Frames > 0)
                (made, madeByLooks) = (now, looks);
            if (!counts)
                return true;
            if (since == 0 && paper.Sent.IsEmpty)
                quiet++;
            if (!paper.Sent.IsEmpty)
            {
                steps++;
                mostSent = Math.Max(mostSent, paper.Sent.Length);
                leastSent = Math.Min(leastSent, paper.Sent.Length);
                leastMade = Math.Min(leastMade, since);
            }
            return (quiet < Quiet || steps < 3 || leastMade > 0) && Stopwatch.GetElapsedTime(began) < Patience;
        }
    }
}
