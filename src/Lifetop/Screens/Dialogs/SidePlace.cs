using System;
using Lifetop.Terminal;

namespace Lifetop.Screens.Dialogs;

/// <summary>Where a chooser stands beside what it changes: at the right, so that the names of the list stay in sight.</summary>
internal static class SidePlace
{
    private const int FromEdge = 4;

    public static Rect Of(Rect screen, int width, int height)
    {
        int top = screen.Height >= 16 ? 2 : 1;
        return new Rect(screen.Width - FromEdge - width, top, width, Math.Min(height, screen.Height - top - (screen.Height >= 16 ? 3 : 1)));
    }
}
