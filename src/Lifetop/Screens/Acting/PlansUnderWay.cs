using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Actions;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Acting;

/// <summary>The plans of this screen: who is being acted on now, and what became of the plans of others that died.</summary>
public sealed class PlansUnderWay
{
    /// <summary>How the executor ends its words while a plan can be cancelled.</summary>
    private const string InGrace = "of grace left";

    private readonly List<PlanBegun> _running = [];
    private int _last;

    public bool IsAny => _running.Count > 0;

    /// <summary>Plans that dead lifetops left; the grid names the first.</summary>
    public ImmutableArray<AbandonedPlan> Abandoned { get; private set; } = [];

    /// <summary>Seen, and to be dealt with later: until there is another one.</summary>
    public bool HideAbandoned()
    {
        bool any = !Abandoned.IsEmpty;
        Abandoned = [];
        return any;
    }

    public int NextNumber() => ++_last;

    /// <summary>The plan about this worker, else the newest.</summary>
    public PlanBegun? Of(Worker? worker)
    {
        if (worker is not null)
            for (int i = _running.Count - 1; i >= 0; i--)
                if (IsAbout(_running[i], worker))
                    return _running[i];
        return _running.Count > 0 ? _running[^1] : null;
    }

    public bool IsUnderWay(Worker worker)
    {
        for (int i = 0; i < _running.Count; i++)
            if (IsAbout(_running[i], worker))
                return true;
        return false;
    }

    public void Take(Message message, UiState ui)
    {
        switch (message)
        {
            case PlanBegun begun:
                _running.Add(begun);
                ui.Line.Follow(ui.Now, $"{begun.Action.OngoingWord()} {begun.Whom}: looks first", null);
                break;
            case PlanProgress progress:
                ui.Line.Follow(ui.Now, progress.Words, progress.Words.EndsWith(InGrace, StringComparison.Ordinal) ? KeyHint(UiAction.CancelReap, "cancels", ui) : null);
                break;
            case PlanEnded ended:
                End(ended.Number);
                PlanReport.Tell(ended.Result, ui);
                break;
            case PlanBroken broken:
                End(broken.Number);
                ui.Say(broken.Outcome, broken.Text);
                break;
            case PlansAbandoned left:
                Abandoned = left.Plans;
                break;
            default:
                break;
        }
    }

    public static bool ConcernsAny(PlanBegun plan, IReadOnlyList<WorkerRow> rows)
    {
        for (int i = 0; i < rows.Count; i++)
            if (IsAbout(plan, rows[i].Worker))
                return true;
        return false;
    }

    /// <summary>A key and what it does, if it has one.</summary>
    internal static string? KeyHint(UiAction action, string does, UiState ui) => ui.Keys.NameOf(action) is { Length: > 0 } key ? $"{key} {does}" : null;

    private void End(int number) => _running.RemoveAll(plan => plan.Number == number);

    private static bool IsAbout(PlanBegun plan, Worker worker)
    {
        foreach (string identity in plan.Identities)
            if (identity == worker.Identity || worker.AlsoKnownAs.Contains(identity))
                return true;
        return false;
    }
}
