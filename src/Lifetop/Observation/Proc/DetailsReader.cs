using System;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Proc;

/// <summary>Reads what costs more than a stat line, for the few processes somebody cares about.</summary>
public sealed unsafe class DetailsReader : IDisposable
{
    private static readonly ProcessDetails Nothing = new();

    private readonly ProcFolder _proc = new();
    private readonly EnvironmentReader _environment = new();
    private readonly byte[] _buffer = new byte[ArgumentList.MostBytes];
    private readonly byte[] _text = new byte[ArgumentList.MostBytes];
    private string _folder = "/";

    /// <summary>
    /// The parts asked for, added to what is known already. Null when the process is gone, its pid is
    /// another's now, or no descriptor was free: then ask again. What is not ours to read stays null and makes the details partial.
    /// </summary>
    /// <param name="confirms">Look once more whose pid it is; false for a caller who knows otherwise.</param>
    public ProcessDetails? Read(in ProcessRow row, ReadOnlySpan<string> markerNames, DetailParts parts = DetailParts.All, ProcessDetails? known = null, bool confirms = true)
    {
        var details = known ?? Nothing;
        var (arguments, executable, folder, deleted, markers, group) = (details.Arguments, details.Executable, details.WorkingDirectory, details.WorkingDirectoryDeleted, details.Markers, details.ControlGroup);
        var trouble = Trouble.None;
        int length;
        if ((parts & DetailParts.Arguments) != 0 && Got(length = ReadFile(row.Pid, "/cmdline\0"u8), ref trouble))
            arguments = ArgumentList.Parse(_buffer.AsSpan(0, length));
        if ((parts & DetailParts.Executable) != 0 && Got(length = _proc.ReadLink(row.Pid, "/exe\0"u8, _buffer), ref trouble))
            executable = Text(WithoutDeleted(_buffer.AsSpan(0, length), out _));
        if ((parts & DetailParts.WorkingDirectory) != 0 && Got(length = _proc.ReadLink(row.Pid, "/cwd\0"u8, _buffer), ref trouble))
            folder = Folder(WithoutDeleted(_buffer.AsSpan(0, length), out deleted));
        if ((parts & DetailParts.Markers) != 0 && Got(ReadEnvironment(row.Pid, markerNames, out var found), ref trouble))
            markers = found;
        if ((parts & DetailParts.ControlGroup) != 0 && Got(ControlGroupOf(row.Pid, out var path), ref trouble))
            group = path.IsEmpty ? null : Text(path);

        bool partial = details.Partial;
        if (confirms || trouble != Trouble.None)
        {
            // Identity last: whatever was read belongs to this process only if it has the pid still.
            var now = row;
            var reading = _proc.ReadStat(row.Pid, ref now);
            if (trouble == Trouble.Ours || reading is StatReading.Gone or StatReading.Failed || reading == StatReading.Done && now.StartTicks != row.StartTicks)
                return null;
            partial |= trouble == Trouble.Denied || reading == StatReading.Denied;
        }
        return details with
        {
            Arguments = arguments,
            Executable = executable,
            WorkingDirectory = folder,
            WorkingDirectoryDeleted = deleted,
            Markers = markers,
            HasMarkers = details.HasMarkers || (parts & DetailParts.Markers) != 0,
            ControlGroup = group,
            HasControlGroup = details.HasControlGroup || (parts & DetailParts.ControlGroup) != 0,
            Partial = partial,
        };
    }

    /// <summary>The path of its control group, good until the next reading; a negative error number when it cannot be read.</summary>
    public int ControlGroupOf(int pid, out ReadOnlySpan<byte> path)
    {
        int length = ReadFile(pid, "/cgroup\0"u8);
        // Of a file that does not fit, the last path may be half of another.
        path = length < 0 || length == _buffer.Length ? default : WithoutDeleted(ControlGroups.PathIn(_buffer.AsSpan(0, length)), out _);
        return length < 0 ? length : path.Length;
    }

    /// <summary>Whether it still is where it was; nothing is made. Where that cannot be read it is not known to have moved.</summary>
    public bool IsInControlGroup(int pid, string? known)
    {
        int length = ControlGroupOf(pid, out var path);
        return length < 0 || Says(path, known ?? "");
    }

    /// <summary>Whether it still works in this folder; the same.</summary>
    public bool IsInFolder(int pid, string known)
    {
        int length = _proc.ReadLink(pid, "/cwd\0"u8, _buffer);
        return length <= 0 || Says(_buffer.AsSpan(0, length), known);
    }

    /// <summary>Whether this very process has its pid still, or no descriptor was free to find out.</summary>
    public bool IsStill(in ProcessRow row)
    {
        var now = row;
        return _proc.ReadStat(row.Pid, ref now) is var reading and not StatReading.Gone && (reading != StatReading.Done || now.StartTicks == row.StartTicks);
    }

    public void Dispose() => _proc.Dispose();

    /// <summary>A missing file or link is the nature of kernel threads and zombies; our own shortage says nothing about the process.</summary>
    private static bool Got(int result, ref Trouble trouble)
    {
        if (result >= 0)
            return true;
        trouble = -result switch
        {
            Errno.NoEntry or Errno.NoProcess => trouble == Trouble.None ? Trouble.Missing : trouble,
            Errno.TooManyOpenFiles or Errno.TooManyOpenFilesInSystem or Errno.NoMemory => Trouble.Ours,
            _ when trouble != Trouble.Ours => Trouble.Denied,
            _ => trouble,
        };
        return false;
    }

    /// <summary>At most what the buffer holds: of a command line of 240 kB the first 4.</summary>
    private int ReadFile(int pid, ReadOnlySpan<byte> name)
    {
        int file = _proc.Open(pid, name);
        if (file < 0)
            return file;
        int length = 0, error = 0;
        fixed (byte* bytes = _buffer)
            while (length < _buffer.Length)
            {
                nint count = Libc.Read(file, bytes + length, (nuint)(_buffer.Length - length));
                if (count < 0)
                    error = Marshal.GetLastPInvokeError();
                if (count <= 0)
                    break;
                bool isAll = count < _buffer.Length - length;
                length += (int)count;
                if (isAll)
                    break;
            }
        _ = Libc.Close(file);
        return error != 0 ? -error : length;
    }

    private int ReadEnvironment(int pid, ReadOnlySpan<string> names, out ImmutableArray<EnvironmentMarker> markers)
    {
        markers = [];
        if (names.IsEmpty)
            return 0;
        int file = _proc.Open(pid, "/environ\0"u8);
        if (file < 0)
            return file;
        int error = _environment.Read(file, names, out markers);
        _ = Libc.Close(file);
        return -error;
    }

    /// <summary>Whether these bytes are the text.</summary>
    private bool Says(ReadOnlySpan<byte> bytes, string text)
    {
        if (PlainText.TryWrite(text, _text))
            return bytes.SequenceEqual(_text.AsSpan(0, text.Length));
        if (Encoding.UTF8.GetMaxByteCount(text.Length) > _text.Length && Encoding.UTF8.GetByteCount(text) > _text.Length)
            return true;
        return bytes.SequenceEqual(_text.AsSpan(0, Encoding.UTF8.GetBytes(text, _text)));
    }

    private static ReadOnlySpan<byte> WithoutDeleted(ReadOnlySpan<byte> path, out bool deleted)
    {
        var epitaph = " (deleted)"u8;
        int end = path.Length - epitaph.Length;
        deleted = end > 0 && path[end..].SequenceEqual(epitaph);
        return deleted ? path[..end] : path;
    }

    private enum Trouble
    {
        None,
        Missing,
        Denied,
        Ours,
    }

    private static string Text(ReadOnlySpan<byte> bytes) => PlainText.Of(bytes);

    /// <summary>Most of those who were started one after another work in the same place: they share its name.</summary>
    private string Folder(ReadOnlySpan<byte> bytes)
    {
        if (!PlainText.TryWrite(_folder, _text) || !bytes.SequenceEqual(_text.AsSpan(0, _folder.Length)))
            _folder = Text(bytes);
        return _folder;
    }
}
