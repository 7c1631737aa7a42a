using System;
using Lifetop.Actions.Sweeping;
using Lifetop.Model;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Grid;

/// <summary>At the screen's start: what the dead had left behind before it, until it is swept or sent away. It only offers.</summary>
internal sealed class SweepNotice
{
    /// <summary>A source that answers a moment later may tell of what it finds dead only from then on.</summary>
    private static readonly TimeSpan LateAnswers = TimeSpan.FromSeconds(2);

    private SweepOffer _offer = SweepOffer.Nothing;
    private Roster? _seen;
    private DateTimeOffset? _start;
    private bool _isOver;

    public bool IsDue => _offer.Workers > 0;

    public void Refresh(UiState ui)
    {
        if (_isOver || !ui.OffersSweep || ui.IsFirstLookDue || ReferenceEquals(_seen, ui.Roster))
            return;
        _seen = ui.Roster;
        _start ??= ui.Roster.Time + LateAnswers;
        _offer = ui.ReadOnly ? SweepOffer.Nothing : SweepOffer.Of(ui.Roster, _start.Value);
    }

    /// <summary>Sent away for good; false when it was not there.</summary>
    public bool Dismiss()
    {
        if (!IsDue)
            return false;
        (_isOver, _offer) = (true, SweepOffer.Nothing);
        return true;
    }

    /// <summary><c>◆ 6 dead workers left 19 things behind.  S shows what a sweep takes   Esc no</c>, or <c>◆ 6 dead left 19 things  S sweep  Esc</c></summary>
    public void Draw(Canvas canvas, int x, int y, int right, UiState ui)
    {
        bool isNarrow = canvas.Width < GridLayout.Narrow;
        string does = isNarrow ? " sweep" : " shows what a sweep takes", no = isNarrow ? "" : " no";
        string key = ui.Keys.NameOf(UiAction.Sweep), escape = ui.Keys.NameOf(UiAction.Back);
        var pen = new Pen(canvas.Part(0, y, right, 1), x, 0);
        pen.Write(ui.Glyphs.Of(Lifecycle.Zombie), ui.Scheme.Strong(Role.Left));
        pen.Write(' ', ui.Scheme[Role.Text]);
        pen.Write(_offer.Workers, ui.Scheme[Role.Text]);
        pen.Write(isNarrow ? " dead left " : _offer.Workers == 1 ? " dead worker left " : " dead workers left ", ui.Scheme[Role.Text]);
        pen.Write(_offer.Things, ui.Scheme[Role.Text]);
        pen.Write(_offer.Things == 1 ? " thing" : " things", ui.Scheme[Role.Text]);
        if (!isNarrow)
            pen.Write(" behind.", ui.Scheme[Role.Text]);
        int end = right - escape.Length - no.Length;
        if (key.Length > 0 && pen.X + 2 + key.Length + does.Length + 2 <= end)
        {
            pen.X += 2;
            pen.Write(key, ui.Scheme[Role.Accent]);
            pen.Write(does, ui.Scheme[Role.Soft]);
        }
        if (pen.X + 2 > end)
            return;
        pen.X = end;
        pen.Write(escape, ui.Scheme[Role.Accent]);
        pen.Write(no, ui.Scheme[Role.Soft]);
    }
}
