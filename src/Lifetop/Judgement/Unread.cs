using System;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>Finds the gap that hides a worker: its source, the file that declares it, or the tmux server of its pane.</summary>
internal static class Unread
{
    private const string Tmux = "tmux";

    public static Gap? Over(Worker worker, PastWorker past, Census census)
    {
        foreach (var gap in census.Gaps.AsSpan())
            if (gap.HidesWorkers && Covers(gap, worker, past))
                return gap;
        return null;
    }

    /// <summary>Whether the source that declared it, or the file with its entry, cannot be read now; its process and pane may be seen all the same.</summary>
    public static bool HidesDeclaration(PastWorker past, Census census)
    {
        foreach (var gap in census.Gaps.AsSpan())
            if (gap.HidesWorkers && (gap.Scope.Length == 0 ? gap.Source == past.Source : IsAt(past.DeclarationFile, gap.Scope)))
                return true;
        return false;
    }

    private static bool Covers(Gap gap, Worker worker, PastWorker past)
    {
        if (gap.Source == Gap.OfProcesses)
            return !worker.RootAlive && past.State is { } state && state.IsAlive();
        if (gap.Scope.Length == 0)
            return gap.Source == worker.Source || (gap.Source == Tmux && HasPane(worker, past));
        if (IsAt(worker.Declaration?.File, gap.Scope) || IsAt(past.Remembered?.DeclarationFile, gap.Scope))
            return true;
        if (worker.Pane is { } pane)
            return pane.Facts.Server.Socket == gap.Scope;
        if (past.Pane is { } place && place.Socket == gap.Scope)
            return true;
        return worker.Declaration?.Pane is { } claim && (claim.Socket is { } socket ? socket == gap.Scope : IsDefaultSocket(gap));
    }

    /// <summary>The very file, or one in a folder that could not be listed.</summary>
    private static bool IsAt(string? file, string scope)
        => file is not null && PathText.IsIn(file, scope);

    private static bool HasPane(Worker worker, PastWorker past) => worker.Pane is not null || past.Pane is not null || worker.Declaration?.Pane is not null;

    /// <summary>A claim without a socket means the default server, which tmux(1) keeps at a path that ends so.</summary>
    private static bool IsDefaultSocket(Gap gap) => gap.Source == Tmux && gap.Scope.EndsWith("/default", StringComparison.Ordinal);
}
