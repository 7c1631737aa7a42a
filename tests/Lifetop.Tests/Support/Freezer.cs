using System;
using System.Globalization;
using System.IO;

namespace Lifetop.Tests.Support;

/// <summary>Holds processes in state D, where no signal reaches them: the freezer of cgroup v1, mounted for it. Thaws all that it held.</summary>
internal sealed class Freezer : IDisposable
{
    private readonly string _mount = Mounts.Make("cgroup", "freezer", "lifetop-freezer-");
    private readonly string _group;

    public Freezer()
    {
        _group = Path.Combine(_mount, Path.GetFileName(_mount));
        Directory.CreateDirectory(_group);
    }

    public void Freeze(int pid)
    {
        File.WriteAllText(_group + "/cgroup.procs", pid.ToString(CultureInfo.InvariantCulture));
        File.WriteAllText(_group + "/freezer.state", "FROZEN");
        Eventually.True(() => RealProcess.StateOf(pid) == 'D', $"{pid} is frozen");
    }

    public void Thaw() => File.WriteAllText(_group + "/freezer.state", "THAWED");

    public void Dispose()
    {
        Thaw();
        Eventually.IsTrue(() => File.ReadAllText(_group + "/cgroup.procs").Length == 0);
        foreach (string pid in File.ReadAllLines(_group + "/cgroup.procs"))
            File.WriteAllText(_mount + "/cgroup.procs", pid);
        Directory.Delete(_group);
        Mounts.Remove(_mount);
    }
}
