using Lifetop.Model;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Grid;

public sealed class GridScreen : Screen
{
    public override KeyContext Context => KeyContext.Grid;

    public override void Draw(Canvas canvas, UiState ui)
    {
        canvas.Write(2, 0, "lifetop " + ui.Host, ui.Scheme.Strong(Role.Accent));
        canvas.WriteRight(canvas.Width - 2, 0, ui.Now.ToOffset(ui.LocalOffset).ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), ui.Scheme[Role.Faint]);
        int y = 2;
        foreach (var worker in ui.Roster.Workers)
        {
            if (y >= canvas.Height)
                break;
            canvas.Write(2, y, SafeText.Of(worker.Worker.Name), 30, ui.Scheme[Role.Text]);
            canvas.Write(34, y++, worker.Verdict.State.Word(), ui.Scheme[Role.Soft]);
        }
    }
}
