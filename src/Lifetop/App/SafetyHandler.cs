using System;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Platform;
using Lifetop.Screens;
using Lifetop.Screens.Detail;

namespace Lifetop.App;

/// <summary>Asks git and the files whether a worker is safe to remove, and since when what it left is there.</summary>
public sealed class SafetyHandler(Policy policy, TimeProvider time) : IEffectHandler
{
    private BootClock? _boot;

    public string Name => "safety";

    public bool Handles(Effect effect) => effect is ReadSafety;

    public bool Supersedes(Effect newer, Effect older) => true;

    public void Run(Effect effect, Inbox inbox)
    {
        var (judged, roster) = (ReadSafety)effect;
        // New each time: it remembers what git said, and that may have changed.
        var facts = new SafetyFacts(policy);
        var safety = facts.Of(judged, roster, time.GetUtcNow());
        inbox.Post(new SafetyRead(judged.Worker, judged.Verdict, safety, facts.WorktreeOf(judged), Left(judged, roster)));
    }

    public void Dispose()
    {
    }

    private DateTimeOffset?[] Left(JudgedWorker judged, Roster roster)
    {
        var residue = judged.Verdict.Residue;
        // Not an immutable array: one of moments is compiled on the spot.
        var left = new DateTimeOffset?[residue.Length];
        int process = 0;
        for (int i = 0; i < left.Length; i++)
            left[i] = residue[i].Kind switch
            {
                "process" => StartOf(judged.Worker, process++),
                "file" or "worktree" => FileStamp.Of(residue[i].What) is { Exists: true } stamp ? stamp.Modified : null,
                "pane" or "window" => LastOutput(judged, roster),
                _ => null,
            };
        return left;
    }

    /// <summary>Residue names the members in their order.</summary>
    private DateTimeOffset? StartOf(Worker worker, int index)
    {
        var now = time.GetUtcNow();
        _boot ??= new BootClock(now);
        return index < worker.Members.Length && worker.Members[index].Process is var member && member.Boot == _boot.Boot
            ? _boot.Look(now) + TimeSpan.FromSeconds((double)member.StartTicks / Census.TicksPerSecond)
            : null;
    }

    private static DateTimeOffset? LastOutput(JudgedWorker judged, Roster roster)
    {
        var counters = roster.Counters;
        long ticks = (uint)judged.Slot < (uint)counters.Length ? counters[judged.Slot].LastOutputTicks : 0;
        return ticks > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }
}
