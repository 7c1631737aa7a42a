using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens;

/// <summary>The picture: the topmost view, and the dialogs over it.</summary>
public static class Frame
{
    public static void Draw(UiState ui, CellBuffer buffer)
    {
        if (buffer.Width != ui.Width || buffer.Height != ui.Height)
            buffer.Resize(ui.Width, ui.Height);
        var canvas = buffer.Canvas;
        int ground = ui.Screens.Count - 1;
        while (ground > 0 && ui.Screens[ground].IsDialog)
            ground--;
        buffer.Clear(ui.Scheme[Role.Text]);
        for (int i = ground; i < ui.Screens.Count; i++)
        {
            if (i > ground && ui.Screens[i].DimsBelow)
                canvas.Restyle(new Rect(0, 0, canvas.Width, canvas.Height), ui.Scheme.Behind);
            ui.Screens[i].Draw(canvas, ui);
        }
        // A dialog has no row for what is said, and may lie over the one below it.
        if (!ui.Top.IsDialog || ui.Line.Current is not { } said)
            return;
        var last = canvas.Row(canvas.Height - 1);
        last.Clear(ui.Scheme[Role.Text]);
        BottomLine.DrawSaid(last, ui, said);
    }
}
