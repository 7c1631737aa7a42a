using System;
using System.Collections.Generic;
using Lifetop.Terminal;

namespace Lifetop.Cli;

/// <summary>Rows of a label, a text that wraps under itself, and a source at the right. The text must be safe already.</summary>
internal sealed class LabelledText(OutputStyle style)
{
    private const int LabelWidth = 18, WidthIntoPipe = 80, Widest = 110;
    private readonly List<string> _lines = [];
    private readonly int _width = style.Width == 0 ? WidthIntoPipe : Math.Clamp(style.Width, LabelWidth + 12, Widest);
    private bool _gap;

    public void Title(string name, string key, string state)
    {
        string left = name + "  " + key;
        int blank = _width - TextWidth.Of(left) - TextWidth.Of(state);
        if (blank >= 2)
            _lines.Add(left + SignText.Blanks(blank) + state);
        else
        {
            AddWrapped("", left, "", _width);
            _lines.Add(state);
        }
    }

    public void Plain(string text) => AddWrapped("", text, "", _width);

    public void Rule() => _lines.Add(SignText.Of(style.Ascii ? '-' : '─', _width));

    /// <summary>A blank line before the next row, if one comes and something stands before it.</summary>
    public void Gap() => _gap = true;

    public void Row(string label, string text, string source)
    {
        if (_gap && _lines.Count > 0 && _lines[^1].Length > 0 && _lines[^1][0] is not ('─' or '-'))
            _lines.Add("");
        _gap = false;
        AddWrapped(TextWidth.PadRight(label, LabelWidth), text, source, _width);
    }

    public List<string> Finished() => _lines;

    private void AddWrapped(string label, string text, string source, int width)
    {
        int room = Math.Max(8, width - TextWidth.Of(label) - (source.Length > 0 ? TextWidth.Of(source) + 2 : 0));
        bool first = true;
        foreach (string part in TextWrap.Lines(text, room))
        {
            string line = (first ? label : SignText.Blanks(TextWidth.Of(label))) + part;
            if (first && source.Length > 0)
                line = TextWidth.PadRight(line, width - TextWidth.Of(source)) + source;
            _lines.Add(line.TrimEnd(' '));
            first = false;
        }
    }
}
