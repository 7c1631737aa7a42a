using System;
using System.Collections.Generic;
using System.IO;

namespace Lifetop.Theming;

/// <summary>Every theme there is: those that come with lifetop, and the user's own, which win over ours of the same name.</summary>
public sealed class ThemeCatalog(IThemeFolder? own, NearestWord nearest)
{
    public const string Default = "dark";

    /// <summary>In the order in which they are offered.</summary>
    public static readonly string[] Shipped =
        ["dark", "light", "high-contrast", "solarized-dark", "gruvbox", "nord", "catppuccin-mocha", "lichen", "ansi16", "mono"];

    /// <summary>A theme that came with lifetop: it cannot be wrong.</summary>
    public static Theme BuiltIn(string name) => ShippedTheme.Read(name, Bytes(name));

    /// <summary>Names with the file each is read from; null for what came with lifetop.</summary>
    public IEnumerable<(string Name, string? Path)> List()
    {
        var mine = own?.Names() ?? [];
        foreach (string name in Shipped)
            yield return (name, Contains(mine, name) ? own?.PathOf(name) : null);
        foreach (string name in mine)
            if (Array.IndexOf(Shipped, name) < 0 && IsName(name))
                yield return (name, own?.PathOf(name));
    }

    /// <summary>The theme of that name as its author meant it, or what keeps it from being one.</summary>
    public ThemeReading Read(string name)
    {
        string? why = null;
        if (own is not null && IsName(name) && own.Read(name, out why) is { } bytes)
            return ThemeFile.Read(name, bytes, nearest);
        if (why is not null)
            return new ThemeReading(null, [new ThemeProblem(0, why)]);
        if (Array.IndexOf(Shipped, name) >= 0)
            return new ThemeReading(BuiltIn(name), []);
        var known = new List<string>();
        foreach (var (other, _) in List())
            known.Add(other);
        return new ThemeReading(null, [new ThemeProblem(0, $"no theme {name}" + (nearest(name, known.ToArray()) is { } near ? $": did you mean {near}?" : $": there is {string.Join(", ", known)}"))]);
    }

    /// <summary>The theme of that name, or the default where it is none; what is wrong comes out ready to be shown.</summary>
    public Theme Load(string name, List<string> problems)
    {
        var (theme, slips) = Read(name);
        foreach (var slip in slips)
            problems.Add(Words(name, slip));
        return theme ?? BuiltIn(Default);
    }

    /// <summary>File, line and what is wrong there.</summary>
    public string Words(string name, ThemeProblem problem)
    {
        string place = own is not null && IsName(name) && Contains(own.Names(), name) ? own.PathOf(name) : "theme";
        return problem.Line > 0
            ? $"{place}:{problem.Line}: {problem.Text}"
            : $"{place}: {problem.Text}";
    }

    private static bool Contains(IReadOnlyList<string> names, string name)
    {
        foreach (string other in names)
            if (other == name)
                return true;
        return false;
    }

    /// <summary>It becomes a file's name: no way out of the folder.</summary>
    private static bool IsName(string name)
    {
        foreach (char letter in name)
            if (!char.IsLetterOrDigit(letter) && letter is not ('-' or '_' or '.'))
                return false;
        return name.Length is > 0 and < 100 && name[0] != '.';
    }

    /// <summary>Straight from the mapped program: no stream, no copy.</summary>
    private static unsafe ReadOnlySpan<byte> Bytes(string name)
    {
        if (typeof(ThemeCatalog).Assembly.GetManifestResourceStream("themes/" + name) is not UnmanagedMemoryStream resource)
            throw new ArgumentOutOfRangeException(nameof(name), name, "comes not with lifetop");
        // The stream only points into the program, which stays mapped as long as we run.
        using (resource)
            return new ReadOnlySpan<byte>(resource.PositionPointer, (int)resource.Length);
    }
}
