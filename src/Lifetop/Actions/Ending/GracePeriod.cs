using System;
using System.Globalization;
using System.Threading;

namespace Lifetop.Actions.Ending;

/// <summary>The polite half: TERM to everybody once, and the time to follow it.</summary>
internal sealed class GracePeriod(EndingTree tree, TimeSpan grace, TimeProvider time, Action<string>? progress)
{
    /// <summary>So long at most a child that was born meanwhile goes without its TERM.</summary>
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(50);

    private string _said = "";

    /// <summary>How often the tree was looked through.</summary>
    public int Looks { get; private set; }

    /// <summary>True when nobody is left and a look has found nobody new.</summary>
    public bool Run(CancellationToken cancel)
    {
        long began = time.GetTimestamp(), looked = began;
        if (cancel.IsCancellationRequested)
            return !tree.AnyPending;
        Ask();
        while (time.GetElapsedTime(began) is var passed && passed < grace && !cancel.IsCancellationRequested)
        {
            tree.Refresh(time.GetTimestamp());
            Say(grace - passed);
            bool any = tree.AnyPending;
            var rested = time.GetElapsedTime(looked);
            if (any && rested < Spacing)
            {
                var left = Spacing - rested;
                HandlePoll.Wait(tree, left < grace - passed ? left : grace - passed);
                continue;
            }
            looked = time.GetTimestamp();
            if (any)
            {
                tree.Look(looked);
                Looks++;
            }
            else
            {
                int looks = 0, found = tree.LookUntilSure(time, EndingSignal.Terminate, ref looks);
                Looks += looks;
                if (found == 0)
                    return true;
            }
            Ask();
        }
        tree.Refresh(time.GetTimestamp());
        return false;
    }

    /// <summary>TERM to whoever had none; then CONT, because a stopped process keeps it pending.</summary>
    private void Ask()
    {
        long now = time.GetTimestamp();
        foreach (var target in tree.All)
        {
            if (!target.IsPending || target.Got(EndingSignal.Terminate))
                continue;
            target.Send(EndingSignal.Terminate, tree.Census, now);
            if (tree.IsShellOfPane(target))
                target.Send(EndingSignal.HangUp, tree.Census, now);
        }
        foreach (var target in tree.All)
            if (target.IsPending && target.TryRead(out var row) && row.State == (byte)'T')
                target.Send(EndingSignal.Continue, tree.Census, now);
    }

    private void Say(TimeSpan left)
    {
        if (progress is null)
            return;
        string words = EndingWords.Count(tree) + ", " + Math.Ceiling(left.TotalSeconds).ToString("0", CultureInfo.InvariantCulture) + "s of grace left";
        if (words != _said)
            progress(_said = words);
    }
}
