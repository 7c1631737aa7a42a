using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Observation;
using Lifetop.Observation.Tmux;

namespace Lifetop.App;

/// <summary>Tells each tmux source in whose panes a question may stand: every living worker's but a bare shell's.</summary>
internal sealed class PromptTargets(TmuxLanes tmux)
{
    private ImmutableArray<Worker> _told = [];

    /// <summary>Output within 8 s of the first leaves a terminal's time as it is.</summary>
    private static readonly TimeSpan TerminalStep = TimeSpan.FromSeconds(8);

    /// <param name="onlyChanged">Leaves out who has written nothing since an earlier look that saw it asking nothing.</param>
    public void Set(ImmutableArray<Worker> workers, Past past, bool onlyChanged)
    {
        if (workers == _told)
            return;
        _told = onlyChanged ? [] : workers;
        var bySocket = new Dictionary<string, List<PromptTarget>>();
        foreach (var worker in workers)
        {
            if (!worker.RootAlive || worker.Kind == WorkerKind.Shell || worker.Pane is not { Facts: { Dead: false } pane })
                continue;
            if (onlyChanged && IsAsBefore(worker, past))
                continue;
            if (!bySocket.TryGetValue(pane.Server.Socket, out var targets))
                bySocket[pane.Server.Socket] = targets = [];
            targets.Add(new PromptTarget(pane.PaneId, ProgramOf(worker)));
        }
        foreach (var source in tmux.Sources)
            source.ReadPromptsOf(bySocket.TryGetValue(source.Socket.Path, out var targets) ? [.. targets] : []);
    }

    private static bool IsAsBefore(Worker worker, Past past)
        => worker.Pane?.TerminalWritten is { } written
            && past.Find(worker.Identity, worker.AlsoKnownAs) is { State: not (null or Lifecycle.Waiting or Lifecycle.Stalled) } known
            && known.Root == worker.Root
            && (written + TerminalStep).UtcTicks < known.SeenTicks;

    /// <summary>The key of a found process begins with its program; a declared agent's type or command names it.</summary>
    private static string ProgramOf(Worker worker)
    {
        int blank = worker.Command.IndexOf(' ', StringComparison.Ordinal);
        string program = ProgramNames.BaseName(blank < 0 ? worker.Command : worker.Command[..blank]);
        return worker.Program.Length > 0 ? worker.Program : program;
    }
}
