using System;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Detail;

/// <summary>What happened to it, newest first, and what lifetop did about it.</summary>
internal sealed class HistoryTab : Tab
{
    private const int EventBegins = 12, TextBegins = 34, LeastText = 20;
    /// <summary>A look is written down after it was shown; and lifetop may have done something since.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2), Later = TimeSpan.FromMinutes(1);
    private HistoryRead? _answer;
    private Verdict? _asked;
    private DateTimeOffset _askedAt;
    private bool _isSecond;

    public override void Refresh(UiState ui, WorkerRow row)
    {
        bool changed = !ReferenceEquals(_asked, row.Verdict);
        if (!changed && ui.Now - _askedAt < (_isSecond ? Later : Soon))
            return;
        (_asked, _askedAt, _isSecond) = (row.Verdict, ui.Now, !changed);
        ui.Ask(new ReadHistory(row.Worker.Identity));
    }

    public override void Take(Message message, UiState ui, WorkerRow row)
    {
        if (message is not HistoryRead read || read.Identity != row.Worker.Identity)
            return;
        _answer = read;
        Version++;
    }

    public override void Forget()
    {
        base.Forget();
        (_answer, _asked) = (null, null);
    }

    protected override void Lay(Page page, int height, UiState ui, WorkerRow row)
    {
        if (_answer is not { } answer)
        {
            page.Text(page.Glyphs.IsAscii ? "..." : "…", Role.Faint);
            return;
        }
        if (answer.Trouble is { } trouble)
            page.Text(trouble, Role.Warn);
        else if (answer.Events.IsEmpty)
            page.Text("nothing of it is written down yet", Role.Faint);
        string heading = "";
        foreach (var one in answer.Events)
        {
            if (one.When != heading)
                page.Text(heading = one.When, Role.Faint);
            LayEvent(page, ui, one);
        }
    }

    /// <summary><c>14:04:12  running > ◆ zombie  left 2 processes</c>; where texts have no column of their own, what it was before stands in the row below.</summary>
    private static void LayEvent(Page page, UiState ui, HistoryEvent one)
    {
        string clock = TimeText.Of(one.At.ToOffset(ui.LocalOffset), "HH:mm:ss");
        var row = page.Row().Add(2, clock, Role.Soft);
        int x = EventBegins;
        bool isNarrow = page.Width - TextBegins < LeastText;
        if (one.To is { } to)
        {
            if (one.From is { } from && !isNarrow)
            {
                row.Add(x, from.Word(), Role.Soft);
                x += from.Word().Length + 1;
                row.Add(x, ">", Role.Faint);
                x += 2;
            }
            string word = $"{page.Glyphs.Of(to).ToString()} {to.Word()}";
            row.Add(x, word, StateRoles.Of(to));
            x += word.Length + 2;
        }
        string by = SafeText.Of(one.By);
        if (!isNarrow)
            x = Math.Max(x, TextBegins);
        int right = page.Width - (by.Length > 0 ? TextWidth.Of(by) + 2 : 0);
        if (right - x < LeastText)
            right = page.Width;
        else
            row.Add(page.Width - TextWidth.Of(by), by, Role.Faint);
        row.Add(x, TextWidth.Cut(SafeText.Of(one.Text), Math.Max(0, right - x), page.Glyphs.Cut), Role.Text);
    }
}
