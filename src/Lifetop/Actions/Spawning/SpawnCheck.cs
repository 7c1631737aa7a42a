using System;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Budgets;
using Lifetop.Platform;

namespace Lifetop.Actions.Spawning;

/// <summary>Why a worker cannot be spawned, found before anything is made.</summary>
public static class SpawnCheck
{
    public static string? Refusal(SpawnOrder order, SpawnWords words, Roster roster, ImmutableArray<Declaration> declared, long budget)
        => Name(order, roster, declared) ?? Tokens(order, words, roster, declared, budget) ?? (order.Worktree is { } worktree ? WorktreePart.Refusal(worktree, words) : null) ?? Place(order, words);

    /// <summary>One name, one worker: what was cleaned away leaves its name free.</summary>
    private static string? Name(SpawnOrder order, Roster roster, ImmutableArray<Declaration> declared)
    {
        bool isCleaned = false;
        foreach (var judged in roster.Workers)
        {
            var (worker, state) = (judged.Worker, judged.Verdict.State);
            bool isSame = worker.Identity == order.Identity || worker.Key == order.Key;
            if (isSame && state == Lifecycle.Cleaned)
                isCleaned = true;
            else if (isSame || (worker.Name == order.Name && state.IsAlive()))
                return $"the name {order.Name} is taken by {worker.Key.Text}, {state.Word()}: " + (state.IsAlive() ? $"lifetop why {ShellWord.Of(worker.Key.Text)}" : $"lifetop restart, reap or forget {ShellWord.Of(worker.Key.Text)} first");
        }
        if (!isCleaned)
            foreach (var declaration in declared)
                if (declaration.Identity == order.Identity)
                    return $"the name {order.Name} is taken by {declaration.Key.Text}: lifetop forget {ShellWord.Of(declaration.Key.Text)} first";
        return null;
    }

    /// <summary>Others may be given theirs until it is written down: so it is asked then once more. A budget of 0 is none.</summary>
    public static string? Tokens(SpawnOrder order, SpawnWords words, Roster roster, ImmutableArray<Declaration> declared, long budget)
    {
        if (order.Tokens is not { } asked || budget <= 0)
            return null;
        long left = Math.Max(0, budget - SpawnedTokens.GivenOut(declared, roster, order.Identity));
        return asked <= left ? null : $"{words.Tokens}: {Number(asked)} asked for, {Number(left)} of {Number(budget)} (tokens.budget) are left";
    }

    private static string? Place(SpawnOrder order, SpawnWords words)
    {
        if (ProgramPath.Find("tmux") is null)
            return "no tmux on PATH: install it, a worker gets a window there";
        bool isToCome = order.Worktree is { } worktree && (order.Folder == worktree.Path || order.Folder.StartsWith(worktree.Path + "/", StringComparison.Ordinal));
        if (!isToCome && !ProgramPath.IsFolder(order.Folder))
            return $"{words.Folder}: no folder {order.Folder}";
        // What lies in a worktree that is still to be made shows itself at the start.
        bool isUnseen = isToCome && order.Command[0] is [not '/', ..] && order.Command[0].Contains('/', StringComparison.Ordinal);
        return isUnseen ? null : ProgramCheck.Trouble(order.Command[0], order.Folder, order.Variables.Value("PATH"));
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
