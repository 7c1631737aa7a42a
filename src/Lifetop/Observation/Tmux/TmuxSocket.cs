using Lifetop.Platform;

namespace Lifetop.Observation.Tmux;

/// <summary>The socket a tmux server listens at.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Label">Empty for the default server; else what a key shows behind <c>tmux@</c>.</param>
public sealed record TmuxSocket(string Path, string Label)
{
    /// <summary>Changes when another socket is made at the path; 0 when there is none.</summary>
    internal static unsafe long Stamp(byte[] path)
    {
        FileStatus status;
        fixed (byte* name = path)
        {
            if (Libc.StatX(Libc.AtCurrent, name, 0, FileStatus.BasicStats, &status) != 0)
                return 0;
        }
        // Inode numbers come back at once; with the time of change they do not.
        long time = status.ChangedSeconds * 1_000_000_000 + status.ChangedNanoseconds;
        return ((long)status.Inode * 31 + time) | 1;
    }

    internal static byte[] Terminated(string path) => PlainText.Terminated(path);
}
