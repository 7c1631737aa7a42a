using Lifetop.Terminal;

namespace Lifetop.Screens.Grid;

/// <summary>Something typed at the bottom of the grid while the list above goes on: it has the letters until it is done.</summary>
internal abstract class GridBar
{
    /// <summary>Rows it takes from the bottom.</summary>
    public abstract int Rows { get; }

    public bool IsDone { get; protected set; }

    public abstract void Draw(Canvas canvas, WorkerList list, UiState ui);

    /// <summary>False for a key that is none of its own.</summary>
    public abstract bool Type(Key key, WorkerList list, UiState ui);

    public virtual void Paste(string text, WorkerList list, UiState ui)
    {
    }
}
