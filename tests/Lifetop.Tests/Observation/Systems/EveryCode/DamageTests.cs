using System;
using System.IO;
using System.Linq;
using System.Text;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.EveryCode;

/// <summary>Whatever happens to the bytes of a file of Every Code, nothing throws and nobody who lives is taken for over.</summary>
public sealed class DamageTests
{
    private const int TimesEach = 5;

    [Fact]
    public void Damage_to_any_file_never_makes_anything_destructive_of_who_lives()
    {
        using var world = EveryCodeWorld.Of("fenced");
        var engine = world.Engine;
        Directory.CreateDirectory(world.Root + "/launchplane_every_code_pr_feedback");
        world.Tree.Write(EveryCodeWorld.State + "/launchplane_every_code_pr_feedback/f.json", """{ "request_id": "every-code-acme-board-97-d78b8a8f38a15b58", "status": "pending", "pr_url": "https://example.invalid/pull/1" }""");
        engine.LookWhole();
        string[] living = ["every-code/worker", "every-code/acme-board-97-d78b8a8f38a15b58", "every-code/acme-board-16-d78b8a8f38a15b5e", "every-code/acme-site.github.io-3-d78b8a8f38a15b5d"];
        engine.See(living[1], "session live");
        var members = living.ToDictionary(static key => key, key => engine.The(key).Worker.Members.Select(static one => one.Process.Pid).ToHashSet());
        var plans = new HarmlessPlans(engine, "every-code/");
        using var stranger = RealProcess.Start("sleep", "1000");
        var random = new Random(20261121);
        foreach (string file in Directory.GetFiles(world.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            byte[] good = File.ReadAllBytes(file);
            foreach (byte[] bad in SampleDamage.Of(good, random, TimesEach, [engine.The(living[0]).Worker.Root!.Value.Pid], stranger.Pid, HarmlessPlans.Nobody))
            {
                SampleTree.Put(file, bad, SampleTime.Start);
                engine.LookAnew(world.Time);
                string what = $"{file}: {Convert.ToHexString(bad.AsSpan(0, Math.Min(bad.Length, 60)))}… {engine.Told()}";
                Assert.DoesNotContain(engine.Roster.Gaps, static gap => gap.What.Contains("inside lifetop", StringComparison.Ordinal));
                foreach (var judged in engine.Roster.Workers.Where(static one => one.Worker.Source == "every-code"))
                    foreach (var member in judged.Worker.Members)
                        Assert.True(members.Values.Any(one => one.Contains(member.Process.Pid)) || judged.Worker.Pane is not null, $"{judged.Worker.Key.Text} has {member.Process.Pid} for {what}");
                // What lives by its request or its file is not over for a file that is damaged, except where the damage says so itself.
                foreach (string key in living)
                    if (engine.Find(key) is { } judged && judged.Verdict.State is Lifecycle.Zombie or Lifecycle.Completed)
                        Assert.True(file.EndsWith(judged.Worker.Name == "worker" ? "worker.pid" : NameOf(key) + ".json", StringComparison.Ordinal), $"{key} {judged.Verdict.NativeState} for {what}");
                plans.Hold(engine, what);
            }
            SampleTree.Put(file, good, SampleTime.Start);
        }
        engine.LookAnew(world.Time);
        engine.See(living[1], "session live");
        engine.See("every-code/acme-board-9-d78b8a8f38a15b57", "ended, not reconciled");
        Assert.False(RealProcess.StateOf(engine.The("every-code/worker").Worker.Root!.Value.Pid) is null);
    }

    /// <summary>The trees without a session that lives: their worker's files, its lock, and what other versions wrote.</summary>
    [Theory]
    [InlineData("v1")]
    [InlineData("torn-pid")]
    [InlineData("reused-pid")]
    [InlineData("bare-int")]
    [InlineData("no-command")]
    public void Damage_to_a_file_of_any_other_tree_never_throws_makes_nobody_a_member_and_is_forgotten_with_it(string tree)
    {
        using var world = EveryCodeWorld.Of(tree);
        using var stranger = RealProcess.Start("sleep", "1000");
        var engine = world.Engine;
        engine.LookWhole();
        string before = Rows(engine);
        var members = Members(engine);
        var plans = new HarmlessPlans(engine, "every-code/");
        var random = new Random(20261121);
        foreach (string file in Directory.GetFiles(world.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            byte[] good = File.ReadAllBytes(file);
            foreach (byte[] bad in SampleDamage.Of(good, random, TimesEach, members, stranger.Pid, HarmlessPlans.Nobody))
            {
                SampleTree.Put(file, bad, SampleTime.Start);
                engine.LookAnew(world.Time);
                plans.Hold(engine, $"{file}: {Encoding.Latin1.GetString(bad)}");
                Assert.DoesNotContain(engine.Roster.Gaps, static gap => gap.What.Contains("inside lifetop", StringComparison.Ordinal));
                // Of a pid file without a command line any living pid counts, as it does for launchplane.
                if (!file.EndsWith("/worker.pid", StringComparison.Ordinal) || Encoding.Latin1.GetString(bad).Contains("\"command\": [", StringComparison.Ordinal))
                    Assert.True(Members(engine).IsSubsetOf(members), $"{file}: {Encoding.Latin1.GetString(bad)} {engine.Told()}");
            }
            SampleTree.Put(file, good, SampleTime.Start);
        }
        engine.LookAnew(world.Time);
        Assert.Equal(before, Rows(engine));
        Assert.False(stranger.HasEnded);
    }

    private static string Rows(SampleEngine engine)
        => string.Join('\n', engine.Roster.Workers.Where(static one => one.Worker.Source == "every-code" && !one.Verdict.State.IsEnded()).Select(static one => $"{one.Worker.Key.Text} {one.Verdict.NativeState}").Order(StringComparer.Ordinal));

    private static System.Collections.Generic.HashSet<int> Members(SampleEngine engine)
        => [.. engine.Roster.Workers.Where(static one => one.Worker.Source == "every-code").SelectMany(static one => one.Worker.Members).Select(static one => one.Process.Pid)];

    private static string NameOf(string key) => key["every-code/".Length..];
}
