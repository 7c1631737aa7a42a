using System;
using System.IO;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Lifetop.Tests.Support;

/// <summary>A private folder for files of every sort, the bad ones too; gone with its test.</summary>
public sealed class Scratch : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("lifetop-files-").FullName;

    public string this[string name] => Path.Combine(Root, name);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    public string Sparse(string name, long size)
    {
        using var file = File.Create(this[name]);
        file.SetLength(size);
        return this[name];
    }

    public string Fifo(string name)
    {
        if (MakeFifo(Encoding.UTF8.GetBytes(this[name] + "\0"), 0x180) != 0)
            throw new IOException("mkfifo");
        return this[name];
    }

    public string Link(string name, string target)
    {
        File.CreateSymbolicLink(this[name], target);
        return this[name];
    }

    public string Socket(string name)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(this[name]));
        // .NET removes the file with the socket; a hard link to it stays.
        _ = HardLink(Encoding.UTF8.GetBytes(this[name] + "\0"), Encoding.UTF8.GetBytes(this[name] + ".kept\0"));
        return this[name] + ".kept";
    }

    /// <summary>Names that are no UTF-8 cannot be made by .NET.</summary>
    public void WriteRawName(byte[] name)
    {
        byte[] path = [.. Encoding.UTF8.GetBytes(Root + "/"), .. name, 0];
        int file = Create(path, 0x180);
        if (file < 0)
            throw new IOException("creat");
        _ = Close(file);
    }

    public void SetTime(string name, DateTimeOffset time) => File.SetLastWriteTimeUtc(this[name], time.UtcDateTime);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // A test may have removed it itself.
        }
        catch (IOException)
        {
            // .NET cannot delete names that are no UTF-8.
            using var remove = System.Diagnostics.Process.Start("rm", ["-rf", "--", Root]);
            remove.WaitForExit();
        }
    }

    [DllImport("libc.so.6", EntryPoint = "mkfifo"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakeFifo(byte[] path, uint mode);

    [DllImport("libc.so.6", EntryPoint = "link"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int HardLink(byte[] from, byte[] to);

    [DllImport("libc.so.6", EntryPoint = "creat"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Create(byte[] path, uint mode);

    [DllImport("libc.so.6", EntryPoint = "close"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int file);
}
