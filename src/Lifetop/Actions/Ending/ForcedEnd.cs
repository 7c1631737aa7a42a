using System;

namespace Lifetop.Actions.Ending;

/// <summary>
/// The other half: STOP to everybody, so that nobody has children any more, again until a look finds nobody new; then KILL, and one more
/// look. Who forks faster than one look does not outrun many.
/// </summary>
internal sealed class ForcedEnd(EndingTree tree, StopNotes notes, TimeProvider time)
{
    private const int MostLooks = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>So long a killed process may take to be gone: one in state D may take for ever.</summary>
    private static readonly TimeSpan Dying = TimeSpan.FromSeconds(2);

    private long _began;

    /// <summary>How often the tree was looked through.</summary>
    public int Looks { get; private set; }

    private bool GoesOn => Looks < MostLooks && time.GetElapsedTime(_began) < Longest;

    public void Run()
    {
        _began = time.GetTimestamp();
        try
        {
            UntilNobodyIsNew();
        }
        finally
        {
            foreach (var target in tree.All)
                target.GoOn(time.GetTimestamp());
        }
    }

    private void UntilNobodyIsNew()
    {
        int found;
        // Newcomers are stopped first and noted then: they may fork meanwhile.
        notes.Write();
        do
        {
            do
            {
                SendAll(EndingSignal.Stop);
                notes.Write();
                found = Look();
            }
            while (found > 0 && GoesOn);
            SendAll(EndingSignal.Kill);
            WaitForDeaths();
            int looks = 0;
            found = tree.AnyPending ? Look() : tree.LookUntilSure(time, EndingSignal.Stop, ref looks);
            Looks += looks;
        }
        while (found > 0 && GoesOn);
        // The limit was reached with somebody just found: at least that one does not live on stopped.
        SendAll(EndingSignal.Kill);
        WaitForDeaths();
    }

    private int Look()
    {
        Looks++;
        return tree.Look(time.GetTimestamp());
    }

    private void SendAll(EndingSignal signal)
    {
        long now = time.GetTimestamp();
        foreach (var target in tree.All)
            if (target.IsPending && !target.Got(signal) && !target.Got(EndingSignal.Kill))
                target.Send(signal, tree.Census, now);
    }

    private void WaitForDeaths()
    {
        long began = time.GetTimestamp();
        while (true)
        {
            tree.Refresh(time.GetTimestamp());
            var left = Dying - time.GetElapsedTime(began);
            if (!tree.AnyPending || left <= TimeSpan.Zero)
                return;
            HandlePoll.Wait(tree, left);
        }
    }
}
