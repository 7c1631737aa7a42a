using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;

namespace Lifetop.Tests.Support;

/// <summary>Holds processes in state D, where no signal reaches them: the freezer of cgroup v1, mounted for it. Thaws all that it held.</summary>
internal sealed partial class Freezer : IDisposable
{
    private const int Detach = 2;
    private readonly string _mount = Directory.CreateTempSubdirectory("lifetop-freezer-").FullName;
    private readonly string _group;

    public Freezer()
    {
        _group = Path.Combine(_mount, Path.GetFileName(_mount));
        if (Mount("lifetop-test", _mount, "cgroup", 0, "freezer") != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            Directory.Delete(_mount);
            throw new IOException($"mount failed: {error}");
        }
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
        _ = Unmount(_mount, Detach);
        Directory.Delete(_mount);
    }

    [LibraryImport("libc.so.6", EntryPoint = "mount", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Mount(string source, string target, string type, nuint flags, string options);

    [LibraryImport("libc.so.6", EntryPoint = "umount2", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Unmount(string target, int flags);
}
