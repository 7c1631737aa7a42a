using System.Runtime.InteropServices;

namespace Lifetop.Platform;

internal static partial class Libc
{
    public const int GetDescriptorFlags = 1;

    /// <summary>fcntl(2) for commands that take no pointer; variadic, which on the ABIs we run on is the same call.</summary>
    [DllImport(Library, EntryPoint = "fcntl")]
    public static extern int FileControl(int file, int command, nint argument);
}
