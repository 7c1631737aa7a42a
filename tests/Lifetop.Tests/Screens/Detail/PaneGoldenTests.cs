using System;
using System.Linq;
using Lifetop.Model;
using Lifetop.Screens;
using Lifetop.Screens.Detail;
using Lifetop.Screens.Grid;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens.Detail;

/// <summary>Whole frames of the list with its real pane, and of the worker over the whole screen, each tab at the sizes people have.</summary>
public sealed class PaneGoldenTests
{
    private static readonly (int Width, int Height)[] Small = [(40, 10), (80, 24)], Large = [(120, 36), (200, 50)];

    public static TheoryData<DetailTab, int, int> EverySize => Of([.. Small, .. Large]);

    public static TheoryData<DetailTab, int, int> WithTabs => Of(Large);

    /// <summary>In three rows under the list, and at 40 columns not at all: then History is a screen of its own, and no tab can be chosen.</summary>
    [Theory]
    [InlineData(40, 10)]
    [InlineData(80, 24)]
    public void A_small_list(int width, int height) => Golden.Is($"Pane.{width}x{height}", OnBraveLynx(width, height).Text());

    [Theory]
    [MemberData(nameof(WithTabs))]
    public void A_tab_with_the_list(DetailTab tab, int width, int height)
    {
        var world = OnBraveLynx(width, height);
        Show(world, tab);
        Golden.Is($"Pane.{tab}.{width}x{height}", world.Text());
    }

    [Theory]
    [MemberData(nameof(EverySize))]
    public void A_tab_over_the_whole_screen(DetailTab tab, int width, int height)
    {
        var world = OnBraveLynx(width, height);
        world.Ui.Open(new InspectScreen(tab));
        TellAll(world);
        Golden.Is($"Inspect.{tab}.{width}x{height}", world.Text());
    }

    private static TheoryData<DetailTab, int, int> Of((int Width, int Height)[] sizes)
    {
        var all = new TheoryData<DetailTab, int, int>();
        foreach (var tab in Enum.GetValues<DetailTab>())
            foreach (var (width, height) in sizes)
                all.Add(tab, width, height);
        return all;
    }

    private static UiWorld OnBraveLynx(int width, int height)
    {
        var roster = Devbox.Roster();
        var lynx = roster.Workers.Single(static judged => judged.Worker.Name == "brave-lynx");
        var full = BraveLynx.Judged();
        full = full with { Slot = lynx.Slot, Verdict = full.Verdict with { Note = lynx.Verdict.Note } };
        var world = new UiWorld(new GridScreen(new DetailPane()), width, height);
        world.Ui.Settings = Devbox.Settings;
        world.Ui.Sources = 9;
        world.Look(roster with { Workers = roster.Workers.Replace(lynx, full) });
        for (int i = 0; i < roster.Workers.Length && world.Ui.Selected?.Name != "brave-lynx"; i++)
            world.Press("j");
        Assert.Equal("brave-lynx", world.Ui.Selected?.Name);
        TellAll(world);
        return world;
    }

    private static void Show(UiWorld world, DetailTab tab)
    {
        if (tab == DetailTab.History)
            world.Press("H");
        else
            for (var now = DetailTab.Why; now != tab; now = WorkerTabs.Next(now, 1))
                world.Press("Tab");
        TellAll(world);
    }

    private static void TellAll(UiWorld world)
    {
        world.Draw();
        var row = world.Ui.Selected!;
        foreach (Message message in new Message[] { BraveLynx.Safety(row), BraveLynx.Peek(row), BraveLynx.Tree(row), BraveLynx.History(row) })
            Update.News(world.Ui, message);
    }
}
