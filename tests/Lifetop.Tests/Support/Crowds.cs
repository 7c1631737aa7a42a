using Lifetop.Model;
using static Lifetop.Tests.Support.Make;

namespace Lifetop.Tests.Support;

/// <summary>Many workers of every sort, judged three times, so that nothing about them is new any more.</summary>
internal static class Crowds
{
    /// <summary>Among them are ended, unknown, stalled and left-over ones.</summary>
    public static World Of(int count)
    {
        var world = World().Server().Gap("multiclaude");
        for (int i = 0; i < count; i++)
        {
            int pid = 2000 + 2 * i;
            world.Process(pid, i % 3 == 0 ? 900 : 40, "/usr/bin/claude", pts: 100 + i, cpuNanoseconds: 1_000_000).Process(pid + 1, pid, "/bin/child", sid: pid, pts: 100 + i);
            if (i % 3 == 0)
                world.Pane($"%{i}", pid, window: i, pts: 100 + i, bell: i % 2 == 0, written: Seconds(i * 9));
            if (i % 3 == 1)
                world.Declare(Declared($"d{i}", i % 2 == 0 ? "multiclaude" : "manifest", new ProcessClaim(i % 5 == 0 ? 9_000_000 + i : pid)) with
                {
                    LastBeat = i % 4 == 0 ? Noon - Minutes(20) : null,
                    Leaves = [new Residue("file", "/run/x.pid")],
                    Worktree = "/w/" + i,
                });
        }
        world.Exists("/run/x.pid").Remember(Recollection() with { Protected = ["process:1"], Snoozed = [new Snooze("x", Noon)], OpenPlans = [Plan("manifest:d1", Process(7, Noon))] });
        world.Look();
        // A few end, so that there are workers of the past to go through.
        for (int i = 2; i < count; i += 30)
            world.End(2000 + 2 * i);
        return world.Later(Seconds(1)).Look().Later(Seconds(1)).Look();
    }
}
