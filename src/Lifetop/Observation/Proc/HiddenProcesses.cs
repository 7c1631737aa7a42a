using System;
using System.Runtime.InteropServices;
using Lifetop.Platform;

namespace Lifetop.Observation.Proc;

/// <summary>Whether /proc is mounted so that it hides other users' processes (hidepid, proc(5)).</summary>
internal static unsafe class HiddenProcesses
{
    /// <summary>Root sees through it. A group let in by gid= does too, but is not asked: saying "not everybody" is the safe side.</summary>
    public static bool SeesEverybody() => Libc.EffectiveUser() == 0 || !MountHides();

    /// <summary>
    /// True when no process has this number, whoever's it would be. Who has it now is not told: a pidfd shows neither start time nor
    /// name. The number of a mere thread is no process's (EINVAL, on newer kernels ENOENT; pidfd_open(2)).
    /// </summary>
    public static bool Lack(int pid)
    {
        int handle = Libc.PidFdOpen(pid);
        if (handle < 0)
            return Marshal.GetLastPInvokeError() is Errno.NoProcess or Errno.Invalid or Errno.NoEntry;
        _ = Libc.Close(handle);
        return false;
    }

    /// <summary>The last mount on /proc is the one in sight (proc_pid_mountinfo(5)).</summary>
    public static bool Hides(ReadOnlySpan<byte> mountInfo)
    {
        bool hides = false;
        while (!mountInfo.IsEmpty)
        {
            int end = mountInfo.IndexOf((byte)'\n');
            var line = end < 0 ? mountInfo : mountInfo[..end];
            mountInfo = end < 0 ? [] : mountInfo[(end + 1)..];
            int type = line.IndexOf(" - proc "u8);
            if (type < 0 || !IsOnProc(line[..type]))
                continue;
            var options = line[type..];
            int option = options.IndexOf("hidepid="u8);
            hides = option >= 0 && !options[(option + 8)..].StartsWith("0"u8) && !options[(option + 8)..].StartsWith("off"u8);
        }
        return hides;
    }

    /// <summary>The fifth field is the mount point.</summary>
    private static bool IsOnProc(ReadOnlySpan<byte> line)
    {
        for (int field = 1; field < 5; field++)
            line = line[(line.IndexOf((byte)' ') + 1)..];
        int end = line.IndexOf((byte)' ');
        return (end < 0 ? line : line[..end]).SequenceEqual("/proc"u8);
    }

    private static bool MountHides()
    {
        fixed (byte* path = "/proc/self/mountinfo\0"u8)
        {
            int file = Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec, 0);
            if (file < 0)
                return true;
            byte[] text = new byte[256 * 1024];
            int length = 0;
            fixed (byte* into = text)
            {
                nint count;
                while (length < text.Length && (count = Libc.Read(file, into + length, (nuint)(text.Length - length))) > 0)
                    length += (int)count;
            }
            _ = Libc.Close(file);
            return Hides(text.AsSpan(0, length));
        }
    }
}
