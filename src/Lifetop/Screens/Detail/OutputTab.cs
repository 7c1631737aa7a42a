using System;
using System.Collections.Immutable;
using Lifetop.Model.Query;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Detail;

/// <summary>What a worker wrote, in its own colours, as its pane or its log has it. Read again only when it wrote since.</summary>
internal abstract class OutputTab : Tab
{
    /// <summary>A terminal's time moves in steps of 8 s: so long after a step there may be more.</summary>
    private static readonly TimeSpan MayGoOn = TimeSpan.FromSeconds(9);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3), AfterTrouble = TimeSpan.FromSeconds(5);
    private object? _asked;
    private long _written;
    private DateTimeOffset _askedAt;
    private bool _awaited;

    /// <summary>Null until something came.</summary>
    protected ImmutableArray<StyledText>? Lines { get; private set; }

    protected string? Trouble { get; private set; }

    protected override bool BeginsAtEnd => true;

    public override void Forget()
    {
        base.Forget();
        _asked = null;
        Lines = null;
        Trouble = null;
    }

    /// <summary>Asks when it was never asked, when its subject is another, or when something may have been written.</summary>
    protected void Ask(UiState ui, WorkerRow row, object subject, Func<WorkerRow, object, Effect> effect)
    {
        // One at a time; an answer that never comes is not waited for.
        if (_awaited && ui.Now - _askedAt < Patience && ReferenceEquals(_asked, subject))
            return;
        long written = LastOutput.Ticks(ui, row);
        bool quiet = ReferenceEquals(_asked, subject) && written == _written && ui.Now.UtcTicks - written > MayGoOn.Ticks;
        if (quiet && Lines is not null && (Trouble is null || ui.Now - _askedAt < AfterTrouble))
            return;
        (_asked, _written, _askedAt, _awaited) = (subject, written, ui.Now, true);
        ui.Ask(effect(row, subject));
    }

    protected void Accept(string? trouble, ImmutableArray<StyledText> lines)
    {
        _awaited = false;
        if (trouble == Trouble && Lines is { } before && IsSame(before, lines))
            return;
        (Trouble, Lines) = (trouble, lines);
        Version++;
    }

    protected void LayLines(Page page)
    {
        if (Lines is not { } lines)
        {
            page.Text(page.Glyphs.IsAscii ? "..." : "…", Role.Faint);
            return;
        }
        if (Trouble is not null)
            page.Text(Trouble, Role.Warn);
        foreach (var line in lines)
            page.Output(line);
        if (Trouble is null && lines.IsEmpty)
            page.Text("nothing is written there", Role.Faint);
    }

    private static bool IsSame(ImmutableArray<StyledText> one, ImmutableArray<StyledText> other)
    {
        if (one.Length != other.Length)
            return false;
        for (int i = 0; i < one.Length; i++)
            if (!one[i].IsSame(other[i]))
                return false;
        return true;
    }
}
