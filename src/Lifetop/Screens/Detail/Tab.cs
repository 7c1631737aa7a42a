using System;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Detail;

/// <summary>One sort of thing to see of the selected worker. It shows what it has, asks for the rest, and lays out anew only what changed.</summary>
internal abstract class Tab
{
    private readonly Page _page = new();
    private Worker? _worker;
    private Verdict? _verdict;
    private Glyphs? _glyphs;
    private long _ages;
    private int _read, _width, _height;

    /// <summary>Raised by whatever was read that changes the page.</summary>
    protected int Read { get; set; }

    /// <summary>A second passed while it is shown: asks for what it does not have, or what is old.</summary>
    public virtual void Refresh(UiState ui, WorkerRow row)
    {
    }

    /// <summary>Takes an answer to what it asked.</summary>
    public virtual void Take(Message message, UiState ui, WorkerRow row)
    {
    }

    /// <summary>Another worker is selected.</summary>
    public virtual void Forget() => Read++;

    /// <summary>Draws from a row on, and says how many rows there are.</summary>
    public int Draw(Canvas canvas, UiState ui, WorkerRow row, ref int from)
    {
        var page = Current(canvas.Width, canvas.Height, ui, row);
        from = Math.Clamp(from, 0, Math.Max(0, page.Count - canvas.Height));
        page.Draw(canvas, ui.Scheme, from);
        return page.Count;
    }

    protected abstract void Lay(Page page, int height, UiState ui, WorkerRow row);

    /// <summary>Changes when an age on the page does.</summary>
    protected virtual long Ages(UiState ui, WorkerRow row) => 0;

    private Page Current(int width, int height, UiState ui, WorkerRow row)
    {
        long ages = Ages(ui, row);
        if (ReferenceEquals(_worker, row.Worker) && ReferenceEquals(_verdict, row.Verdict) && ReferenceEquals(_glyphs, ui.Glyphs)
            && _ages == ages && _read == Read && _width == width && _height == height)
            return _page;
        (_worker, _verdict, _glyphs, _ages, _read, _width, _height) = (row.Worker, row.Verdict, ui.Glyphs, ages, Read, width, height);
        _page.Start(width, ui.Glyphs);
        Lay(_page, height, ui, row);
        return _page;
    }
}
