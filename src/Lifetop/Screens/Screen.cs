using System.Collections.Generic;
using Lifetop.Screens.Dialogs;
using Lifetop.Terminal;

namespace Lifetop.Screens;

/// <summary>
/// One view or dialog. It owns what it shows and belongs to the screen's thread; it never waits: what it wants from the world
/// it asks for as an <see cref="Effect"/> and gets as a <see cref="Message"/>.
/// </summary>
public abstract class Screen
{
    /// <summary>Which rows of the key table hold while it is on top.</summary>
    public abstract KeyContext Context { get; }

    /// <summary>What lies below is drawn too, dimmed unless <see cref="DimsBelow"/> says otherwise.</summary>
    public virtual bool IsDialog => false;

    public virtual bool DimsBelow => IsDialog;

    /// <summary>Letters are text here: they come to <see cref="Type"/> before the key table is asked.</summary>
    public virtual bool TakesText => false;

    public abstract void Draw(Canvas canvas, UiState ui);

    /// <summary>Does it, if it is something of this screen.</summary>
    public virtual bool Do(UiAction action, UiState ui) => false;

    /// <summary>A key while <see cref="TakesText"/>; false lets the key table have it.</summary>
    public virtual bool Type(Key key, UiState ui) => false;

    /// <summary>Pasted text, only while <see cref="TakesText"/>: it can fill a field and nothing else.</summary>
    public virtual void Paste(string text, UiState ui)
    {
    }

    /// <summary>The mouse, at a cell of the whole screen.</summary>
    public virtual void Point(in InputEvent mouse, UiState ui)
    {
    }

    public virtual void Take(Message message, UiState ui)
    {
    }

    /// <summary>A look came or a second passed, also while another screen is on top.</summary>
    public virtual void Refresh(UiState ui)
    {
    }

    /// <summary>The cursor has come to rest after several steps: now what is under it may be asked about.</summary>
    public virtual void Rest(UiState ui)
    {
    }

    /// <summary>It is gone from the stack, by its own doing or with what lay below it.</summary>
    public virtual void Closed(UiState ui)
    {
    }

    /// <summary>What else it can do, by name: the palette lists it below the rows of the key table.</summary>
    internal virtual void Offer(List<PaletteEntry> entries, UiState ui)
    {
    }

    /// <summary>Why this one cannot be done on this screen now, beyond what the key table knows.</summary>
    public virtual string? WhyNot(UiAction action, UiState ui) => null;
}
