using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace Lifetop.Tests.Support;

/// <summary>A process that has been given a pid of our choice.</summary>
internal sealed class PidBearer : IDisposable
{
    private const string Last = "/proc/sys/kernel/ns_last_pid";
    private readonly Process _process;

    private PidBearer(Process process) => _process = process;

    public int Pid => _process.Id;

    public bool HasEnded => _process.HasExited;

    public static bool MayChoose
    {
        get
        {
            try
            {
                File.AppendAllText(Last, "");
                return true;
            }
            catch (UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <summary>Null where pids cannot be chosen, or somebody else has this one.</summary>
    public static PidBearer? Next(int pid, params string[] command)
    {
        if (!MayChoose)
            return null;
        // Others start processes too: one try may miss.
        for (int i = 0; i < 200; i++)
        {
            File.WriteAllText(Last, (pid - 1).ToString(CultureInfo.InvariantCulture));
            var process = command.Length == 0 ? Process.Start("sleep", "1000") : Process.Start(command[0], command[1..]);
            if (process.Id == pid)
                return new PidBearer(process);
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
        return null;
    }

    /// <summary>Has the next free pid after this one; any, where pids cannot be chosen. Later processes get theirs as if it had not been started.</summary>
    public static PidBearer After(int pid, string folder, params string[] command)
    {
        string? last = MayChoose ? File.ReadAllText(Last) : null;
        if (last is not null)
            File.WriteAllText(Last, pid.ToString(CultureInfo.InvariantCulture));
        try
        {
            return new PidBearer(Process.Start(new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = folder })!);
        }
        finally
        {
            if (last is not null)
                File.WriteAllText(Last, last);
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
