using Lifetop.Terminal;

namespace Lifetop.Screens;

/// <summary>What the area beside or under the list shows about the selected worker.</summary>
public interface IPaneArea
{
    void Draw(Canvas canvas, UiState ui, PaneShape shape);

    /// <summary>There is no room for it.</summary>
    void Hide();

    bool Do(UiAction action, UiState ui);

    void Refresh(UiState ui);

    void Take(Message message, UiState ui);

    void Point(in InputEvent mouse, UiState ui, Rect area);
}

/// <summary>The room the list leaves for it: three rows, rows with tabs, or a column of its own.</summary>
public enum PaneShape
{
    Mini,
    Tabs,
    Column,
}
