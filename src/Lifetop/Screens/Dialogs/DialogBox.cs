using System.Globalization;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Dialogs;

/// <summary>The box around a dialog: title left, where it comes from right, and how much more there is below.</summary>
internal static class DialogBox
{
    /// <summary>Draws it and returns what is inside.</summary>
    public static Canvas Draw(Canvas canvas, UiState ui, Rect box, string title, string source)
    {
        var line = ui.Scheme.On(Role.Line, Role.Surface);
        var glyphs = ui.Glyphs;
        var whole = canvas.Part(box);
        whole.Clear(ui.Scheme.On(Role.Text, Role.Surface));
        int right = box.Width - 1, bottom = box.Height - 1;
        whole.Line(1, 0, right - 1, glyphs.Thin, line);
        whole.Line(1, bottom, right - 1, glyphs.Thin, line);
        for (int y = 1; y < bottom; y++)
        {
            whole.Write(0, y, glyphs.Side, line);
            whole.Write(right, y, glyphs.Side, line);
        }
        whole.Write(0, 0, glyphs.TopLeft, line);
        whole.Write(right, 0, glyphs.TopRight, line);
        whole.Write(0, bottom, glyphs.BottomLeft, line);
        whole.Write(right, bottom, glyphs.BottomRight, line);

        int end = InLine(whole, ui, 2, TextWidth.Cut(SafeText.Of(title), right - 6, glyphs.Cut), ui.Scheme.On(Role.Bright, Role.Surface).With(TextAttributes.Bold), 0);
        string from = SafeText.Of(source);
        int room = right - 3 - end;
        if (from.Length > 0 && room >= 8)
        {
            from = TextWidth.CutStart(from, room - 2, glyphs.Cut);
            InLine(whole, ui, right - 3 - TextWidth.Of(from), from, ui.Scheme.On(Role.Faint, Role.Surface), 0);
        }
        return whole.Part(1, 1, box.Width - 2, box.Height - 2);
    }

    /// <summary>Says in the lower border how many rows are below what is seen.</summary>
    public static void More(Canvas box, UiState ui, int rows)
    {
        string more = rows.ToString(CultureInfo.InvariantCulture) + " more";
        InLine(box, ui, box.Width - 4 - more.Length, more, ui.Scheme.On(Role.Faint, Role.Surface), box.Height - 1);
    }

    private static int InLine(Canvas canvas, UiState ui, int x, string text, Style style, int y)
    {
        var blank = ui.Scheme.On(Role.Text, Role.Surface);
        canvas.Write(x, y, ' ', blank);
        int end = canvas.Write(x + 1, y, text, style);
        canvas.Write(end, y, ' ', blank);
        return end + 1;
    }
}
