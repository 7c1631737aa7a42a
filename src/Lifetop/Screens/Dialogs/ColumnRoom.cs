using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Screens.Grid;

namespace Lifetop.Screens.Dialogs;

/// <summary>How chosen columns use the width there is, in words: <c>54 of 80, note 26</c>.</summary>
internal static class ColumnRoom
{
    public static string Words(ImmutableArray<string> chosen, int width)
    {
        if (width < GridColumns.LeastChosen)
            return string.Concat("from ", Number(GridColumns.LeastChosen), " columns on");
        string taken = string.Concat(Number(GridColumns.Taken(chosen, width)), " of ", Number(width));
        int note = 0;
        var fitting = GridColumns.At(width, chosen);
        foreach (var column in fitting)
            note += column.Cell == CellKind.Note ? column.Width : 0;
        return fitting.Length < chosen.Length ? string.Concat(taken, ", ", Number(chosen.Length - fitting.Length), " left out")
            : note > 0 ? string.Concat(taken, ", note ", Number(note))
            : taken;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
