using System;
using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Actions.Spawning;

/// <summary>
/// How a program comes to run in a pane: tmux starts a shell with constant words, which waits at a <see cref="StartGate"/>, reads environment
/// and command there, and becomes the program. So nothing of a command, its folder or its environment is ever an argument of tmux.
/// </summary>
internal static class StartScript
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>These are the pane's own, or the shell's that reads them: tmux and sh set them, or refuse to.</summary>
    private static readonly string[] NotHanded =
    [
        "TMUX", "TMUX_PANE", "TERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "TERMCAP", "COLUMNS", "LINES", "WINDOWID", "STY", "PWD", "OLDPWD", "SHLVL", "_",
        "PPID", "UID", "EUID", "OPTIND", "LINENO", "IFS", "BASHOPTS", "SHELLOPTS", "BASH_VERSINFO", "LIFETOP_WORKER", "LIFETOP_HEARTBEAT",
    ];

    /// <summary>What tmux is to run; at least two words, because one alone would go through a shell of tmux's choice.</summary>
    public static string[] Command(string gate) => ["env", "--", "sh", "-c", WaitingShell.Script, "sh", gate];

    /// <summary>A shell that still waits there, or is about to, and has not become what it was to start.</summary>
    public static bool IsWaiting(ImmutableArray<string> arguments, string gate)
        => WaitingShell.GateOf(arguments) == gate;

    /// <summary>What the shell reads at the gate.</summary>
    public static ReadOnlyMemory<byte> Text(ImmutableArray<string> command, Variables variables)
    {
        var text = new ArrayBufferWriter<byte>(4096);
        variables.Without(static name => Array.IndexOf(NotHanded, name) >= 0).ForEach((name, value) =>
        {
            text.Write("export "u8);
            text.Write(name);
            text.Write("="u8);
            Quote(text, value);
            text.Write("\n"u8);
        });
        text.Write("set --"u8);
        foreach (string word in command)
        {
            text.Write(" "u8);
            Quote(text, Encoding.UTF8.GetBytes(word));
        }
        text.Write("\n"u8);
        return text.WrittenMemory;
    }

    /// <summary>
    /// Waits until the shell has become the program, or has ended over it, so that who looks next sees the one and not the other. It takes
    /// milliseconds; who takes longer is let go.
    /// </summary>
    public static void AwaitBeginning(int pid, string gate, TimeProvider time)
    {
        long began = time.GetTimestamp();
        while (IsWaiting(ProgramArguments.Of(pid), gate) && time.GetElapsedTime(began) < Longest)
            Pause.For(2);
    }

    /// <summary>Between single quotes a shell takes every byte as it is, but for the quote itself.</summary>
    private static void Quote(ArrayBufferWriter<byte> text, ReadOnlySpan<byte> value)
    {
        text.Write("'"u8);
        while (value.IndexOf((byte)'\'') is >= 0 and var quote)
        {
            text.Write(value[..quote]);
            text.Write("'\\''"u8);
            value = value[(quote + 1)..];
        }
        text.Write(value);
        text.Write("'"u8);
    }
}
