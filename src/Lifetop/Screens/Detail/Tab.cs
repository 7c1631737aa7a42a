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
    private int _version, _width, _height;
    private int _from;

    /// <summary>Raised by whatever was read that changes the page.</summary>
    protected int Version { get; set; }

    /// <summary>A second passed while it is shown: asks for what it does not have, or what is old.</summary>
    public virtual void Refresh(UiState ui, WorkerRow row)
    {
    }

    /// <summary>Takes an answer to what it asked.</summary>
    public virtual void Take(Message message, UiState ui, WorkerRow row)
    {
    }

    /// <summary>Output is read from its end, and stays there as it grows.</summary>
    protected virtual bool BeginsAtEnd => false;

    /// <summary>Rows below what was drawn last; where a page is read from its end, the ones above come back as a negative number.</summary>
    public int Unseen => _from < LastFrom ? LastFrom - _from : BeginsAtEnd ? -LastFrom : 0;

    private int LastFrom => Math.Max(0, _page.Count - _height);

    /// <summary>Another worker is selected.</summary>
    public virtual void Forget()
    {
        Version++;
        _from = BeginsAtEnd ? int.MaxValue : 0;
    }

    public void Draw(Canvas canvas, UiState ui, WorkerRow row)
    {
        var page = Current(canvas.Width, canvas.Height, ui, row);
        page.Draw(canvas, ui.Scheme, Math.Min(_from, LastFrom));
    }

    /// <summary>By rows of the page as it was drawn last.</summary>
    public void ScrollBy(int rows)
    {
        int from = Math.Max(0, Math.Min(_from, LastFrom) + rows);
        _from = from >= LastFrom && BeginsAtEnd ? int.MaxValue : Math.Min(from, LastFrom);
    }

    public void ScrollPages(double pages) => ScrollBy((int)(pages * _height));

    public void ScrollToEdge(bool last) => ScrollBy(last ? _page.Count : -_page.Count);

    protected abstract void Lay(Page page, int height, UiState ui, WorkerRow row);

    /// <summary>Changes when an age on the page does.</summary>
    protected virtual long Ages(UiState ui, WorkerRow row) => 0;

    private Page Current(int width, int height, UiState ui, WorkerRow row)
    {
        long ages = Ages(ui, row);
        if (ReferenceEquals(_worker, row.Worker) && ReferenceEquals(_verdict, row.Verdict) && ReferenceEquals(_glyphs, ui.Glyphs)
            && _ages == ages && _version == Version && _width == width && _height == height)
            return _page;
        (_worker, _verdict, _glyphs, _ages, _version, _width, _height) = (row.Worker, row.Verdict, ui.Glyphs, ages, Version, width, height);
        _page.Start(width, ui.Glyphs);
        Lay(_page, height, ui, row);
        return _page;
    }
}
