using System;
using System.Text.Json;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.Orchestrator;

/// <summary>The chains of proc-chains.json, from a server up, over a table of processes made of each.</summary>
internal static class ChainRows
{
    private const int Server = 100;

    public static void Check()
    {
        using var chains = JsonDocument.Parse(SampleTree.ReadBeside(OrchestratorWorld.System, "proc-chains.json"));
        Assert.NotEmpty(chains.RootElement.EnumerateArray());
        foreach (var chain in chains.RootElement.EnumerateArray())
            Check(WorldOf(chain), chain.GetProperty("id").GetString()!, chain.GetProperty("verdict").GetString()!);
    }

    private static void Check(World world, string id, string verdict)
    {
        string key = $"orchestrator/server-{Server}";
        world.Look();
        bool isOrphan = verdict.StartsWith("orphan server", StringComparison.Ordinal);
        Assert.True((world.Find(key) is not null) == isOrphan, $"{id}: {verdict}");
        if (!isOrphan)
            return;
        Assert.Equal(("live", true), (world.The(key).Verdict.NativeState, world.The(key).Verdict.State.IsAlive()));
        world.Later(TimeSpan.FromSeconds(4.9)).Look();
        Assert.NotEqual(Lifecycle.Orphan, world.State(key));
        world.Later(TimeSpan.FromSeconds(0.1)).Look();
        Assert.Equal((verdict, Lifecycle.Orphan), (world.The(key).Verdict.NativeState, world.State(key)));
    }

    private static World WorldOf(JsonElement chain)
    {
        var world = Make.World();
        var names = chain.GetProperty("chain");
        int count = names.GetArrayLength();
        if (names[count - 1].GetString() == "systemd")
            count--;
        for (int i = 0; i < count; i++)
        {
            string name = names[i].GetString()!;
            string command = i == 0 ? chain.GetProperty("cmdline").GetString()! : chain.TryGetProperty("argv0", out var shown) ? shown[i].GetString()! : name;
            world.Process(Server + i, i == count - 1 ? 1 : Server + i + 1, command, name: name);
        }
        return world;
    }
}
