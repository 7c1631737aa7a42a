using Lifetop.Model;

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
