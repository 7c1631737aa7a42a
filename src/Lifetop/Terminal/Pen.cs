namespace Lifetop.Terminal;

/// <summary>The look in force on the terminal, and the fewest bytes to another (SGR, ECMA-48 8.3.117).</summary>
internal sealed class Pen(AnsiWriter writer, ColorDepth depth)
{
    /// <summary>What is seen of a blank too.</summary>
    public const TextAttributes Marks = TextAttributes.Underline | TextAttributes.Reverse | TextAttributes.Strike;

    private const TextAttributes Weight = TextAttributes.Bold | TextAttributes.Dim;

    /// <summary>The first code of each: 30 to 37 the basic ones, 38 any, 39 the default, 90 to 97 the bright ones.</summary>
    private const int Foreground = 30, Background = 40;

    private Style _current;
    private bool _known;

    /// <summary>Nothing is known any more about what the terminal draws with.</summary>
    public void Forget() => _known = false;

    /// <summary>This look, as the terminal can show it.</summary>
    public Style Shown(Style style) => Palette.For(style, depth);

    /// <summary>Text of this look needs no bytes before it.</summary>
    public bool Draws(Style style) => _known && Shown(style) == _current;

    /// <summary>The same for a blank without marks, of which only the background is seen.</summary>
    public bool DrawsBlank(Style style)
        => _known && (_current.Attributes & Marks) == 0 && Palette.For(style.Background, depth) == _current.Background;

    public void Take(Style style)
    {
        style = Shown(style);
        if (!_known)
        {
            writer.ResetStyle();
            _current = Style.Plain;
            _known = true;
        }
        if (style == _current)
            return;
        int start = writer.Length;
        Change(_current, style);
        // Starting from nothing is shorter where much is taken off.
        int changed = writer.Length - start;
        Set(style);
        if (writer.Length - start - changed < changed)
        {
            writer.CutTo(start);
            Set(style);
        }
        else
            writer.CutTo(start + changed);
        _current = style;
    }

    /// <summary>For a blank only the background and the marks count; the rest stays as it is.</summary>
    public void TakeForBlank(Style style)
    {
        if (!_known || ((style.Attributes | _current.Attributes) & Marks) != 0)
            Take(style);
        else
            Take(_current.On(Palette.For(style.Background, depth)));
    }

    private void Set(Style style)
    {
        if (style == Style.Plain)
        {
            writer.ResetStyle();
            return;
        }
        writer.Write("\e[0"u8);
        On(style.Attributes);
        Paint(style.Foreground, Color.Default, Foreground);
        Paint(style.Background, Color.Default, Background);
        End();
    }

    private void Change(Style from, Style to)
    {
        writer.Write("\e["u8);
        var off = from.Attributes & ~to.Attributes;
        var on = to.Attributes & ~from.Attributes;
        if ((off & Weight) != 0)
        {
            // One code takes both off.
            Code(22);
            on |= to.Attributes & Weight;
        }
        if ((off & TextAttributes.Italic) != 0)
            Code(23);
        if ((off & TextAttributes.Underline) != 0)
            Code(24);
        if ((off & TextAttributes.Reverse) != 0)
            Code(27);
        if ((off & TextAttributes.Strike) != 0)
            Code(29);
        On(on);
        Paint(to.Foreground, from.Foreground, Foreground);
        Paint(to.Background, from.Background, Background);
        End();
    }

    private void On(TextAttributes attributes)
    {
        if ((attributes & TextAttributes.Bold) != 0)
            Code(1);
        if ((attributes & TextAttributes.Dim) != 0)
            Code(2);
        if ((attributes & TextAttributes.Italic) != 0)
            Code(3);
        if ((attributes & TextAttributes.Underline) != 0)
            Code(4);
        if ((attributes & TextAttributes.Reverse) != 0)
            Code(7);
        if ((attributes & TextAttributes.Strike) != 0)
            Code(9);
    }

    private void Paint(Color color, Color before, int first)
    {
        if (color == before)
            return;
        if (color.IsDefault)
            Code(first + 9);
        else if (color.IsRgb)
        {
            Code(first + 8);
            Code(2);
            Code(color.Red);
            Code(color.Green);
            Code(color.Blue);
        }
        else if (color.Index < 8)
            Code(first + color.Index);
        else if (color.Index < 16)
            Code(first + 60 + color.Index - 8);
        else
        {
            Code(first + 8);
            Code(5);
            Code(color.Index);
        }
    }

    private void Code(int code)
    {
        if (writer.Written[^1] != '[')
            writer.Write((byte)';');
        writer.Number(code);
    }

    private void End() => writer.Write((byte)'m');
}
