using System;
using System.IO;
using System.Linq;
using System.Threading;
using Lifetop.Model;
using Lifetop.Observation;
using Lifetop.Observation.Proc;
using Lifetop.Observation.Tmux;
using Lifetop.Tests.Support;
using Xunit;
using static Lifetop.Tests.Support.Make;

namespace Lifetop.Tests.Observation;

public sealed class ObserverTests
{
    [Fact]
    public void Who_is_declared_by_an_answer_newer_than_the_scan_is_in_the_table_all_the_same()
    {
        var early = new EarlyScan(TimeProvider.System, static _ => null);
        // The table of its look is laid out: who is born now is in no line of it.
        Eventually.True(() => early.Scan.Births > 0, "the early scan");
        using var born = RealProcess.Start("sleep", "1000");
        var source = new Speaker { Answer = new SourceAnswer { Declarations = [Declared("late", process: new ProcessClaim(born.Pid) { StartTicks = born.StartTicks })] } };
        using var observer = Beside(source, early);
        observer.Begin(DateTimeOffset.UtcNow);
        observer.WaitForAll(Eventually.Patience, TimeProvider.System);

        var census = observer.Take(DateTimeOffset.UtcNow, takesEarly: true);

        Assert.Equal(born.Pid, Assert.Single(census.Declarations).Process!.Pid);
        Assert.True(census.Processes.IndexOf(born.Pid) >= 0);
    }

    [NeedsChosenPidsFact]
    public void Who_is_declared_and_has_a_low_number_is_in_the_table_at_once()
    {
        var source = new Speaker();
        using var observer = Beside(source);
        observer.Look(DateTimeOffset.UtcNow, TimeProvider.System);
        int low;
        using (var process = RealProcess.Start("sleep", "1000"))
            low = process.Pid;
        using var later = RealProcess.Start("sleep", "1000");
        observer.Look(DateTimeOffset.UtcNow, TimeProvider.System);
        using var born = PidBearer.After(low - 1, Path.GetTempPath(), "sleep", "1000");
        source.Answer = new SourceAnswer { Declarations = [Declared("low", process: new ProcessClaim(born.Pid))] };
        observer.Sources[0].MarkChanged();

        var census = observer.Look(DateTimeOffset.UtcNow, TimeProvider.System);

        Assert.True(born.Pid < later.Pid);
        Assert.Single(census.Declarations);
        Assert.True(census.Processes.IndexOf(born.Pid) >= 0);
    }

    [Fact]
    public void Until_it_is_told_to_it_asks_nobody_and_says_who_is_missing()
    {
        var source = new Speaker();
        using var process = RealProcess.Start("sleep", "1000");
        using var observer = Beside(source);
        var census = observer.Take(DateTimeOffset.UtcNow, takesEarly: true);

        Assert.True(census.Processes.IndexOf(process.Pid) >= 0);
        Assert.Equal("speaker", Assert.Single(census.Awaited));
        Assert.Equal(0, source.Looks);

        observer.Begin(DateTimeOffset.UtcNow);
        observer.WaitForAll(Eventually.Patience, TimeProvider.System);
        Assert.Equal(1, source.Looks);
        Assert.Empty(observer.Take(DateTimeOffset.UtcNow).Awaited);
    }

    [Fact]
    public void Before_tmux_servers_are_looked_for_they_are_missing_and_not_after_none_was_found()
    {
        using var folder = new TempFolder();
        var tmux = new TmuxLanes(new ServerDiscovery([], folder.Path, null, folder.Path), static _ => throw new InvalidOperationException("there is no tmux here"));
        using var observer = new Observer([], tmux, new EarlyScan(TimeProvider.System, static _ => null), DateTimeOffset.UtcNow);
        Assert.Equal("tmux", Assert.Single(observer.Take(DateTimeOffset.UtcNow, takesEarly: true).Awaited));
        observer.Begin(DateTimeOffset.UtcNow);
        Assert.Empty(observer.Take(DateTimeOffset.UtcNow).Awaited);
    }

    [Fact]
    public void What_was_read_early_is_good_for_one_look()
    {
        using var observer = Beside(new Speaker());
        observer.Take(DateTimeOffset.UtcNow, takesEarly: true);
        using var process = RealProcess.Start("sleep", "1000");
        Assert.True(observer.Take(DateTimeOffset.UtcNow, takesEarly: true).Processes.IndexOf(process.Pid) >= 0);
    }

    [Fact]
    public void Who_does_not_answer_is_late_by_no_clock_that_can_be_set()
    {
        using var mayAnswer = new ManualResetEventSlim();
        var source = new Speaker { MayAnswer = mayAnswer };
        using var observer = Beside(source);
        try
        {
            observer.Begin(DateTimeOffset.UtcNow);
            // The clock is set, or the machine slept.
            Assert.Empty(GapsOf(source, observer.Take(DateTimeOffset.UtcNow + TimeSpan.FromHours(1))));
            observer.WaitForAll(Observer.LateAfter + TimeSpan.FromMilliseconds(200), TimeProvider.System);
            Assert.Contains("does not answer", Assert.Single(GapsOf(source, observer.Take(DateTimeOffset.UtcNow))).What, StringComparison.Ordinal);
        }
        finally
        {
            mayAnswer.Set();
        }
        observer.WaitForAll(Eventually.Patience, TimeProvider.System);
        Assert.Empty(GapsOf(source, observer.Take(DateTimeOffset.UtcNow)));
    }

    private static Gap[] GapsOf(Speaker source, Census census) => [.. census.Gaps.Where(gap => gap.Source == source.Name)];

    private static Observer Beside(Speaker source, EarlyScan? early = null)
        => new([source], new TmuxLanes(null, static _ => throw new InvalidOperationException("there is no tmux here")), early ?? new EarlyScan(TimeProvider.System, static _ => null), DateTimeOffset.UtcNow);

    private sealed class Speaker : IWorkerSource
    {
        public volatile SourceAnswer Answer = SourceAnswer.Nothing;

        public string Name => "speaker";

        public TimeSpan SafetyNet { get; } = TimeSpan.FromMinutes(1);

        public int Looks;

        public ManualResetEventSlim? MayAnswer { get; init; }

        public SourceAnswer Look(DateTimeOffset now)
        {
            Interlocked.Increment(ref Looks);
            MayAnswer?.Wait();
            return Answer;
        }
    }
}
