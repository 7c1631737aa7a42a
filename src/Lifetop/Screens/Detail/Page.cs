using System;
using System.Collections.Generic;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Detail;

/// <summary>
/// Text of one worker laid out for a width: rows of a label, a text that wraps under itself, and a source at the right. All
/// text may come from outside: it is made safe here. Made anew only when something in it changed.
/// </summary>
internal sealed class Page
{
    private const int WideLabel = 18, LabelsBeside = 54;
    private readonly List<PageRow> _rows = [];
    private bool _gap;

    public int Count => _rows.Count;

    public int Width { get; private set; }

    public Glyphs Glyphs { get; private set; } = Glyphs.Unicode;

    /// <summary>Where texts begin; on a narrow page labels stand above them.</summary>
    public int TextX { get; private set; }

    public void Start(int width, Glyphs glyphs)
    {
        _rows.Clear();
        _gap = false;
        Width = Math.Max(1, width);
        Glyphs = glyphs;
        TextX = width >= LabelsBeside ? WideLabel : Math.Min(2, width - 1);
    }

    /// <summary>A blank row before the next one, if one comes and something stands before it.</summary>
    public void Gap() => _gap = true;

    public void Blank() => _rows.Add(new PageRow());

    /// <summary>Text from the first column on.</summary>
    public void Text(string text, Role role)
    {
        foreach (string part in TextWrap.Lines(SafeText.Of(text), Width))
            Row().Add(0, part, role);
    }

    /// <summary>A fact: what sort it is, what it says, and who said so.</summary>
    public void Fact(string label, string text, string source = "", Role role = Role.Text, bool strong = false)
    {
        source = TextWidth.Cut(SafeText.Of(source), Width / 3, Glyphs.Cut);
        int right = Width - (source.Length > 0 ? TextWidth.Of(source) + 2 : 0);
        bool first = true;
        foreach (string part in TextWrap.Lines(SafeText.Of(text), Math.Max(1, right - TextX)))
        {
            var row = Labelled(first ? label : "").Add(TextX, part, role, strong);
            if (first && source.Length > 0)
                row.Add(Width - TextWidth.Of(source), source, Role.Faint);
            first = false;
        }
    }

    /// <summary>A text behind a short sign (a key, + or –), under which it wraps.</summary>
    public void Signed(string label, string sign, Role signRole, string text, bool strong = false)
    {
        int x = TextX + TextWidth.Of(sign) + 1;
        bool first = true;
        foreach (string part in Sentences(SafeText.Of(text), Math.Max(1, Width - x)))
        {
            var row = Labelled(first ? label : "");
            if (first)
                row.Add(TextX, sign, signRole, strong);
            row.Add(x, part, Role.Text);
            first = false;
        }
    }

    /// <summary>What does not fit in one row is broken where its halves meet, before it is broken between words.</summary>
    private static List<string> Sentences(string text, int width)
    {
        int half = text.IndexOf("; ", StringComparison.Ordinal);
        if (half < 0 || TextWidth.Of(text) <= width)
            return TextWrap.Lines(text, width);
        var lines = TextWrap.Lines(text[..(half + 1)], width);
        lines.AddRange(TextWrap.Lines(text[(half + 2)..], width));
        return lines;
    }

    /// <summary>A row of somebody else's output.</summary>
    public void Output(StyledText line, int x = 0) => _rows.Add(new PageRow { Output = line, OutputX = x, OutputEnd = x + TextWidth.Of(line.Text.TrimEnd(' ')) });

    /// <summary>A row to put pieces into, with its label; their text must be safe.</summary>
    public PageRow Labelled(string label)
    {
        if (label.Length == 0)
            return Row();
        if (TextX == WideLabel)
            return Row().Add(0, TextWidth.Cut(SafeText.Of(label), WideLabel - 1, Glyphs.Cut), Role.Soft);
        Row().Add(0, SafeText.Of(label), Role.Soft);
        return Row();
    }

    public PageRow Row()
    {
        if (_gap && _rows.Count > 0)
            Blank();
        _gap = false;
        var row = new PageRow();
        _rows.Add(row);
        return row;
    }

    /// <summary>Takes rows out again, so that the ones behind fit.</summary>
    public void RemoveRows(int from, int count) => _rows.RemoveRange(from, count);

    public void Insert(int at, PageRow row) => _rows.Insert(at, row);

    /// <summary>As many rows as there is room for, from one on.</summary>
    public void Draw(Canvas canvas, Scheme scheme, int from)
    {
        for (int y = 0; y < canvas.Height && from + y < _rows.Count; y++)
            _rows[from + y].Draw(canvas, y, scheme, Glyphs.Cut);
    }
}
