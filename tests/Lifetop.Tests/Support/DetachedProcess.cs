using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace Lifetop.Tests.Support;

/// <summary>A process whose parent has gone, in a session of its own; ended by its identity.</summary>
public sealed class DetachedProcess : IDisposable
{
    public DetachedProcess(string folder, string pidFile, string[] command)
    {
        var start = new ProcessStartInfo("setsid") { WorkingDirectory = folder };
        // The file is whole when it has its new name.
        foreach (string word in (string[])["--fork", "sh", "-c", "echo $$ >\"$0.part\"; mv \"$0.part\" \"$0\"; exec \"$@\" >\"$0.out\" 2>&1 </dev/null", pidFile, .. command])
            start.ArgumentList.Add(word);
        using (var setsid = Process.Start(start)!)
            setsid.WaitForExit();
        Eventually.True(() => File.Exists(pidFile), $"{command[0]} runs");
        Pid = int.Parse(File.ReadAllText(pidFile), CultureInfo.InvariantCulture);
        OutputFile = pidFile + ".out";
        Eventually.True(() => File.Exists(OutputFile), $"{command[0]} runs");
        StartTicks = RealProcess.StartTicksOf(Pid) ?? throw new InvalidOperationException(File.ReadAllText(OutputFile));
    }

    public int Pid { get; }

    public long StartTicks { get; }

    /// <summary>What it prints.</summary>
    public string OutputFile { get; }

    public bool HasEnded => RealProcess.StartTicksOf(Pid) != StartTicks || RealProcess.StateOf(Pid) == 'Z';

    public void Kill(string signal = "KILL")
    {
        if (HasEnded)
            return;
        RealProcess.Signal(Pid, signal);
        Eventually.True(() => HasEnded, $"{Pid} ends");
    }

    /// <summary>With whom it started and left in its session.</summary>
    public void Dispose()
    {
        Kill();
        foreach (int pid in RealProcess.All(pid => RealProcess.SessionOf(pid) == Pid && RealProcess.StartTicksOf(pid) >= StartTicks))
            RealProcess.Signal(pid, "KILL");
    }
}
