using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Logs;

/// <content>The picture.</content>
public sealed partial class LogScreen
{
    /// <summary>Fewer rows than these are for the lines alone.</summary>
    private const int LowBelow = 16;

    private const int WideFrom = 100;

    public override void Draw(Canvas canvas, UiState ui)
    {
        canvas.Clear(ui.Scheme[Role.Ground]);
        bool isLow = canvas.Height < LowBelow;
        bool hasField = TakesText || _search.IsOn;
        int top = isLow ? 1 : 4;
        int bottom = canvas.Height - 1 - (hasField ? 1 : 0) - (isLow ? 0 : 1);
        var layout = new LogLayout(canvas.Width, NameWidth(canvas.Width), _times, _wraps, _skip);
        var bars = new LogBars(canvas, ui);
        bars.Head(_sources, Right(ui));
        var body = canvas.Part(0, top, canvas.Width, Math.Max(1, bottom - top));
        _view.Fit(layout, body.Height);
        if (!isLow)
        {
            bars.Rule(1);
            bars.Hint(2, Above(ui));
        }
        if (_window.Rows.Count == 0)
            new LogBars(body, ui).Hint(0, Nothing());
        else
            new LogBody(body, ui, layout, _sources, _search).Draw(_view, _marked);
        if (hasField)
            DrawField(bars, canvas.Height - 2, ui);
        if (ui.Line.Current is not null)
            BottomLine.Draw(canvas.Row(canvas.Height - 1), ui, null, "");
        else
            bars.Keys(canvas.Height - 1, Keys(ui));
    }

    private int NameWidth(int width)
    {
        if (_sources.Length == 1)
            return 0;
        int widest = 0;
        foreach (var source in _sources)
            widest = Math.Max(widest, TextWidth.Of(SafeText.Of(source.Name)));
        return Math.Min(widest, width < LogLayout.NarrowBelow ? NarrowNames : WidestName);
    }

    private string Right(UiState ui)
    {
        string separator = $" {ui.Glyphs.Separator.ToString()} ";
        string how = _view.IsFollowing ? "following" : "paused";
        string since = _last is { } last ? $"last {AgeText.Limit(last)}{separator}" : "";
        string only = _query.Only is null ? "" : "only hits" + separator;
        return string.Concat(only, since, how, separator) + AgeText.ExactSize(_size);
    }

    private string Above(UiState ui)
    {
        if (_window.IsTop || _window.First is null)
            return "";
        string key = KeyName(ui, UiAction.First);
        string how = _query.IsAll && _window.LinesAbove is > 0 and var lines ? $"{AgeText.Grouped(lines)} {(lines == 1 ? "line" : "lines")} above"
            : _query.IsAll && _window.BytesAbove > 0 ? $"{AgeText.ExactSize(_window.BytesAbove)} above"
            : "more above";
        return $"... {how} {ui.Glyphs.Separator.ToString()} {key} first line";
    }

    private string Nothing() => _isPending
        ? _scanned > 0 ? $"reading, {AgeText.ExactSize(_scanned)} looked at" : "reading"
        : _query.Only is { } text ? $"no line with {SafeText.Of(text)}"
        : _query.Since is not null ? "nothing was written since"
        : "nothing was written yet";

    private void DrawField(LogBars bars, int y, UiState ui)
    {
        switch (_input)
        {
            case LogInput.Find:
                bars.Field(y, "/", _field, _search.Found(), [new("Enter", "keeps"), new("Esc", "clears")]);
                break;
            case LogInput.Save:
                bars.Field(y, "save to ", _field, "", [new("Enter", "saves"), new("Esc", "leaves it")]);
                break;
            case LogInput.Overwrite:
                bars.Hint(y, $"{SafeText.Of(_field.Text)} is there already: y replaces it, Esc leaves it");
                break;
            default:
                string only = _query.Only is null ? "only these" : "all lines";
                bars.Sought(y, _search.Text, _search.Found(),
                    [Hint(ui, UiAction.LogNext, "next"), Hint(ui, UiAction.LogPrevious, "previous"), Hint(ui, UiAction.LogOnlyHits, only)]);
                break;
        }
    }

    private KeyHint[] Keys(UiState ui)
    {
        string minutes = $"{KeyName(ui, UiAction.LogLastMinute)}-{KeyName(ui, UiAction.LogAllTime)}";
        var keys = new List<KeyHint>
        {
            Hint(ui, UiAction.LogFollow, _view.IsFollowing ? "pause" : "follow"),
            Hint(ui, UiAction.LogWrap, _wraps ? "no wrap" : "wrap"),
            Hint(ui, UiAction.LogTimes, "times"),
            new(minutes, "last minutes"),
        };
        if (!_search.IsOn && ui.Width >= WideFrom)
            keys.Insert(1, Hint(ui, UiAction.LogFind, "find"));
        if (HasOther())
            keys.Add(Hint(ui, UiAction.NextTab, _sources[0].IsPane ? "file" : "pane"));
        keys.Add(Hint(ui, UiAction.LogSave, "save"));
        keys.Add(Hint(ui, UiAction.Back, "back"));
        keys.Add(Hint(ui, UiAction.Help, "help"));
        return [.. keys];
    }

    private static KeyHint Hint(UiState ui, UiAction action, string word) => new(KeyName(ui, action), word);

    private static string KeyName(UiState ui, UiAction action) => ui.Keys.KeysOf(action) is [var first, ..] ? first.ToString() : "";
}
