using System;
using System.IO;
using System.Linq;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.Orchestrator;

/// <summary>Whatever happens to the bytes of a file of the orchestrator, nothing throws and no Claude that lives is taken for gone.</summary>
public sealed class DamageTests
{
    private const int TimesEach = 4;

    [Fact]
    public void Damage_to_any_file_never_makes_anything_destructive_of_a_live_Claude()
    {
        using var world = new OrchestratorWorld();
        string anchor = OrchestratorWorld.Prefix + world.Anchor(OrchestratorWorld.Claude);
        int claude = world.Process(OrchestratorWorld.Claude).Pid;
        Assert.Equal("anchor live", world.Engine.The(anchor).Verdict.NativeState);
        var plans = new HarmlessPlans(world.Engine, OrchestratorWorld.Prefix);
        using var stranger = RealProcess.Start("sleep", "1000");
        var random = new Random(20261121);
        var files = Directory.GetFiles(world.Project.Home, "*", SearchOption.AllDirectories).Concat(Directory.GetFiles(world.Home.Home, "*", SearchOption.AllDirectories));
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            byte[] good = File.ReadAllBytes(file);
            var dated = File.GetLastWriteTimeUtc(file);
            foreach (byte[] bad in SampleDamage.Of(good, random, TimesEach, [claude], stranger.Pid, HarmlessPlans.Nobody))
            {
                SampleTree.Put(file, bad, dated);
                world.Engine.LookAnew(world.Time);
                string what = $"{file}: {Convert.ToHexString(bad.AsSpan(0, Math.Min(bad.Length, 40)))}… {world.Engine.Told()}";
                Assert.DoesNotContain(world.Engine.Roster.Gaps, static gap => gap.What.Contains("inside lifetop", StringComparison.Ordinal));
                Assert.True(world.Engine.The(anchor).Verdict.State is Lifecycle.Unknown || world.Engine.The(anchor).Verdict.State.IsAlive(), what);
                foreach (var judged in world.Engine.Roster.Workers.Where(static one => one.Worker.Key.Text.StartsWith(OrchestratorWorld.Prefix, StringComparison.Ordinal)))
                {
                    Assert.True(judged.Verdict.State != Lifecycle.Zombie || judged.Verdict.NativeState!.StartsWith("anchor stale", StringComparison.Ordinal), what);
                    foreach (var member in judged.Worker.Members)
                        Assert.True(member.Process.Pid == claude, $"{judged.Worker.Name} has {member.Process.Pid} for {what}");
                }
                plans.Hold(world.Engine, what);
            }
            SampleTree.Put(file, good, dated);
        }
        world.Engine.LookAnew(world.Time);
        world.Engine.See(OrchestratorWorld.Prefix + "PA main", "live");
        Assert.DoesNotContain(world.Engine.Roster.Gaps, static gap => gap.Source == "orchestrator");
    }
}
