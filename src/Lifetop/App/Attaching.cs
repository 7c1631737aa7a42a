using System;
using System.Collections.Generic;
using Lifetop.Platform;
using Lifetop.Screens;

namespace Lifetop.App;

/// <summary>Going to a worker's pane: with our own terminal, or by switching the client lifetop is seen through.</summary>
internal static class Attaching
{
    /// <summary>Else tmux refuses to run inside itself, also in another server.</summary>
    private static readonly KeyValuePair<string, string?>[] Outside = [new("TMUX", null), new("TMUX_PANE", null)];

    private static readonly CommandLimits Limits = new(TimeSpan.FromSeconds(2), 4096);

    /// <summary>lifetop runs in this very server: then the client is switched and lifetop stays where it is.</summary>
    public static bool IsInside(string socket) => TmuxClient.CurrentSocket == socket;

    public static CommandResult Run(AttachPane attach)
        => TerminalCommand.Run("tmux", ["-u", "-S", attach.Socket, "attach-session", "-t", Target(attach)], Outside);

    /// <summary>Goes there with the client that shows us; we stay where we are.</summary>
    public static CommandResult Switch(AttachPane attach)
        // With TMUX and TMUX_PANE as we have them: they tell tmux which client is meant.
        => ChildCommand.Run("tmux", ["-u", "-S", attach.Socket, "switch-client", "-t", Target(attach)], Limits);

    /// <summary>By ids, which no name can be mistaken for; with a colon tmux takes window and pane along.</summary>
    public static string Target(AttachPane attach) => $"{attach.SessionId}:{attach.WindowId}.{attach.PaneId}";
}
