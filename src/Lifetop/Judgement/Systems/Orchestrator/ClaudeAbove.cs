using System;
using Lifetop.Model;

namespace Lifetop.Judgement.Systems.Orchestrator;

/// <summary>What the orchestrator's own walk up from a server finds.</summary>
internal enum AboveServer
{
    Claude,
    /// <summary>Only farther up than the walk goes.</summary>
    FarClaude,
    Nobody,
    /// <summary>Somebody on the way could not be read.</summary>
    Unread,
}

/// <summary>
/// The walk by which the orchestrator tells whose a server is: eight processes, itself the first, and pid 1 is none of them. A Claude that was
/// installed as a script shows as node, so what it was invoked as counts too.
/// </summary>
internal static class ClaudeAbove
{
    private const int Most = 8, Farthest = 64;

    /// <param name="claude">Row of the nearest one; -1 for none.</param>
    public static AboveServer Of(int row, ProcessTable table, out int claude)
    {
        claude = -1;
        for (int examined = 1; examined <= Farthest; examined++)
        {
            ref readonly var process = ref table.Rows[row];
            if (IsClaude(process, table.DetailsAt(row)))
            {
                claude = row;
                return examined <= Most ? AboveServer.Claude : AboveServer.FarClaude;
            }
            int parent = process.Parent;
            if (parent <= 1 || parent == process.Pid)
                return AboveServer.Nobody;
            row = table.IndexOf(parent);
            if (row < 0)
                return examined < Most ? AboveServer.Unread : AboveServer.Nobody;
        }
        return AboveServer.Nobody;
    }

    public static bool IsClaude(in ProcessRow process, ProcessDetails? details)
        => IsNamed(process.Name.Bytes, "claude"u8) || IsNamed(process.Name.Bytes, "claude.exe"u8) || details?.Program.Is("claude") == true;

    private static bool IsNamed(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lower)
    {
        if (name.Length != lower.Length)
            return false;
        for (int i = 0; i < name.Length; i++)
            if ((name[i] is >= (byte)'A' and <= (byte)'Z' ? name[i] + 32 : name[i]) != lower[i])
                return false;
        return true;
    }
}
