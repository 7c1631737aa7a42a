using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Theming;

namespace Lifetop.App;

/// <summary>The user's own themes: files in <c>themes</c>, beside his config.</summary>
public sealed class ThemeFolder(string folder) : IThemeFolder
{
    private const string Suffix = ".json";
    private const int Largest = 64 << 10;

    /// <summary>Every theme there is for whoever has this config.</summary>
    public static ThemeCatalog Catalog(string configPath) => new(Beside(configPath), Nearest.To);

    /// <summary>Null where there is no config to be beside of: without a home.</summary>
    public static ThemeFolder? Beside(string configPath)
        => NativePath.HasFolder(configPath) ? new ThemeFolder(NativePath.Join(NativePath.Folder(configPath), "themes")) : null;

    public IReadOnlyList<string> Names()
    {
        var listing = FolderListing.Of(folder);
        var names = new List<string>();
        for (int i = 0; i < listing.Names.Count; i++)
            if (listing.MayBeFile(i) && listing.Names[i].EndsWith(Suffix, StringComparison.Ordinal))
                names.Add(listing.Names[i][..^Suffix.Length]);
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    public string PathOf(string name) => NativePath.Join(folder, name + Suffix);

    public byte[]? Read(string name, out string? why)
    {
        var reading = RegularFile.Read(PathOf(name), Largest, followLinks: true);
        why = reading.IsRead || reading.Failure == FileFailure.Missing ? null : reading.Why;
        return reading.IsRead ? reading.Bytes.ToArray() : null;
    }
}
