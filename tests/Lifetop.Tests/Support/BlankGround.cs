using Lifetop.Screens;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Tests.Support;

/// <summary>Something to open dialogs over: rows of text in the place of the grid.</summary>
internal sealed class BlankGround(KeyContext context = KeyContext.Grid) : Screen
{
    public override KeyContext Context => context;

    public override void Draw(Canvas canvas, UiState ui)
    {
        canvas.Clear(ui.Scheme[Role.Text]);
        for (int y = 0; y < canvas.Height; y++)
            canvas.Write(2, y, y == 0 ? "日本 lies behind" : $"row {y + 1} of what lies behind, and more of it", ui.Scheme[Role.Text]);
    }
}
