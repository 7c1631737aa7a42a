using System;
using System.Collections.Generic;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems;

/// <summary>Short names for folders of which several may be called the same: as many parts of the path as set it apart.</summary>
internal static class PathLabels
{
    /// <param name="all">Those it is told from; it may be among them.</param>
    public static string Of(string path, IReadOnlyList<string> all)
    {
        string label = NativePath.Name(path).ToString();
        for (string folder = NativePath.Folder(path); folder is not ("/" or ".") && !IsAlone(path, label, all); folder = NativePath.Folder(folder))
            label = $"{NativePath.Name(folder)}/{label}";
        return label;
    }

    private static bool IsAlone(string path, string label, IReadOnlyList<string> all)
    {
        foreach (string other in all)
            if (other != path && other.EndsWith("/" + label, StringComparison.Ordinal))
                return false;
        return true;
    }
}
