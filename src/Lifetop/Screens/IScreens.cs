namespace Lifetop.Screens;

/// <summary>Knows which screen an action opens, so that screens need not know each other.</summary>
public interface IScreens
{
    /// <summary>Null when this action opens none.</summary>
    Screen? For(UiAction action, UiState ui);
}
