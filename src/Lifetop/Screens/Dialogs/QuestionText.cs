using System.Collections.Generic;
using System.Globalization;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Dialogs;

/// <summary>The rows of a question, laid out for a width: steps with what they touch, what is kept, and why it is safe or not.</summary>
internal sealed class QuestionText
{
    private const int Indent = 2, TextAt = 5, DetailAt = 6, CommandAt = 12, LabelledAt = 8;

    private readonly List<Row> _rows = [];
    private readonly int _width;

    public QuestionText(Question question, int width)
    {
        _width = width;
        for (int i = 0; i < question.Steps.Length; i++)
        {
            if (question.Steps[i].Whose.Length > 0)
                Head(question.Steps[i].Whose);
            Wrap((i + 1).ToString(CultureInfo.InvariantCulture), Role.Soft, question.Steps[i].Text, TextAt);
            foreach (var detail in question.Steps[i].Details)
                _rows.Add(new Row("", Role.Soft, "", 0, detail));
        }
        Labelled("out", Role.Warn, question.LeftOut);
        Labelled("kept", Role.Warn, question.Kept);
        Labelled("note", Role.Accent, question.Note.Length == 0 ? [] : [question.Note]);
        if (question.Stops.IsEmpty)
            // Where something speaks against it too, what speaks for it does not make it safe.
            Labelled(question.Against.IsEmpty ? "safe" : "for", Role.Ok, question.Safe.Length == 0 ? [] : [question.Safe]);
        else
            Labelled("stops", Role.Bad, question.Stops);
        Labelled("but", Role.Warn, question.Against);
    }

    public int Count => _rows.Count;

    public void Draw(Canvas body, UiState ui, int top)
    {
        for (int y = 0; y < body.Height && top + y < _rows.Count; y++)
        {
            var row = _rows[top + y];
            if (row.Detail is { } detail)
            {
                DrawDetail(body, ui, y, detail);
                continue;
            }
            body.Write(Indent, y, row.Label, ui.Scheme.On(row.LabelRole, Role.Surface));
            body.Write(row.At, y, row.Text, ui.Scheme.On(row.LabelRole is Role.Bad or Role.Bright ? row.LabelRole : Role.Text, Role.Surface));
        }
    }

    private static void DrawDetail(Canvas body, UiState ui, int y, QuestionDetail detail)
    {
        var soft = ui.Scheme.On(Role.Soft, Role.Surface);
        body.Write(DetailAt, y, detail.Pid.ToString(CultureInfo.InvariantCulture), soft);
        bool hasTie = body.Width >= 56;
        int ageEnd = hasTie ? body.Width - 25 : body.Width - 2;
        int commandAt = System.Math.Max(CommandAt, DetailAt + detail.Pid.ToString(CultureInfo.InvariantCulture).Length + 1);
        body.Write(commandAt, y, SafeText.Of(detail.Command), ageEnd - 6 - commandAt, ui.Scheme.On(Role.Text, Role.Surface), ui.Glyphs.Cut);
        body.WriteRight(ageEnd, y, detail.Age, soft);
        if (hasTie)
            body.Write(ageEnd + 2, y, SafeText.Of(detail.Tie), body.Width - ageEnd - 4, ui.Scheme.On(Role.Faint, Role.Surface), ui.Glyphs.Cut);
    }

    private void Head(string whose)
    {
        if (_rows.Count > 0)
            _rows.Add(new Row("", Role.Text, "", 0, null));
        Wrap("", Role.Bright, whose, Indent);
    }

    private void Labelled(string label, Role role, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
            return;
        if (_rows.Count > 0)
            _rows.Add(new Row("", Role.Text, "", 0, null));
        for (int i = 0; i < texts.Count; i++)
            Wrap(i == 0 ? label : "", role, texts[i], LabelledAt);
    }

    private void Wrap(string label, Role role, string text, int at)
    {
        foreach (string line in WrappedText.Of(SafeText.Of(text), _width - at - 2))
        {
            _rows.Add(new Row(label, role, line, at, null));
            label = "";
        }
    }

    private sealed record Row(string Label, Role LabelRole, string Text, int At, QuestionDetail? Detail);
}
