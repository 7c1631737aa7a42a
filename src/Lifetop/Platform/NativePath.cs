using System;
using System.Text.Unicode;

namespace Lifetop.Platform;

/// <summary>A path as the bytes libc wants: UTF-8 with a zero behind it, on the caller's stack.</summary>
internal static class NativePath
{
    /// <summary>PATH_MAX, the zero included.</summary>
    public const int Size = 4096;

    /// <summary>False where no such file can exist: too long, or a zero inside, which would silently name another file.</summary>
    public static bool TryEncode(ReadOnlySpan<char> path, Span<byte> bytes)
    {
        if (path.IsEmpty)
            return false;
        foreach (char letter in path)
            if (letter == '\0')
                return false;
        if (PlainText.TryWrite(path, bytes[..^1]))
        {
            bytes[path.Length] = 0;
            return true;
        }
        var status = Utf8.FromUtf16(path, bytes[..^1], out int read, out int written, replaceInvalidSequences: true);
        if (status != System.Buffers.OperationStatus.Done || read != path.Length)
            return false;
        bytes[written] = 0;
        return true;
    }

    /// <summary>The folder part; "/" for what lies in the root, "." for a bare name.</summary>
    public static string Folder(string path)
    {
        int slash = LastSlash(path.AsSpan().TrimEnd('/'));
        return slash switch { < 0 => ".", 0 => "/", _ => path[..slash] };
    }

    /// <summary>It is no bare name.</summary>
    public static bool HasFolder(string path)
    {
        foreach (char letter in path)
            if (letter == '/')
                return true;
        return false;
    }

    public static ReadOnlySpan<char> Name(ReadOnlySpan<char> path)
    {
        path = path.TrimEnd('/');
        return path[(LastSlash(path) + 1)..];
    }

    /// <summary>By hand, as paths are short: the framework's search loads vector types at its first call.</summary>
    private static int LastSlash(ReadOnlySpan<char> path)
    {
        int at = path.Length - 1;
        while (at >= 0 && path[at] != '/')
            at--;
        return at;
    }

    public static string Join(string folder, string name) => folder.EndsWith('/') ? folder + name : folder + "/" + name;
}
