using System;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Theming;

namespace Lifetop.Screens;

/// <summary>Which role each state has: hue says what to do about it.</summary>
internal static class StateRoles
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromMinutes(1);

    public static Role Of(Lifecycle state) => state switch
    {
        Lifecycle.Waiting => Role.Ask,
        Lifecycle.Stalled => Role.Warn,
        Lifecycle.Zombie or Lifecycle.Orphan => Role.Left,
        Lifecycle.Failed or Lifecycle.Blocked => Role.Bad,
        Lifecycle.Reaping or Lifecycle.Restarting => Role.Accent,
        Lifecycle.Running => Role.Ok,
        Lifecycle.Pending or Lifecycle.Idle => Role.Soft,
        _ => Role.Faint,
    };

    public static Role OfName(Lifecycle state)
        => state.NeedsYou() ? Role.Bright
            : state is Lifecycle.Running or Lifecycle.Reaping or Lifecycle.Restarting ? Role.Text
            : state is Lifecycle.Idle or Lifecycle.Pending ? Role.Soft
            : Role.Faint;

    /// <summary>The state's own hue once it has lasted longer than it should.</summary>
    public static Role OfAge(WorkerRow row)
        => row.State.NeedsYou() && (row.State != Lifecycle.Waiting || row.StateAge >= AnswerWithin) ? Of(row.State) : Quiet(row.State, Role.Soft);

    public static Role OfNote(Lifecycle state) => state.NeedsYou() ? Role.Text : Quiet(state, Role.Soft);

    /// <summary>What has ended, and what is not known, is faint all along the row.</summary>
    public static Role Quiet(Lifecycle state, Role otherwise)
        => state is Lifecycle.Completed or Lifecycle.Cleaned or Lifecycle.Unknown ? Role.Faint : otherwise;
}
