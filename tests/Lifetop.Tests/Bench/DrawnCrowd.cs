using System;
using Lifetop.Model;
using Lifetop.Screens;
using Lifetop.Screens.Detail;
using Lifetop.Screens.Grid;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Lifetop.Theming;

namespace Lifetop.Tests.Bench;

/// <summary>The grid with its pane beside a thousand workers, in the colours it comes with.</summary>
internal sealed class DrawnCrowd
{
    private const int Workers = 1000;
    private static readonly World World = Crowds.Of(Workers);

    public static Roster Roster => World.Roster;

    public DrawnCrowd(int width, int height)
    {
        Ui = new UiWorld(new GridScreen(new DetailPane()), width, height, scheme: ThemeCatalog.BuiltIn(ThemeCatalog.Default).For(ColorDepth.TrueColor));
        Ui.Ui.Now = World.Now;
        Ui.Look(World.Roster);
        Frame = Ui.Draw();
    }

    public UiWorld Ui { get; }

    public CellBuffer Frame { get; }

    /// <summary>What a look does on the screen before anything is drawn; nobody runs what it asks for.</summary>
    public void Refresh()
    {
        Ui.Ui.Now += TimeSpan.FromSeconds(1);
        Update.Refresh(Ui.Ui);
        while (Ui.Ui.NextEffect() is not null)
        {
        }
    }
}
