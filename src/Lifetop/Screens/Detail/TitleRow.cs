using System;
using Lifetop.Model.Query;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Detail;

/// <summary>The row a pane begins with: name, what comes behind it, a rule, and something at the right.</summary>
internal static class TitleRow
{
    /// <summary>Its key without its name, which stands before.</summary>
    public static string Place(WorkerRow row)
        => row.Key.EndsWith("/" + row.Name, StringComparison.Ordinal) ? row.Key[..^(row.Name.Length + 1)] : row.Key;

    public static void Lay(Page page, WorkerRow row, string place, string right)
    {
        string name = TextWidth.CutMiddle(SafeText.Of(row.Name), Math.Max(1, Math.Min(25, page.Width * 2 / 5)), page.Glyphs.Cut);
        var line = page.Row().Add(0, name, Role.Bright, strong: true);
        int x = TextWidth.Of(name) + 2;
        right = TextWidth.Cut(SafeText.Of(right), Math.Max(0, page.Width - x), page.Glyphs.Cut);
        int end = page.Width - (right.Length > 0 ? TextWidth.Of(right) + 1 : 0);
        string safe = TextWidth.CutStart(SafeText.Of(place), Math.Max(0, end - x), page.Glyphs.Cut);
        line.Add(x, safe, Role.Soft);
        x += TextWidth.Of(safe) + (safe.Length > 0 ? 1 : 0);
        if (end > x)
            line.Add(x, SignText.Of(page.Glyphs.Thin, end - x), Role.Line);
        line.Add(page.Width - TextWidth.Of(right), right, Role.Soft);
    }
}
