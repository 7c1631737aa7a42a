using System;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using Lifetop.Model;
using Lifetop.Platform;
using Microsoft.Win32.SafeHandles;

namespace Lifetop.Observation.Proc;

/// <summary>What became of reading a stat file.</summary>
internal enum StatReading
{
    Done,
    /// <summary>No such process, or one that the kernel hides from us.</summary>
    Gone,
    /// <summary>It is there and not ours to see (hidepid).</summary>
    Denied,
    /// <summary>Our own trouble, as too many open files: says nothing about the process.</summary>
    Failed,
}

/// <summary>A kept descriptor of /proc; builds names by hand and reads files of processes that may vanish at any byte.</summary>
internal sealed unsafe class ProcFolder : IDisposable
{
    /// <summary>52 fields of at most 20 digits, and a name.</summary>
    private const int LongestStat = 1280;
    private const int LongestName = 64;

    private readonly SafeFileHandle _folder;
    private readonly uint _user = Libc.EffectiveUser();

    public ProcFolder()
    {
        fixed (byte* path = "/proc\0"u8)
            _folder = new SafeFileHandle(Libc.Open(path, Libc.ReadOnly | Libc.Directory | Libc.CloseOnExec, 0), ownsHandle: true);
        Descriptor = IsOfOurNamespace((int)_folder.DangerousGetHandle()) ? (int)_folder.DangerousGetHandle() : -1;
    }

    /// <summary>
    /// -1 where there is no /proc, or only that of another pid namespace, whose numbers mean others to every system call:
    /// then every reading fails and nobody is declared dead for it.
    /// </summary>
    public int Descriptor { get; }

    /// <summary>Opens a file of a process, given as "/stat\0"; a negative error number when it cannot.</summary>
    public int Open(int pid, ReadOnlySpan<byte> file, int flags = 0)
    {
        byte* name = stackalloc byte[LongestName];
        WriteName(name, pid, file);
        int descriptor = Libc.ProcOpenAt(Descriptor, name, Libc.ReadOnly | Libc.CloseOnExec | flags, 0);
        return descriptor >= 0 ? descriptor : -Marshal.GetLastSystemError();
    }

    /// <summary>Where a link of a process leads, given as "/exe\0"; a negative error number when it cannot be read.</summary>
    public int ReadLink(int pid, ReadOnlySpan<byte> link, Span<byte> into)
    {
        byte* name = stackalloc byte[LongestName];
        WriteName(name, pid, link);
        fixed (byte* bytes = into)
        {
            nint length = Libc.ReadLinkAt(Descriptor, name, bytes, (nuint)into.Length);
            return length >= 0 ? (int)length : -Marshal.GetLastPInvokeError();
        }
    }

    /// <summary>Reads stat into the row, which keeps what stat does not tell (clock, percent, user).</summary>
    public StatReading ReadStat(int pid, ref ProcessRow row)
    {
        byte* text = stackalloc byte[LongestStat];
        int file = Open(pid, "/stat\0"u8);
        if (file < 0)
            return Reading(-file);
        nint length = Libc.ProcRead(file, text, LongestStat);
        int error = length < 0 ? Marshal.GetLastSystemError() : 0;
        _ = Libc.ProcClose(file);
        if (length <= 0)
            return length == 0 ? StatReading.Gone : Reading(error);
        var seen = row;
        if (!ProcStat.TryParse(new ReadOnlySpan<byte>(text, (int)length), ref seen) || seen.Pid != pid)
            return StatReading.Failed;
        row = seen;
        return StatReading.Done;
    }

    /// <summary>
    /// The effective user of a process, from the owner of its folder: the files in it belong to root when the process
    /// is not dumpable, the folder never does (proc_pid(5)). The old value when it cannot be read.
    /// </summary>
    public uint ReadUser(int pid, uint known)
    {
        byte* name = stackalloc byte[LongestName];
        WriteName(name, pid, "\0"u8);
        FileStatus status;
        return Libc.ProcStatX(Descriptor, name, 0, Libc.StatXUser, &status) == 0 ? status.User : known;
    }

    /// <summary>A zombie's exit status of 0 is true only where we may read it: everybody else's says 0 as well.</summary>
    public void DistrustForeignExit(ref ProcessRow row)
    {
        if (row.ExitStatus == 0 && _user != 0 && row.UserId != _user)
            row.ExitStatus = -1;
    }

    /// <summary>Who has this pid now.</summary>
    public bool TryIdentify(int pid, Guid boot, out ProcessIdentity identity)
    {
        var row = new ProcessRow();
        bool found = ReadStat(pid, ref row) == StatReading.Done;
        identity = found ? new ProcessIdentity(pid, row.StartTicks, boot) : default;
        return found;
    }

    public void Dispose() => _folder.Dispose();

    private static bool IsOfOurNamespace(int folder)
    {
        byte* target = stackalloc byte[16];
        fixed (byte* name = "self\0"u8)
        {
            nint length = Libc.ReadLinkAt(folder, name, target, 16);
            return length > 0 && Utf8Parser.TryParse(new ReadOnlySpan<byte>(target, (int)length), out int pid, out _) && pid == Libc.ProcessId();
        }
    }

    private static StatReading Reading(int error) => error switch
    {
        Errno.NoEntry or Errno.NoProcess => StatReading.Gone,
        Errno.Access or Errno.Perm => StatReading.Denied,
        _ => StatReading.Failed,
    };

    /// <summary>pid and the rest of the name, which brings its own NUL.</summary>
    private static void WriteName(byte* name, int pid, ReadOnlySpan<byte> rest)
    {
        int digits = 1;
        for (uint n = (uint)pid; n >= 10; n /= 10)
            digits++;
        uint left = (uint)pid;
        for (int i = digits - 1; i >= 0; i--, left /= 10)
            name[i] = (byte)('0' + left % 10);
        rest.CopyTo(new Span<byte>(name + digits, LongestName - digits));
    }
}
