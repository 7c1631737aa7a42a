namespace Lifetop.Screens;

/// <summary>Makes the screen or dialog an action opens, so that screens need not know each other.</summary>
public interface IScreens
{
    /// <summary>Null when the action opens nothing.</summary>
    Screen? For(UiAction action, UiState ui);
}
