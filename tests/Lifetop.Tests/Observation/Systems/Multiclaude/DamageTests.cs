using System;
using System.IO;
using System.Linq;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.Multiclaude;

/// <summary>Whatever happens to the bytes of a file of multiclaude, nothing throws and nobody whose Claude runs is taken for over.</summary>
public sealed class DamageTests
{
    private const int TimesEach = 4;

    [Fact]
    public void Damage_to_any_file_never_makes_anything_destructive_of_who_lives_and_the_last_good_view_stays()
    {
        using var world = MulticlaudeWorld.Of("current");
        var engine = world.Engine;
        string[] living = ["multiclaude/my.app/supervisor", "multiclaude/my.app/happy-otter", "multiclaude/my.app/fox-2"];
        foreach (string key in living)
            engine.See(key, "live");
        string[] all = Keys(engine);
        var plans = new HarmlessPlans(engine, "multiclaude/");
        using var stranger = RealProcess.Start("sleep", "1000");
        int daemon = engine.The("multiclaude/daemon").Worker.Root!.Value.Pid;
        var random = new Random(20261121);
        foreach (string file in Directory.GetFiles(world.Tree.File(".multiclaude"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            byte[] good = File.ReadAllBytes(file);
            bool isState = file == world.StateFile;
            // A changed byte of the state may be whole JSON, and is then believed; what is cut off is not.
            var damages = isState ? Enumerable.Range(0, 8 * TimesEach).Select(_ => good[..random.Next(good.Length - 1)]) : SampleDamage.Of(good, random, TimesEach, [daemon], stranger.Pid, HarmlessPlans.Nobody);
            foreach (byte[] bad in damages)
            {
                SampleTree.Put(file, bad, SampleTime.Start);
                engine.LookAnew(world.Time);
                string what = $"{file} {bad.Length} of {good.Length}";
                Assert.DoesNotContain(engine.Roster.Gaps, static gap => gap.What.Contains("inside lifetop", StringComparison.Ordinal));
                foreach (string key in living)
                    Assert.True(engine.The(key).Verdict.State is Lifecycle.Unknown || engine.The(key).Verdict.State.IsAlive(), $"{key} {engine.The(key).Verdict.NativeState} for {what}");
                if (isState)
                    Assert.Equal(all, Keys(engine));
                foreach (var unknown in engine.Roster.Workers.Where(static one => one.Verdict.State == Lifecycle.Unknown))
                    Assert.NotEqual("reap", unknown.Verdict.Suggestion);
                plans.Hold(engine, what);
            }
            SampleTree.Put(file, good, SampleTime.Start);
        }
        engine.LookAnew(world.Time);
        foreach (string key in living)
            engine.See(key, "live");
        Assert.Equal(all, Keys(engine));
    }

    private static string[] Keys(SampleEngine engine)
        => [.. engine.Roster.Workers.Where(static one => one.Worker.Source == "multiclaude").Select(static one => one.Worker.Key.Text).Order(StringComparer.Ordinal)];
}
