using System.IO;
using System.Runtime.CompilerServices;
using Lifetop.Model;
using Lifetop.Screens.Grid;
using Lifetop.Tests.Support;

namespace Lifetop.Tests.Screens.Grid;

/// <summary>The grid on a machine of tests, with nothing in the pane.</summary>
internal static class GridWorld
{
    public static UiWorld Of(Roster roster, int width = 80, int height = 24)
    {
        var world = new UiWorld(new GridScreen(new BlankPane()), width, height);
        world.Ui.Settings = Devbox.Settings;
        world.Ui.Sources = 9;
        world.Look(roster);
        return world;
    }

    public static UiWorld Of(int width = 80, int height = 24) => Of(Devbox.Roster(), width, height);

    /// <summary>The lines of a frame as it was designed.</summary>
    public static string[] Designed(string name, [CallerFilePath] string here = "")
        => File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "Frames", name + ".txt")).TrimEnd('\n').Split('\n');
}
