using Lifetop.Screens;
using Lifetop.Terminal;

namespace Lifetop.Tests.Support;

/// <summary>A pane that shows nothing, for tests of what is around it.</summary>
internal sealed class BlankPane : IPaneArea
{
    public void Draw(Canvas canvas, UiState ui, PaneShape shape)
    {
    }

    public void Hide()
    {
    }

    public bool Do(UiAction action, UiState ui) => false;

    public void Refresh(UiState ui)
    {
    }

    public void Take(Message message, UiState ui)
    {
    }

    public void Point(in InputEvent mouse, UiState ui, Rect area)
    {
    }
}
