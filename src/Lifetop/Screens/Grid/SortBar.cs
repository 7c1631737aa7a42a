using Lifetop.Model.Query;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Grid;

/// <summary>The choice of what to sort by: one letter and it is done.</summary>
internal sealed class SortBar : GridBar
{
    private static readonly Choice[] Choices =
        [new('a', "age", "age"), new('s', "state", "state"), new('n', "name", "name"), new('p', "cpu", "cpu"), new('m', "mem", "mem")];

    public override int Rows => 1;

    public override bool Type(Key key, WorkerList list, UiState ui)
    {
        IsDone = true;
        foreach (var (letter, _, field) in Choices)
            if (key == new Key(letter))
            {
                list.Sort(ListOrder.Usual(WorkerFields.Find(field)), ui);
                return true;
            }
        // Esc closes this and nothing else; every other key does what it does anyway.
        return key == Key.Esc;
    }

    public override void Draw(Canvas canvas, WorkerList list, UiState ui)
    {
        bool isNarrow = canvas.Width < GridLayout.Narrow;
        int margin = isNarrow ? 1 : 2, y = canvas.Height - 1, right = canvas.Width - margin;
        canvas.Fill(new Rect(0, y, canvas.Width, 1), ' ', ui.Scheme[Role.Text]);
        // On a narrow screen the letters need its place.
        int x = isNarrow ? margin : canvas.Write(margin, y, "sort by", ui.Scheme[Role.Bright]) + 2;
        foreach (var (letter, word, _) in Choices)
            x = KeyHint.Draw(canvas, x, y, right, letter.ToString(), word, ui);
        x = KeyHint.Draw(canvas, x, y, right, ui.Keys.NamesOf(UiAction.SortPrevious, UiAction.SortNext), "column", ui);
        x = KeyHint.Draw(canvas, x, y, right, ui.Keys.NameOf(UiAction.Invert), "turn", ui);
        KeyHint.Draw(canvas, x, y, right, "Esc", "leave", ui);
    }

    private sealed record Choice(char Letter, string Word, string Field);
}
