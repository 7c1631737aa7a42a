using System;
using Lifetop.Platform;

namespace Lifetop.Settings;

/// <summary>The bytes of the config, or why there are none. A missing one is as good as an empty one, unless it was named.</summary>
public sealed record ConfigFile(byte[] Bytes, Problem? Problem)
{
    private const int Largest = 1 << 20;

    public static (ConfigFile File, string Path) Read(string? named, XdgPaths paths)
    {
        string? path = named ?? Usual(paths);
        if (path is null)
            return (new ConfigFile([], null), paths.Missing ?? "");
        var reading = RegularFile.Read(path, Largest, followLinks: true);
        if (reading.IsRead)
            return (new ConfigFile(reading.Bytes.ToArray(), null), path);
        bool absent = reading.Failure is FileFailure.Missing or FileFailure.NotFolder && named is null;
        return (new ConfigFile([], absent ? null : new Problem(0, $"{path}: {reading.Why}")), path);
    }

    /// <summary>Why there is no place for a config, which stands where its path would; null where there is one.</summary>
    public static string? Nowhere(string path, XdgPaths paths) => path == paths.Missing ? path : null;

    /// <summary>The same config as it is now.</summary>
    /// <param name="path">As it was said when it was first read.</param>
    public static ConfigFile ReadAgain(string path, XdgPaths paths)
        => Read(paths.ConfigFolder is null || path == Usual(paths) ? null : path, paths).File;

    private static string? Usual(XdgPaths paths) => paths.ConfigFolder is { } folder ? NativePath.Join(folder, "config.json") : null;
}
