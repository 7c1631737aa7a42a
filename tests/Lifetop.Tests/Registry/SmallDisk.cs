using System;
using System.IO;
using Lifetop.Tests.Support;

namespace Lifetop.Tests.Registry;

/// <summary>A file system of its own, as small as asked for, that can be made read-only. Only root may mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const nuint ReadOnlyFlag = 1, Remount = 32;
    private readonly string _path;
    private readonly string _size;

    public SmallDisk(int kilobytes)
    {
        _size = "mode=700,size=" + kilobytes.ToString(System.Globalization.CultureInfo.InvariantCulture) + "k";
        _path = Mounts.Make("tmpfs", _size, "lifetop-disk-");
    }

    public string Path => _path;

    public void MakeReadOnly() => Mounts.Change(_path, "tmpfs", Remount | ReadOnlyFlag, _size);

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

    public void Dispose() => Mounts.Remove(_path);
}
