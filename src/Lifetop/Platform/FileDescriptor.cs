using Microsoft.Win32.SafeHandles;

namespace Lifetop.Platform;

/// <summary>An open file of ours, closed with its owner.</summary>
internal sealed class FileDescriptor : SafeHandleMinusOneIsInvalid
{
    public FileDescriptor(int number) : base(ownsHandle: true) => SetHandle(number);

    public int Number => (int)handle;

    protected override bool ReleaseHandle() => Libc.Close((int)handle) == 0;
}
