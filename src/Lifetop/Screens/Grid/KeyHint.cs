using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Grid;

/// <summary>A key and what it does here, as the bottom rows write them.</summary>
internal static class KeyHint
{
    private const int Gap = 2;

    /// <summary>Leaves it out where it does not fit, or has no key; returns where the next one begins.</summary>
    public static int Draw(Canvas canvas, int x, int y, int right, string key, string word, UiState ui)
    {
        if (key.Length == 0)
            return x;
        if (x + key.Length + 1 + word.Length > right)
            return right;
        int at = canvas.Write(x, y, key, ui.Scheme[Role.Accent]);
        return canvas.Write(at + 1, y, word, ui.Scheme[Role.Soft]) + Gap;
    }
}
