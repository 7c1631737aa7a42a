using System;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Dialogs;

/// <summary>
/// A box over the screen: something to choose, to fill in or to answer. Its middle scrolls when the screen is low; what it says
/// below (buttons, hints) stays.
/// </summary>
public abstract class Dialog : Screen
{
    public const int Widest = 68;

    /// <summary>Narrower screens are taken whole.</summary>
    private const int WholeBelow = 60;

    private Rect _box, _body, _foot;

    public override KeyContext Context => KeyContext.Dialog;

    public override bool IsDialog => true;

    protected abstract string Title { get; }

    /// <summary>At the right of the title: whom or what it is about.</summary>
    protected virtual string Source => "";

    protected virtual int Width => Widest;

    /// <summary>Rows above the middle that stay, with a blank one behind.</summary>
    protected virtual int HeadRows => 0;

    /// <summary>Rows below the middle that stay.</summary>
    protected virtual int FootRows => 1;

    /// <summary>A blank row below the foot as well.</summary>
    protected virtual bool HasRoomBelow => false;

    /// <summary>How many rows the middle would like.</summary>
    protected abstract int BodyRows(UiState ui, int width);

    /// <summary>Draws the middle into as many rows as there are; it scrolls by itself, and says how many rows are further below.</summary>
    protected abstract int DrawBody(Canvas body, UiState ui);

    protected virtual void DrawHead(Canvas head, UiState ui)
    {
    }

    protected virtual void DrawFoot(Canvas foot, UiState ui)
    {
    }

    protected virtual void ClickBody(int x, int y, UiState ui)
    {
    }

    protected virtual void ClickFoot(int x, int y, UiState ui)
    {
    }

    public sealed override void Draw(Canvas canvas, UiState ui)
    {
        bool whole = ui.Width < WholeBelow;
        int width = whole ? canvas.Width : Math.Min(Math.Min(Width, Widest), canvas.Width - 4);
        int fixedRows = HeadRows + FootRows + 2;
        int wanted = BodyRows(ui, width - 2) + fixedRows + 2 + (HeadRows > 0 ? 1 : 0) + (HasRoomBelow ? 1 : 0);
        _box = whole ? new Rect(0, 0, canvas.Width, canvas.Height) : Place(new Rect(0, 0, canvas.Width, canvas.Height), width, wanted);
        // On a low screen every row is worth more than the air around it.
        int blank = _box.Height < 16 && wanted > _box.Height ? 0 : 1;
        int top = blank + HeadRows + (HeadRows > 0 ? blank : 0);
        int rows = _box.Height - 2 - top - FootRows - blank - (HasRoomBelow ? blank : 0);
        _body = new Rect(_box.X + 1, _box.Y + 1 + top, width - 2, rows);
        _foot = new Rect(_box.X + 1, _body.Bottom + blank, width - 2, FootRows);
        var inside = DialogBox.Draw(canvas, ui, _box, Title, Source);
        int below = DrawBody(canvas.Part(_body), ui);
        if (below > 0)
            DialogBox.More(canvas.Part(_box), ui, below);
        if (HeadRows > 0)
            DrawHead(inside.Part(0, blank, inside.Width, HeadRows), ui);
        DrawFoot(canvas.Part(_foot), ui);
    }

    /// <summary>Where it stands; a little above the middle unless it says otherwise.</summary>
    protected virtual Rect Place(Rect screen, int width, int height)
    {
        height = Math.Min(height, screen.Height - 2);
        return new Rect((screen.Width - width) / 2, Math.Max(1, (screen.Height - height) / 2 - 1), width, height);
    }

    public override void Point(in InputEvent mouse, UiState ui)
    {
        switch (mouse.Mouse)
        {
            case MouseAction.WheelDown:
                Do(UiAction.Down, ui);
                break;
            case MouseAction.WheelUp:
                Do(UiAction.Up, ui);
                break;
            case MouseAction.Press when mouse.Button == 0 && _body.Contains(mouse.X, mouse.Y):
                ClickBody(mouse.X - _body.X, mouse.Y - _body.Y, ui);
                break;
            case MouseAction.Press when mouse.Button == 0 && _foot.Contains(mouse.X, mouse.Y):
                ClickFoot(mouse.X - _foot.X, mouse.Y - _foot.Y, ui);
                break;
            default:
                break;
        }
    }

    /// <summary>A faint line below: what the keys do here, as many whole pieces as there is room for; null for one without a key.</summary>
    protected static void Hint(Canvas row, UiState ui, params string?[] pieces)
    {
        string text = "";
        foreach (string? piece in pieces)
            if (piece is not null)
                text = text.Length == 0 ? piece : $"{text}  {piece}";
        int end = text.Length, room = row.Width - 3;
        while (end > 0 && TextWidth.Of(text.AsSpan(0, end)) > room)
            end = PieceEnd(text, end - 1, ui.Glyphs.Separator);
        var style = ui.Scheme.On(Role.Faint, Role.Surface);
        if (end > 0)
            row.Write(2, 0, text.AsSpan(0, end), style);
        else
            row.Write(2, 0, text, room, style, ui.Glyphs.Cut);
    }

    /// <summary>The last place before another at which a piece ends: behind it come two blanks, or a blank and a separator.</summary>
    private static int PieceEnd(string text, int before, char separator)
    {
        int end = before;
        while (end > 0 && !(text[end] == ' ' && end + 1 < text.Length && (text[end + 1] == ' ' || text[end + 1] == separator)))
            end--;
        return end;
    }
}
