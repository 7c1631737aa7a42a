using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Observation;
using Lifetop.Observation.Tmux;

namespace Lifetop.App;

/// <summary>Tells each tmux source in whose panes a question may stand: every living worker's but a bare shell's.</summary>
internal sealed class PromptTargets(TmuxLanes tmux)
{
    private ImmutableArray<Worker> _told = [];

    public void Set(ImmutableArray<Worker> workers)
    {
        if (workers == _told)
            return;
        _told = workers;
        var bySocket = new Dictionary<string, List<PromptTarget>>();
        foreach (var worker in workers)
        {
            if (!worker.RootAlive || worker.Kind == WorkerKind.Shell || worker.Pane is not { Facts: { Dead: false } pane })
                continue;
            if (!bySocket.TryGetValue(pane.Server.Socket, out var targets))
                bySocket[pane.Server.Socket] = targets = [];
            targets.Add(new PromptTarget(pane.PaneId, ProgramOf(worker)));
        }
        foreach (var source in tmux.Sources)
            source.ReadPromptsOf(bySocket.TryGetValue(source.Socket.Path, out var targets) ? [.. targets] : []);
    }

    /// <summary>The key of a found process begins with its program; a declared agent's type or command names it.</summary>
    private static string ProgramOf(Worker worker)
    {
        int blank = worker.Command.IndexOf(' ', StringComparison.Ordinal);
        string program = ProgramNames.BaseName(blank < 0 ? worker.Command : worker.Command[..blank]);
        return worker.Program.Length > 0 ? worker.Program : program;
    }
}
