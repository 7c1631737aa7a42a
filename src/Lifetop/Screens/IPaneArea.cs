using Lifetop.Terminal;

namespace Lifetop.Screens;

public interface IPaneArea
{
    void Draw(Canvas canvas, UiState ui, PaneShape shape);

    bool Do(UiAction action, UiState ui);

    void Refresh(UiState ui);

    void Take(Message message, UiState ui);

    void Point(in InputEvent mouse, UiState ui, Rect area);
}

public enum PaneShape
{
    Mini,
    Tabs,
    Column,
}
