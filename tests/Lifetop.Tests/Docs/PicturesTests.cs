using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using Lifetop.Model;
using Lifetop.Screens;
using Lifetop.Screens.Detail;
using Lifetop.Screens.Grid;
using Lifetop.Terminal;
using Lifetop.Tests.Screens.Detail;
using Lifetop.Tests.Support;
using Lifetop.Theming;
using Xunit;

namespace Lifetop.Tests.Docs;

/// <summary>The pictures in the README are frames that the program draws. <c>make pictures</c> draws them anew.</summary>
public sealed class PicturesTests
{
    public static TheoryData<string, int, int, string, string> Pictures => new()
    {
        { "grid", 120, 36, "dark", "j j j j j j j Space Space k k k" },
        { "wide", 200, 50, "dark", "j j j j j j j Space Space k k k" },
        { "small", 80, 24, "light", "j j j j j j" },
        { "why", 80, 24, "dark", "j j j j j j Enter" },
        { "tree", 80, 24, "lichen", "t j j j j" },
        { "palette", 80, 24, "dark", "j j j j j j : r e" },
        { "help", 80, 24, "nord", "?" },
    };

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Are_frames_of_the_program(string name, int width, int height, string theme, string keys)
    {
        var world = World(width, height);
        world.Ui.Scheme = ThemeCatalog.BuiltIn(theme).For(ColorDepth.TrueColor);
        world.Press(keys);
        Answer(world);
        var frame = world.Draw();
        string picture = FramePicture.Of(frame, world.Ui.Scheme[Role.Text].Background);
        string file = Path.Combine(Folder(), name + ".svg");
        if (Environment.GetEnvironmentVariable("LIFETOP_GOLDEN") == "write")
            File.WriteAllText(file, picture);
        Assert.Equal(File.ReadAllText(file), picture);
        Assert.Contains(new Document("README.md").Prose(), line => line.Contains($"Docs/Pictures/{name}.svg", StringComparison.Ordinal));
    }

    private static UiWorld World(int width, int height)
    {
        var world = new UiWorld(new GridScreen(new DetailPane()), width, height);
        world.Ui.Settings = Devbox.Settings;
        world.Ui.Sources = 9;
        world.Ui.OtherScreens = new ScreenTable(static (action, _) => action == UiAction.Inspect ? new InspectScreen(DetailTab.Why) : null);
        world.Look(WithDetails(Devbox.Roster()));
        return world;
    }

    /// <summary>The invented machine, with everything known of the one worker that the pane is about.</summary>
    private static Roster WithDetails(Roster roster)
    {
        var known = BraveLynx.Judged();
        var workers = new List<JudgedWorker>();
        foreach (var judged in roster.Workers)
            workers.Add(judged.Worker.Key != known.Worker.Key ? judged
                : new JudgedWorker(known.Worker with { Kind = judged.Worker.Kind }, known.Verdict with { Note = judged.Verdict.Note }, judged.Slot));
        return roster with { Workers = [.. workers] };
    }

    /// <summary>What the readers would answer, until nothing more is asked.</summary>
    private static void Answer(UiWorld world)
    {
        world.Draw();
        if (world.Ui.Selected is not { Name: "brave-lynx" } row)
            return;
        foreach (Message answer in new Message[] { BraveLynx.Safety(row), BraveLynx.Peek(row), BraveLynx.Tree(row), BraveLynx.History(row) })
            Update.News(world.Ui, answer);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Pictures");
}
