using System.Collections.Generic;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Dialogs;

/// <summary>Buttons beside each other, one of which has the focus: the accent behind it, or brackets where there are no colours.</summary>
internal sealed class ButtonRow(params IReadOnlyList<string> labels)
{
    private const int First = 2, Gap = 2;

    public int Focus { get; set; }

    public int Count => labels.Count;

    public void Move(int by) => Focus = (Focus + by + labels.Count) % labels.Count;

    /// <summary>Draws them with the key before the word if there is one, and returns the column behind.</summary>
    public int Draw(Canvas row, UiState ui, bool focused)
    {
        int x = First;
        for (int i = 0; i < labels.Count; i++)
        {
            bool here = focused && i == Focus;
            var style = here ? ui.Scheme.On(Role.OnAccent, Role.Accent).With(TextAttributes.Bold) : ui.Scheme.On(Role.Text, Role.Surface);
            bool brackets = here && !ui.Scheme.HasColors;
            row.Write(x, 0, brackets ? '[' : ' ', style);
            int end = row.Write(x + 1, 0, labels[i], style);
            if (!here && labels[i].Length > 2 && labels[i][1] == ' ')
                row.Write(x + 1, 0, labels[i][0], ui.Scheme.On(Role.Accent, Role.Surface));
            row.Write(end, 0, brackets ? ']' : ' ', style);
            x = end + 1 + Gap;
        }
        return x - Gap;
    }

    /// <summary>The button at a column; -1 between them.</summary>
    public int At(int column)
    {
        int x = First;
        for (int i = 0; i < labels.Count; i++)
        {
            int end = x + TextWidth.Of(labels[i]) + 2;
            if (column >= x && column < end)
                return i;
            x = end + Gap;
        }
        return -1;
    }
}
