using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Lifetop.Tests.Support;

/// <summary>
/// A slice of control groups in the unified hierarchy, mounted for it, with scopes as systemd makes them for tmux's panes. Whoever is in it when it
/// goes is ended.
/// </summary>
internal sealed class ControlGroupSlice : IDisposable
{
    private const string Members = "cgroup.procs";
    private readonly string _mount = Mounts.Make("cgroup2", null, "lifetop-cgroup-");
    private readonly string _slice;

    public ControlGroupSlice()
    {
        _slice = Path.Combine(_mount, Path.GetFileName(_mount) + ".slice");
        try
        {
            Directory.CreateDirectory(_slice);
        }
        catch
        {
            Mounts.Remove(_mount);
            throw;
        }
    }

    /// <summary>Moves a process into a group below the slice, made where it is missing; into the slice itself by an empty name.</summary>
    public void Put(int pid, string group)
        => File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_slice, group)).FullName, Members), pid.ToString(CultureInfo.InvariantCulture));

    /// <summary>Who is alive in it.</summary>
    public List<int> In(string group)
        => [.. File.ReadAllLines(Path.Combine(_slice, group, Members)).Select(static pid => int.Parse(pid, CultureInfo.InvariantCulture)).Where(static pid => RealProcess.StateOf(pid) is not (null or 'Z'))];

    public void Dispose()
    {
        // The deepest first.
        foreach (string folder in Directory.GetDirectories(_slice, "*", SearchOption.AllDirectories).Append(_slice).OrderByDescending(static folder => folder.Length))
        {
            string group = Path.GetRelativePath(_slice, folder);
            Eventually.IsTrue(
                () =>
                {
                    foreach (int pid in In(group))
                        RealProcess.Signal(pid, "KILL");
                    return File.ReadAllText(Path.Combine(folder, Members)).Length == 0 && IsRemoved(folder);
                },
                TimeSpan.FromSeconds(5));
        }
        Mounts.Remove(_mount);
    }

    /// <summary>The kernel calls it busy for a moment after the last one in it has ended.</summary>
    private static bool IsRemoved(string folder)
    {
        try
        {
            Directory.Delete(folder);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
