using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using Lifetop.Platform;

namespace Lifetop.App;

/// <summary>A path as people type it, from / or ~, as the whole path it means.</summary>
internal static class WholePath
{
    [return: NotNullIfNotNull(nameof(path))]
    public static string? Of(string? path, Func<string, string?> variable)
        => path is not { Length: > 0 } ? path
            : path[0] == '~' && variable("HOME") is { Length: > 0 } home ? NativePath.Join(home, path[1..].TrimStart('/'))
            : Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
