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
    private readonly List<SpawnDialog> _sentOff = [];
    private SpawnDialog? _cameBack;
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

    public void SendOff(SpawnDialog form) => _sentOff.Add(form);

    /// <summary>The one that nothing came of, as it was sent off and once; else an empty one.</summary>
    public SpawnDialog SpawnForm()
    {
        var form = _cameBack ?? new SpawnDialog();
        _cameBack = null;
        return form;
    }

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
                ui.Line.Follow(ui.Now, progress.Words, progress.Words.EndsWith(InGrace, StringComparison.Ordinal) ? ui.Keys.HintOf(UiAction.CancelReap, "cancels") : null);
                break;
            case PlanEnded ended:
                End(ended.Number, ended.Result.Outcome == PlanOutcome.Done ? null : ended.Result.Reason);
                PlanReport.Tell(ended.Result, ui);
                break;
            case PlanBroken broken:
                ui.Say(broken.Outcome, broken.Text, End(broken.Number, broken.Text) ? ui.Keys.HintOf(UiAction.Spawn, "mends it") : null);
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

    /// <summary>True when it was a form's and comes back.</summary>
    /// <param name="trouble">Why nothing came of it; null when it was carried out.</param>
    private bool End(int number, string? trouble)
    {
        _running.RemoveAll(plan => plan.Number == number);
        int at = _sentOff.FindIndex(form => form.Number == number);
        if (at < 0)
            return false;
        var form = _sentOff[at];
        _sentOff.RemoveAt(at);
        if (trouble is null)
            return false;
        form.Complain(trouble);
        _cameBack = form;
        return true;
    }

    private static bool IsAbout(PlanBegun plan, Worker worker)
    {
        foreach (string identity in plan.Identities)
            if (identity == worker.Identity || worker.AlsoKnownAs.Contains(identity))
                return true;
        return false;
    }
}
