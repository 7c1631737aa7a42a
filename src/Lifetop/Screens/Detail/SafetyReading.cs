using System;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Detail;

/// <summary>Whether the selected worker is safe to remove: the answer for its present verdict, or the one before until that comes.</summary>
internal sealed class SafetyReading
{
    /// <summary>Files change and commits are pushed without any verdict changing.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(20), AskSoon = TimeSpan.FromSeconds(1);

    /// <summary>The answer says how long ago something ended, or began: asked for so much sooner, it is about right while that is young.</summary>
    private const int PartOfAge = 10;

    private Worker? _asked;
    private Verdict? _askedVerdict;
    private DateTimeOffset _askedAt;
    private bool _askedProtected;

    public SafetyRead? Answer { get; private set; }

    /// <summary>Only an answer about this very verdict counts as one.</summary>
    public SafetyRead? For(WorkerRow row) => Answer is { } answer && ReferenceEquals(answer.Verdict, row.Verdict) ? answer : null;

    public void Refresh(UiState ui, WorkerRow row)
    {
        // Protecting somebody is no verdict, but an answer.
        bool isProtected = row.Judged.Protected;
        if (ReferenceEquals(_asked, row.Worker) && ReferenceEquals(_askedVerdict, row.Verdict) && _askedProtected == isProtected && ui.Now - _askedAt < AgainAfter(ui.Now - Youngest(row)))
            return;
        (_asked, _askedVerdict, _askedProtected, _askedAt) = (row.Worker, row.Verdict, isProtected, ui.Now);
        ui.Ask(new ReadSafety(row.Judged, ui.Roster));
    }

    /// <summary>True when it says something new.</summary>
    public bool Take(Message message, WorkerRow row)
    {
        if (message is not SafetyRead read || !ReferenceEquals(read.Worker, row.Worker))
            return false;
        Answer = read;
        return true;
    }

    private static DateTimeOffset Youngest(WorkerRow row) => row.Worker.StartedAt is { } started && started > row.Verdict.Since ? started : row.Verdict.Since;

    private static TimeSpan AgainAfter(TimeSpan age)
    {
        var wait = age / PartOfAge;
        return wait > AskAgain ? AskAgain : wait < AskSoon ? AskSoon : wait;
    }

    public void Forget() => (_asked, _askedVerdict, Answer) = (null, null, null);
}
