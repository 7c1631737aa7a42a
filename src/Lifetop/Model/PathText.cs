using System;

namespace Lifetop.Model;

/// <summary>As much of a path as people know it by.</summary>
public static class PathText
{
    /// <summary>The last two parts: <c>wt/brave-lynx</c>.</summary>
    public static string LastTwo(string path)
    {
        int last = path.LastIndexOf('/');
        int before = last > 0 ? path.LastIndexOf('/', last - 1) : -1;
        return path[(before + 1)..];
    }

    /// <summary>The whole path, with <c>~</c> for one's own home.</summary>
    public static string FromHome(string path, string? home)
        => home is { Length: > 1 } && IsIn(path, home)
            ? string.Concat("~", path.AsSpan(home.Length))
            : path;

    /// <summary>Whether it is this folder or lies somewhere below it.</summary>
    public static bool IsIn(ReadOnlySpan<char> path, ReadOnlySpan<char> folder)
        => path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/' || folder is [.., '/']);
}
