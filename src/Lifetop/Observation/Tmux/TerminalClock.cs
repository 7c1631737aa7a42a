using System;
using System.Text;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Tmux;

/// <summary>When something was last written to the terminal of one living pane; asked each look, so it allocates nothing.</summary>
internal sealed unsafe class TerminalClock
{
    private readonly PaneSighting _pane;
    private readonly byte[] _path;

    public TerminalClock(PaneSighting pane)
    {
        _pane = pane;
        _path = new byte[Encoding.UTF8.GetMaxByteCount(pane.Facts.Terminal.Length) + 1];
        Encoding.UTF8.GetBytes(pane.Facts.Terminal, _path);
    }

    public void Refresh() => _pane.TerminalWritten = Read();

    /// <summary>The kernel moves a terminal's time in steps of 8 s, so that nobody can count key strokes.</summary>
    public DateTimeOffset? Read()
    {
        FileStatus status;
        fixed (byte* path = _path)
        {
            if (_path.Length == 1 || Libc.StatX(Libc.AtCurrent, path, 0, FileStatus.BasicStats, &status) != 0)
                return null;
        }
        return (status.Mode & FileStatus.TypeMask) == FileStatus.CharacterDevice
            ? DateTimeOffset.FromUnixTimeSeconds(status.ModifiedSeconds)
            : null;
    }
}
