using System.Collections.Immutable;

namespace Lifetop.Model;

/// <summary>
/// The shell that lifetop has tmux start in a worker's pane: it waits at a FIFO, its gate, until it is told what to become. Who waits there
/// is not the worker yet, and never will be once the lifetop is dead that was to tell.
/// </summary>
public static class WaitingShell
{
    /// <summary>Who starts the pane again by tmux's own means finds no gate: the environment was kept nowhere.</summary>
    public const string Script = """[ -p "$1" ] || { echo 'start it with: lifetop restart' >&2; exit 126; }; . "$1"; exec "$@" """;

    /// <summary>Where it waits, or is about to; null for every other program.</summary>
    public static string? GateOf(ImmutableArray<string> arguments) => arguments is [.., Script, "sh", var gate] ? gate : null;
}
