using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;

namespace Lifetop.Tests.Support;

/// <summary>File systems mounted for a test; only root may.</summary>
internal static partial class Mounts
{
    private const int Detach = 2;

    /// <summary>Mounts it in a new folder, which is removed again where it cannot be.</summary>
    public static string Make(string type, string? options, string prefix)
    {
        string folder = Directory.CreateTempSubdirectory(prefix).FullName;
        if (Mount("lifetop-test", folder, type, 0, options) == 0)
            return folder;
        int error = Marshal.GetLastPInvokeError();
        Directory.Delete(folder);
        throw new IOException("mount failed: " + error.ToString(CultureInfo.InvariantCulture));
    }

    public static void Change(string folder, string type, nuint flags, string options)
    {
        if (Mount("lifetop-test", folder, type, flags, options) != 0)
            throw new IOException("remount failed: " + Marshal.GetLastPInvokeError().ToString(CultureInfo.InvariantCulture));
    }

    public static void Remove(string folder)
    {
        _ = Unmount(folder, Detach);
        Directory.Delete(folder);
    }

    [LibraryImport("libc.so.6", EntryPoint = "mount", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Mount(string source, string target, string type, nuint flags, string? options);

    [LibraryImport("libc.so.6", EntryPoint = "umount2", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Unmount(string target, int flags);
}
