using System;
using System.IO;
using System.Linq;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.AgentRelay;

/// <summary>Whatever happens to the bytes of a file of agent-relay, nothing throws, nobody who lives is taken for dead, and no stranger for one of its agents.</summary>
[Trait("Waits", "long")]
public sealed class DamageTests
{
    private const int TimesEach = 6;

    [Theory]
    [InlineData("g1")]
    [InlineData("g1-crashed")]
    [InlineData("g2")]
    [InlineData("g2-crashed")]
    public void Damage_to_any_file_never_makes_anything_destructive_of_a_live_agent(string tree)
    {
        using var world = new AgentRelayWorld(tree);
        using var engine = world.Engine();
        engine.LookWhole();
        var before = Verdicts(engine);
        var living = engine.Roster.Workers.Where(static one => IsIts(one) && one.Verdict.State.IsAlive() && one.Worker.Root is not null)
            .ToDictionary(static one => one.Worker.Key.Text, static one => one.Worker.Root!.Value.Pid);
        Assert.NotEmpty(living);
        var plans = new HarmlessPlans(engine, "agent-relay/home/");
        using var stranger = RealProcess.Start("sleep", "1000");
        var random = new Random(20261121);
        foreach (string file in Directory.GetFiles(world.Tree.Home, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            byte[] good = File.ReadAllBytes(file);
            foreach (byte[] bad in SampleDamage.Of(good, random, TimesEach, living.Values, stranger.Pid, HarmlessPlans.Nobody))
            {
                SampleTree.Put(file, bad, SampleTime.Ahead);
                engine.LookAnew(world.Time);
                string what = $"{file}: {Convert.ToHexString(bad.AsSpan(0, Math.Min(bad.Length, 40)))}… {engine.Told()}";
                Assert.DoesNotContain(engine.Roster.Gaps, static gap => gap.What.Contains("inside lifetop", StringComparison.Ordinal));
                Assert.DoesNotContain("DO_NOT_SHOW", engine.Told(), StringComparison.Ordinal);
                foreach (var (key, pid) in living)
                    // A changed pid or name is another entry, whole as it is: its process is nobody's then, and is not touched.
                    if (engine.Find(key) is { } judged && judged.Worker.Declaration?.Process?.Pid == pid)
                        Assert.True(judged.Verdict.State is Lifecycle.Unknown or Lifecycle.Pending || judged.Verdict.State.IsAlive(), $"{key} {judged.Verdict.State} for {what}");
                foreach (var judged in engine.Roster.Workers.Where(IsIts))
                    foreach (var member in judged.Worker.Members.Where(static member => member.Tie == MemberTie.Root))
                        Assert.True(world.Processes.Any(process => process.Pid == member.Process.Pid), $"{judged.Worker.Name} has {member.Process.Pid} for {what}");
                plans.Hold(engine, what);
            }
            SampleTree.Put(file, good, SampleTime.Ahead);
        }
        engine.LookAnew(world.Time);
        Assert.Equal(before, Verdicts(engine));
    }

    /// <summary>Other tests may have projects of their own on this machine.</summary>
    private static bool IsIts(JudgedWorker judged) => judged.Worker.Key.Text.StartsWith("agent-relay/home/", StringComparison.Ordinal);

    private static string Verdicts(SampleEngine engine) => string.Join('\n', engine.Roster.Workers.Where(static one => IsIts(one) && one.Verdict.NativeState is not null).Select(static one => $"{one.Worker.Key.Text} {one.Verdict.NativeState}").Order(StringComparer.Ordinal));
}
