using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Lifetop.Tests.Registry;

/// <summary>A file system of its own, as small as asked for, that can be made read-only. Only root may mount one.</summary>
internal sealed partial class SmallDisk : IDisposable
{
    private const nuint ReadOnlyFlag = 1, Remount = 32;
    private const int Detach = 2;
    private readonly string _path = Directory.CreateTempSubdirectory("lifetop-disk-").FullName;
    private readonly string _size;

    public SmallDisk(int kilobytes)
    {
        _size = "mode=700,size=" + kilobytes.ToString(System.Globalization.CultureInfo.InvariantCulture) + "k";
        if (Mount("lifetop-test", _path, "tmpfs", 0, _size) == 0)
            return;
        int error = Marshal.GetLastPInvokeError();
        Directory.Delete(_path);
        throw new IOException("mount failed: " + error.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    public string Path => _path;

    public void MakeReadOnly()
    {
        if (Mount("lifetop-test", _path, "tmpfs", Remount | ReadOnlyFlag, _size) != 0)
            throw new IOException("remount failed: " + Marshal.GetLastPInvokeError());
    }

    /// <summary>Takes all the room there is; deleting the file gives it back.</summary>
    public string Fill()
    {
        string file = _path + "/filler";
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                stream.Write(new byte[512]);
        }
        catch (IOException)
        {
            return file;
        }
    }

    public void Dispose()
    {
        _ = Unmount(_path, Detach);
        Directory.Delete(_path);
    }

    [LibraryImport("libc.so.6", EntryPoint = "mount", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Mount(string source, string target, string type, nuint flags, string options);

    [LibraryImport("libc.so.6", EntryPoint = "umount2", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Unmount(string target, int flags);
}
