using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Grid;

/// <summary>On a screen too small for a list: counts and a way out, nothing else.</summary>
internal static class TooSmall
{
    public static void Draw(Canvas canvas, GridCounts counts, UiState ui)
    {
        var pen = new Pen(canvas, 1, 0);
        pen.Write("lifetop ", ui.Scheme.Strong(Role.Accent));
        pen.Write(SafeText.Of(ui.Host), ui.Scheme[Role.Text]);
        pen = new Pen(canvas, 1, 1);
        var text = ui.Scheme[Role.Text];
        if (ui.IsFirstLookDue)
            pen.Write("looking", text);
        else
        {
            pen.Write(counts.All, text);
            pen.Write(counts.All == 1 ? " worker, " : " workers, ", text);
            if (counts.Needy > 0)
                pen.Write(counts.Needy, ui.Scheme.Strong(Role.Bright));
            pen.Write(counts.Needy == 0 ? ui.IsPartial ? "nothing needs you so far" : "nothing needs you" : counts.Needy == 1 ? " needs you" : " need you", text);
        }
        CountsRow.DrawShort(canvas, 1, 2, canvas.Width - 1, counts, false, ui);
        pen = new Pen(canvas, 1, 3);
        var faint = ui.Scheme[Role.Faint];
        pen.Write(GridLayout.LeastWidth, faint);
        pen.Write('x', faint);
        pen.Write(GridLayout.LeastHeight, faint);
        pen.Write(" shows them, this is ", faint);
        pen.Write(canvas.Width, faint);
        pen.Write('x', faint);
        pen.Write(canvas.Height, faint);
        pen = new Pen(canvas, 1, 4);
        pen.Write(ui.Keys.NameOf(UiAction.Quit), ui.Scheme[Role.Accent]);
        pen.Write(" quits", ui.Scheme[Role.Soft]);
    }
}
