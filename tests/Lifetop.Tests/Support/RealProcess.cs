using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace Lifetop.Tests.Support;

/// <summary>A real process in a session of its own, gone with its test, and with it what it started.</summary>
public sealed class RealProcess : IDisposable
{
    private readonly Process _process;

    private RealProcess(Process process) => _process = process;

    public int Pid => _process.Id;

    /// <summary>Told by the kernel too, because the runtime hears of it a little later.</summary>
    public bool HasEnded => _process.HasExited || StateOf(Pid) is null or 'Z';

    public long StartTicks => StartTicksOf(Pid) ?? throw new InvalidOperationException($"{Pid} has ended");

    public static RealProcess Start(params string[] command) => StartIn(null, null, command);

    public static RealProcess StartIn(string? folder, IReadOnlyDictionary<string, string>? environment, params string[] command)
    {
        // setsid replaces itself unless it leads a group, which a child of ours does not: the pid is the command's.
        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string word in command)
            start.ArgumentList.Add(word);
        if (folder is not null)
            start.WorkingDirectory = folder;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        var started = new RealProcess(process);
        Eventually.True(() => process.HasExited || NameOf(process.Id) != "setsid", $"{command[0]} runs");
        return started;
    }

    /// <summary>Starts a shell script of the Workers folder.</summary>
    public static RealProcess Worker(string script, params string[] arguments) => Start(["sh", ScriptPath(script), .. arguments]);

    public static string ScriptPath(string script) => Path.Combine(AppContext.BaseDirectory, "Scenarios", "Workers", Path.HasExtension(script) ? script : script + ".sh");

    /// <summary>Field 22 of /proc/PID/stat; null when there is no such process.</summary>
    public static long? StartTicksOf(int pid) =>
        Stat(pid) is { } stat ? long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19], CultureInfo.InvariantCulture) : null;

    public static char? StateOf(int pid) => Stat(pid) is { } stat ? stat[stat.LastIndexOf(')') + 2] : null;

    public static string? NameOf(int pid) => Stat(pid) is { } stat ? stat[(stat.IndexOf('(') + 1)..stat.LastIndexOf(')')] : null;

    public static int? ParentOf(int pid) => Number(pid, 1);

    public static int? SessionOf(int pid) => Number(pid, 3);

    /// <summary>Variables with NUL between them; empty for a zombie and for who is gone.</summary>
    public static string EnvironmentOf(int pid)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{pid}/environ"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Everybody alive with this in the environment: <c>NAME=value</c>.</summary>
    public static List<int> Carrying(string mark) => All(pid => EnvironmentOf(pid).Split('\0').Contains(mark));

    public static List<int> All(Func<int, bool> isSo)
    {
        var found = new List<int>();
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int pid) && isSo(pid))
                found.Add(pid);
        return found;
    }

    public static Guid Boot { get; } = Guid.Parse(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim());

    public static void Signal(int pid, string signal)
    {
        // Who is gone already needs no word on the tests' own stderr.
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-" + signal, "--", pid.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardError = true })!;
        kill.WaitForExit();
    }

    /// <summary>What it prints; nobody else reads it.</summary>
    public StreamReader Output => _process.StandardOutput;

    /// <summary>Ends it with a signal and waits until it is gone from the process table.</summary>
    public void Kill(string signal = "KILL")
    {
        if (signal == "KILL")
            _process.Kill();
        else
            Signal(Pid, signal);
        _process.WaitForExit();
    }

    public void WaitForEnd() => Eventually.True(() => _process.HasExited, $"{Pid} ends");

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            // The session it leads: nobody else is in it.
            Signal(-Pid, "CONT");
            Signal(-Pid, "KILL");
            Signal(Pid, "KILL");
            _process.WaitForExit();
        }
        _process.Dispose();
    }

    /// <summary>A field after the name, the state being the first.</summary>
    private static int? Number(int pid, int field) =>
        Stat(pid) is { } stat ? int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[field], CultureInfo.InvariantCulture) : null;

    private static string? Stat(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/stat");
        }
        catch (IOException)
        {
            return null;
        }
    }
}
