using System;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Detail;

/// <summary>The three rows about the selected worker on a small screen: who it is, why, and what next.</summary>
internal sealed class MiniView : Tab
{
    private const int TextBegins = 6, BetweenFacts = 3;
    private readonly SafetyReading _safety = new();

    public override void Refresh(UiState ui, WorkerRow row) => _safety.Refresh(ui, row);

    public override void Take(Message message, UiState ui, WorkerRow row)
    {
        if (_safety.Take(message, row))
            Version++;
    }

    public override void Forget()
    {
        base.Forget();
        _safety.Forget();
    }

    protected override long Ages(UiState ui, WorkerRow row) => AgeStamp.Of(row, ui.Now);

    protected override void Lay(Page page, int height, UiState ui, WorkerRow row)
    {
        TitleRow.Lay(page, row, TitleRow.Place(row), Facts(row, ui.Glyphs));
        LayWhy(page, ui.Now, row);
        LayNext(page, ui, row);
    }

    /// <summary><c>2 processes · :3001</c>; nothing of it counts while it is unknown.</summary>
    private static string Facts(WorkerRow row, Glyphs glyphs)
    {
        if (row.State == Lifecycle.Unknown)
            return "";
        string facts = row.TreeSize is > 0 and { } size ? NextStep.Processes(size) : "";
        for (int i = 0; i < row.Ports.Length && i < 3; i++)
        {
            string port = ":" + row.Ports[i].ToString(CultureInfo.InvariantCulture);
            facts = facts.Length == 0 ? port : i == 0 ? $"{facts} {glyphs.Separator.ToString()} {port}" : $"{facts} {port}";
        }
        return facts;
    }

    private static void LayWhy(Page page, DateTimeOffset now, WorkerRow row)
    {
        var line = page.Row().Add(0, "why", Role.Soft);
        var (first, firstSource, second, secondSource) = Reasons(row, now, briefly: false);
        int room = page.Width - TextBegins;
        if (Length(first, firstSource) + (second.Length > 0 ? BetweenFacts + Length(second, secondSource) : 0) > room)
            (first, firstSource, second, secondSource) = Reasons(row, now, briefly: true);
        int x = Put(line, TextBegins, first, firstSource, page);
        if (second.Length > 0 && x + BetweenFacts + Length(second, secondSource) <= page.Width)
            Put(line, x + BetweenFacts, second, secondSource, page);
    }

    private static int Length(string text, string source) => TextWidth.Of(text) + (source.Length > 0 ? TextWidth.Of(source) + 1 : 0);

    private static int Put(PageRow line, int x, string text, string source, Page page)
    {
        if (x + Length(text, source) > page.Width)
            source = "";
        text = TextWidth.Cut(text, page.Width - x, page.Glyphs.Cut);
        line.Add(x, text, Role.Text);
        x += TextWidth.Of(text);
        if (source.Length == 0)
            return x;
        line.Add(x + 1, source, Role.Faint);
        return x + 1 + TextWidth.Of(source);
    }

    /// <summary>The fact that decided, and who disagrees with it, else the next fact. Safe.</summary>
    private static (string First, string FirstSource, string Second, string SecondSource) Reasons(WorkerRow row, DateTimeOffset now, bool briefly)
    {
        var facts = row.Verdict.Evidence;
        if (row.State == Lifecycle.Unknown)
            return ($"its {Unreadable(row)} cannot be read, so lifetop does not know", "", "", "");
        if (facts.IsEmpty)
            return (row.State.Meaning(), "", "", "");
        string first = SafeText.Of(Brief(facts[0], now, briefly)), source = SafeText.Of(facts[0].Source);
        if (WhyWords.Disagreement(row) is not null && row.NativeState is { } native)
            return (first, source, SafeText.Of((row.Declaration?.File is null ? "its source says " : "its own file says ") + native), SafeText.Of(row.Source));
        return facts.Length == 1 ? (first, source, "", "") : (first, source, SafeText.Of(Brief(facts[1], now, briefly)), SafeText.Of(facts[1].Source));
    }

    private static string Unreadable(WorkerRow row)
        => row.Verdict.Evidence is not [var first, ..] || first.Source == row.Source && row.Source != "tmux" ? "source"
            : first.Source == Gap.OfProcesses ? "process"
            : first.Source == "tmux" ? "tmux server"
            : "source";

    /// <summary>Without the little words: <c>pid 18233 gone 47m</c>; briefly also without what follows the age.</summary>
    private static string Brief(Evidence fact, DateTimeOffset now, bool briefly)
    {
        if (fact.Since is null)
            return fact.Text;
        string text = fact.Text.EndsWith(" for", StringComparison.Ordinal) ? fact.Text[..^4] : fact.Text;
        // A limit belongs to the age it is about, and "ago" to the word before.
        bool needed = fact.After.StartsWith(" ago", StringComparison.Ordinal) || fact.After.Contains("limit", StringComparison.Ordinal);
        return (fact with { Text = text, After = briefly && !needed ? "" : fact.After }).Render(now);
    }

    private void LayNext(Page page, UiState ui, WorkerRow row)
    {
        var line = page.Row().Add(0, "next", Role.Soft);
        var next = NextStep.Of(row, _safety.For(row)?.Safety, ui.Settings, files: false, reasons: true);
        int x = TextBegins;
        if (next.Action is { } action && KeyName.Of(action, ui) is { } key)
        {
            line.Add(x, key, KeyName.RoleOf(action, ui), strong: true);
            x += TextWidth.Of(key) + 1;
        }
        line.Add(x, TextWidth.Cut(SafeText.Of(next.Text), page.Width - x, page.Glyphs.Cut), Role.Text);
    }
}
