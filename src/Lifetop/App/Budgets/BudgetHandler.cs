using System;
using System.Collections.Immutable;
using Lifetop.Model.Query;
using Lifetop.Screens;
using Lifetop.Screens.Budgets;

namespace Lifetop.App.Budgets;

/// <summary>Reads budgets for the screen, with a look of its own: what it shows is of one moment.</summary>
/// <param name="look">Makes a lookout that has not looked yet.</param>
/// <param name="folders">More folders of pid files.</param>
public sealed class BudgetHandler(Func<Lookout> look, ImmutableArray<string> folders) : IEffectHandler
{
    public string Name => "budget";

    public bool Handles(Effect effect) => effect is ReadBudget;

    public bool Supersedes(Effect newer, Effect older) => newer is ReadBudget && older is ReadBudget;

    public void Run(Effect effect, Inbox inbox)
    {
        using var lookout = look();
        lookout.LookOnce(folders);
        inbox.Post(new BudgetRead(BudgetView.Of(lookout, WorkerFilter.Everything)));
    }

    public void Dispose()
    {
    }
}
