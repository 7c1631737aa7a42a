using System;
using Lifetop.Actions.Spawning;

namespace Lifetop.App.Acting;

/// <summary>Makes whole the paths of an order that somebody typed.</summary>
internal static class SpawnPaths
{
    public static SpawnOrder Whole(SpawnOrder order, Func<string, string?> variable)
    {
        var worktree = order.Worktree is { } typed
            ? new WorktreeOrder(WholePath.Of(typed.Repository, variable), WholePath.Of(typed.Path, variable), typed.Branch)
            : null;
        return order with { Worktree = worktree, Folder = order.Folder.Length > 0 ? WholePath.Of(order.Folder, variable) : worktree?.Path ?? Environment.CurrentDirectory };
    }
}
