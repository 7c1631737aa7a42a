using System.Globalization;

namespace Lifetop.Platform;

/// <summary>The socket and the two pipes that .NET's diagnostics put into the temp folder of every program.</summary>
internal static unsafe class RuntimeTraces
{
    /// <summary>A program that ends by _exit(2) must remove them itself; after a month of `ls` there would be a million.</summary>
    /// <param name="startTicks">.NET takes the start time into the names, as proc_pid_stat(5) has it in field 22.</param>
    public static void Remove(int pid, long startTicks, string? temporary)
    {
        string folder = string.IsNullOrEmpty(temporary) ? "/tmp" : temporary;
        string number = pid.ToString(CultureInfo.InvariantCulture) + "-" + startTicks.ToString(CultureInfo.InvariantCulture);
        Unlink(NativePath.Join(folder, "dotnet-diagnostic-" + number + "-socket"));
        Unlink(NativePath.Join(folder, "clr-debug-pipe-" + number + "-in"));
        Unlink(NativePath.Join(folder, "clr-debug-pipe-" + number + "-out"));
    }

    private static void Unlink(string path)
    {
        byte* bytes = stackalloc byte[NativePath.Size];
        if (NativePath.TryEncode(path, new(bytes, NativePath.Size)))
            _ = Libc.UnlinkAt(Libc.AtCurrent, bytes, 0);
    }
}
