using System.Text;
using Lifetop.Model;
using Lifetop.Terminal;

namespace Lifetop.Screens.Logs;

/// <summary>What is sought in a log, and what is known of where it is.</summary>
public sealed class LogSearch
{
    public SearchText? Sought { get; private set; }

    public string Text => Sought?.Text ?? "";

    public bool IsOn => Sought is not null;

    /// <summary>The current hit.</summary>
    public LogSpot? Current { get; set; }

    /// <summary>A hit was asked for and did not come yet.</summary>
    public bool IsSeeking { get; set; }

    public LogCount? Count { get; private set; }

    public void Seek(string text)
    {
        Sought = text.Length == 0 ? null : new SearchText(text);
        (Count, Current, IsSeeking) = (null, null, false);
    }

    public void Take(LogCount count)
    {
        if (count.Text == Text)
            Count = count;
    }

    /// <summary><c>2 of 3</c>, <c>2 of 1 204+</c>, <c>3 found, 40% looked at</c>, <c>none</c>.</summary>
    public string Found()
    {
        if (Count is not { } count)
            return "";
        string whole = count.IsWhole ? "" : string.Concat("+  ", count.Percent.ToString(System.Globalization.CultureInfo.InvariantCulture), "%");
        string all = string.Concat(AgeText.Grouped(count.Count), whole);
        if (count.Place > 0)
            return string.Concat(AgeText.Grouped(count.Place), " of ", all);
        return count.Count > 0 ? all + " found" : count.IsWhole ? "none" : all;
    }
}

/// <summary>A line that is being typed.</summary>
public sealed class LogField
{
    private const int Longest = 1000;
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    public void Set(string text) => _text.Clear().Append(text);

    /// <summary>False when the key is no letter and deletes nothing.</summary>
    public bool Take(Key key)
    {
        if (key == Key.Backspace)
        {
            if (_text.Length > 0)
                _text.Length -= _text.Length > 1 && char.IsLowSurrogate(_text[^1]) ? 2 : 1;
            return true;
        }
        if (key == new Key('u').WithCtrl)
        {
            _text.Clear();
            return true;
        }
        if (!key.IsText || key.Code < ' ')
            return false;
        Paste(char.ConvertFromUtf32(key.Code));
        return true;
    }

    /// <summary>Of a text with several lines the first.</summary>
    public void Paste(string text)
    {
        foreach (char letter in text)
        {
            if (letter is '\n' or '\r' || _text.Length >= Longest)
                return;
            _text.Append(letter);
        }
    }
}
