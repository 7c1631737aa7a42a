namespace Lifetop.Platform;

/// <summary>Why a file could not be read or written.</summary>
public enum FileFailure
{
    None,
    Missing,
    /// <summary>A part of its path is no folder.</summary>
    NotFolder,
    NotRegular,
    Denied,
    TooBig,
    /// <summary>A symlink where none is followed, or a chain of them that does not end.</summary>
    TooManyLinks,
    Io,
}

/// <summary>Error numbers as failures and as words.</summary>
public static class FileFailures
{
    public static FileFailure Of(int errno) => errno switch
    {
        0 => FileFailure.None,
        Errno.NoEntry or Errno.NameTooLong => FileFailure.Missing,
        Errno.NotDirectory => FileFailure.NotFolder,
        Errno.Access or Errno.Perm => FileFailure.Denied,
        Errno.TooManyLinks => FileFailure.TooManyLinks,
        // open(2) of a FIFO or device without a reader, driver or medium.
        Errno.NoDeviceOrAddress or Errno.IsDirectory => FileFailure.NotRegular,
        _ => FileFailure.Io,
    };

    public static string Words(int errno) => errno switch
    {
        Errno.NoEntry => "no such file",
        Errno.NotDirectory => "a part of its path is not a folder",
        Errno.NameTooLong => "the path is too long or holds a zero",
        Errno.Access or Errno.Perm => "permission denied",
        Errno.TooManyLinks => "a symlink that is not followed, or a loop of them",
        Errno.NoDeviceOrAddress => "a socket, FIFO or device, not a regular file",
        Errno.IsDirectory => "a folder, not a regular file",
        Errno.TooManyOpenFiles => "too many open files",
        Errno.NoSpace => "no space left on the device",
        Errno.ReadOnlyFilesystem => "the file system is read-only",
        Errno.Exists => "it is there already",
        Errno.Io => "input/output error",
        Errno.ConnectionRefused => "nobody listens there",
        Errno.ConnectionReset or Errno.Pipe => "the connection was closed",
        Errno.TimedOut => "no answer in time",
        _ => $"error {errno}",
    };
}
