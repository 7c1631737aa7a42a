namespace Lifetop.Platform;

/// <summary>The error numbers we act on, by name (errno(3), x86-64 and arm64 Linux).</summary>
public static class Errno
{
    public const int Perm = 1;
    public const int NoEntry = 2;
    public const int NoProcess = 3;
    public const int Interrupted = 4;
    public const int Io = 5;
    public const int NoDeviceOrAddress = 6;
    public const int BadDescriptor = 9;
    public const int Again = 11;
    public const int NoMemory = 12;
    public const int Access = 13;
    public const int Exists = 17;
    public const int NotDirectory = 20;
    public const int IsDirectory = 21;
    public const int Invalid = 22;
    public const int TooManyOpenFilesInSystem = 23;
    public const int TooManyOpenFiles = 24;
    public const int NoSpace = 28;
    public const int ReadOnlyFilesystem = 30;
    public const int Pipe = 32;
    public const int NameTooLong = 36;
    public const int NotEmpty = 39;
    public const int TooManyLinks = 40;
    public const int ConnectionReset = 104;
    public const int TimedOut = 110;
    public const int ConnectionRefused = 111;
}
