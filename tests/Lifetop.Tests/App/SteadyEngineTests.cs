using System;
using System.Globalization;
using Lifetop.App;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Observation.Systems;
using Lifetop.Platform;
using Lifetop.Settings;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.App;

public sealed class SteadyEngineTests
{
    [Fact]
    public void A_steady_look_over_real_workers_allocates_nothing_and_returns_the_same_roster()
    {
        using var folder = new TempFolder();
        using var first = RealProcess.Start("sleep", "1000");
        using var second = RealProcess.Start("sh", "-c", "sleep 1000; :");
        foreach (var (name, worker) in (ReadOnlySpan<(string, RealProcess)>)[("first", first), ("second", second)])
            folder.Write($"lifetop/workers/{name}.json", string.Create(CultureInfo.InvariantCulture, $$"""{ "key": "{{name}}", "pid": {{worker.Pid}}, "start_ticks": {{worker.StartTicks}} }"""));
        var paths = new XdgPaths(name => name is "XDG_STATE_HOME" or "HOME" ? folder.Path : null);
        var memory = Memory.Load(paths, BootClock.ReadBoot(), TimeProvider.System, TimeSpan.FromDays(7));
        using var engine = new Engine(new UserSettings { DisabledSources = ["tmux"] }, paths, memory, new SystemPlaces(), [], new EarlyScan(TimeProvider.System, static _ => null), TimeProvider.System);
        var roster = engine.LookOnce();
        Assert.Contains(roster.Workers, judged => judged.Worker.Key.Text == "manifest/first" && judged.Verdict.State.IsAlive());

        // Others are born and die meanwhile, which is no steady look: one that is must come by.
        Eventually.True(() =>
        {
            var before = engine.LookAgain();
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            var after = engine.LookAgain();
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            return allocated == 0 && ReferenceEquals(before, after);
        }, "a look that allocates nothing");
    }
}
