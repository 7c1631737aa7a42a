using System;
using System.IO;
using System.Linq;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.CommitRelay;

/// <summary>Whatever happens to the bytes of a file of commit-relay, nothing throws and nobody who lives is taken for dead.</summary>
public sealed class DamageTests
{
    private const int TimesEach = 4;

    [Fact]
    public void Damage_to_any_file_never_makes_anything_destructive_of_a_live_worker()
    {
        using var world = new RelayWorld();
        using var engine = world.Engine();
        engine.LookWhole();
        var living = RelayWorld.Workers.Where(static one => one.Pid != RelayWorld.Survivor).Select(static one => "commit-relay/home/" + one.Id).Append("commit-relay/home/worker-daemon").ToList();
        var own = RelayWorld.Workers.Select(one => (world.Process(one.Pid).Pid, one.Id)).Append((world.Process(RelayWorld.Daemon).Pid, "worker-daemon")).ToDictionary();
        var plans = new HarmlessPlans(engine, "commit-relay/");
        using var stranger = RealProcess.Start("sleep", "1000");
        var random = new Random(20261121);
        foreach (string file in Directory.GetFiles(world.Root.Home, "*", SearchOption.AllDirectories).Concat(Directory.GetFiles(world.Temp.Home)).Order(StringComparer.Ordinal))
        {
            byte[] good = File.ReadAllBytes(file);
            foreach (byte[] bad in SampleDamage.Of(good, random, TimesEach, own.Keys, stranger.Pid, HarmlessPlans.Nobody))
            {
                SampleTree.Put(file, bad, SampleTime.Start);
                engine.LookAnew(world.Time);
                string what = $"{file}: {Convert.ToHexString(bad.AsSpan(0, Math.Min(bad.Length, 40)))}… {engine.Told()}";
                Assert.DoesNotContain(engine.Roster.Gaps, static gap => gap.What.Contains("inside lifetop", StringComparison.Ordinal));
                bool isAnother = Path.GetDirectoryName(file) == world.Temp.Home && SampleDamage.IsAnotherPid(bad, good);
                foreach (string key in living)
                    if (engine.Find(key) is { } judged && !(isAnother && judged.Worker.Name == "worker-daemon"))
                        Assert.True(judged.Verdict.State is Lifecycle.Unknown || judged.Verdict.State.IsAlive(), $"{key} {judged.Verdict.State} for {what}");
                foreach (var judged in engine.Roster.Workers.Where(static one => one.Worker.Source == "commit-relay"))
                    foreach (var member in judged.Worker.Members)
                        Assert.True(own.TryGetValue(member.Process.Pid, out string? id) && id == judged.Worker.Name, $"{judged.Worker.Name} has {member.Process.Pid} for {what}");
                plans.Hold(engine, what);
            }
            SampleTree.Put(file, good, SampleTime.Start);
        }
        engine.LookAnew(world.Time);
        engine.See("commit-relay/home/worker-implementation-001", "live");
        engine.See("commit-relay/home/worker-implementation-003", "dead");
    }
}
