using System;
using Lifetop.Model;

namespace Lifetop.Tests.Support;

/// <summary>Worlds put together by chance, the same for the same seed: trees, panes and declarations that get into each other's way.</summary>
internal static class RandomWorlds
{
    public static readonly string[] Sources = ["tmux", "process", "manifest", "multiclaude", "lifetop", "pidfile"];

    private static readonly string[] Commands =
        ["/usr/bin/claude", "/bin/bash", "-zsh", "/bin/sh -c run", "/usr/bin/node /x/codex.js", "/usr/bin/vite --port 3000", "/usr/bin/make all", "/usr/bin/tmux attach", "/usr/bin/sleep 100"];

    public static World Make(Random random)
    {
        var world = Support.Make.World();
        world.Server();
        int processes = random.Next(3, 25);
        for (int i = 0; i < processes; i++)
        {
            int pid = 1000 + i;
            int parent = random.Next(4) switch { 0 => 1, 1 => 900, _ => i == 0 ? 1 : 1000 + random.Next(i) };
            bool checkout = random.Next(2) == 0;
            world.Process(pid, parent, Commands[random.Next(Commands.Length)],
                sid: random.Next(3) == 0 || i == 0 ? pid : 1000 + random.Next(i),
                pts: random.Next(3) == 0 ? random.Next(4) : -1,
                age: TimeSpan.FromSeconds(random.Next(1, 8000)),
                cwd: checkout ? $"/w/{random.Next(4)}" : "/",
                checkout: checkout ? "/w" : null,
                ports: random.Next(5) == 0 ? [3000 + i] : null,
                markers: random.Next(6) == 0 ? Support.Make.Marker($"manifest/d{random.Next(3)}") : null,
                cpu: random.Next(4) == 0 ? 50 : 0,
                state: random.Next(10) == 0 ? 'Z' : 'S',
                name: random.Next(15) == 0 ? "tmux: server" : null,
                group: random.Next(2) == 0 ? $"/{random.Next(5)}.scope" : null);
        }
        int panes = random.Next(0, 4);
        for (int i = 0; i < panes; i++)
            world.Pane($"%{i}", 1000 + random.Next(processes), window: i, pts: i, dead: random.Next(4) == 0, status: random.Next(3), bell: random.Next(4) == 0, written: TimeSpan.FromSeconds(random.Next(1000)));
        int declarations = random.Next(0, 6);
        for (int i = 0; i < declarations; i++)
            world.Declare(Support.Make.Declared($"d{i}", Sources[random.Next(2, Sources.Length)],
                process: random.Next(3) == 0 ? null : new ProcessClaim(1000 + random.Next(processes + 3)),
                pane: random.Next(3) == 0 ? new PaneClaim { PaneId = $"%{random.Next(4)}", Belongs = random.Next(2) == 0 } : null,
                kind: (WorkerKind)random.Next(4),
                says: (DeclaredState)random.Next((int)DeclaredState.Over + 1),
                age: TimeSpan.FromSeconds(random.Next(1, 8000))) with
            {
                Worktree = random.Next(2) == 0 ? $"/w/{random.Next(4)}" : null,
                Markers = random.Next(2) == 0 ? Support.Make.Marker($"manifest/d{i}") : [],
                LastBeat = random.Next(3) == 0 ? Support.Make.Noon - TimeSpan.FromSeconds(random.Next(1000)) : null,
            });
        return world;
    }
}
