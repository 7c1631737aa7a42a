using System;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Screens;
using Lifetop.Screens.Detail;
using Lifetop.Terminal;
using Lifetop.Tests.Support;

namespace Lifetop.Tests.Screens.Detail;

/// <summary>A screen that is nothing but the pane, for one selected worker.</summary>
internal sealed class DetailWorld
{
    private readonly Ground _ground;

    public DetailWorld(PaneShape shape, int width, int height, JudgedWorker? judged = null)
    {
        _ground = new Ground(shape);
        World = new UiWorld(_ground, width, height);
        Select(judged ?? BraveLynx.Judged());
    }

    public UiWorld World { get; }

    public WorkerRow Row => World.Ui.Selected!;

    public DetailPane Pane => _ground.Pane;

    public void Select(JudgedWorker judged)
    {
        World.Ui.Selected = BraveLynx.Row(judged);
        World.Look(BraveLynx.Roster(judged));
        World.Draw();
    }

    public DetailWorld Tell(params Message[] messages)
    {
        foreach (var message in messages)
            Update.News(World.Ui, message);
        return this;
    }

    /// <summary>All that handlers would answer.</summary>
    public DetailWorld TellAll() => Tell(BraveLynx.Safety(Row), BraveLynx.Peek(Row), BraveLynx.Tree(Row), BraveLynx.History(Row));

    public DetailWorld Inspect(DetailTab tab = DetailTab.Why)
    {
        World.Ui.Open(new InspectScreen(tab));
        World.Draw();
        return this;
    }

    public sealed class Ground(PaneShape shape) : Screen
    {
        public DetailPane Pane { get; } = new();

        public UiAction? Asked { get; private set; }

        public override KeyContext Context => KeyContext.Grid;

        public override void Draw(Canvas canvas, UiState ui) => Pane.Draw(canvas, ui, shape);

        public override bool Do(UiAction action, UiState ui)
        {
            Asked = action;
            return Pane.Do(action, ui);
        }

        public override void Refresh(UiState ui) => Pane.Refresh(ui);

        public override void Take(Message message, UiState ui) => Pane.Take(message, ui);

        public override void Point(in InputEvent mouse, UiState ui) => Pane.Point(mouse, ui, new Rect(0, 0, ui.Width, ui.Height));
    }
}
