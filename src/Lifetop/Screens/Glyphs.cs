using Lifetop.Model;

namespace Lifetop.Screens;

/// <summary>The signs the screen is drawn with, in the two alphabets a terminal may have. All are one column wide.</summary>
public sealed record Glyphs
{
    public static readonly Glyphs Unicode = new()
    {
        IsAscii = false,
        Cursor = '▌',
        Mark = '•',
        Cut = '…',
        SortDown = '▾',
        SortUp = '▴',
        Open = '▾',
        Folded = '▸',
        Branch = '├',
        LastBranch = '└',
        Stem = '│',
        Heavy = '━',
        Thin = '─',
        TopLeft = '╭',
        TopRight = '╮',
        BottomLeft = '╰',
        BottomRight = '╯',
        Side = '│',
        Separator = '·',
        For = '+',
        Against = '–',
        Disagree = '≠',
        Caret = '▏',
        Error = '╭',
        Done = '✓',
        Failed = '×',
        Bars = "▁▂▃▄▅▆▇█",
    };

    public static readonly Glyphs Ascii = new()
    {
        IsAscii = true,
        Cursor = '>',
        Mark = '#',
        Cut = '~',
        SortDown = 'v',
        SortUp = '^',
        Open = 'v',
        Folded = '+',
        Branch = '|',
        LastBranch = '`',
        Stem = '|',
        Heavy = '=',
        Thin = '-',
        TopLeft = '+',
        TopRight = '+',
        BottomLeft = '+',
        BottomRight = '+',
        Side = '|',
        Separator = '.',
        For = '+',
        Against = '-',
        Disagree = '#',
        Caret = '_',
        Error = '/',
        Done = '+',
        Failed = 'x',
        Bars = "_.:-=+*#",
    };

    /// <summary>For the Linux console, whose font draws lines but few other signs.</summary>
    public static readonly Glyphs Console = Unicode with { HasAsciiStates = true };

    public required bool IsAscii { get; init; }
    public bool HasAsciiStates { get; init; }
    public required char Cursor { get; init; }
    public required char Mark { get; init; }
    public required char Cut { get; init; }
    public required char SortDown { get; init; }
    public required char SortUp { get; init; }
    public required char Open { get; init; }
    public required char Folded { get; init; }
    public required char Branch { get; init; }
    public required char LastBranch { get; init; }
    public required char Stem { get; init; }
    public required char Heavy { get; init; }
    public required char Thin { get; init; }
    public required char TopLeft { get; init; }
    public required char TopRight { get; init; }
    public required char BottomLeft { get; init; }
    public required char BottomRight { get; init; }
    public required char Side { get; init; }
    public required char Separator { get; init; }
    public required char For { get; init; }
    public required char Against { get; init; }
    public required char Disagree { get; init; }
    public required char Caret { get; init; }
    public required char Error { get; init; }
    public required char Done { get; init; }
    public required char Failed { get; init; }

    /// <summary>Eight bars from low to high.</summary>
    public required string Bars { get; init; }

    public char Of(Lifecycle state) => state.Glyph(IsAscii || HasAsciiStates);
}
