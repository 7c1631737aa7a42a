using System;
using System.Collections.Immutable;

namespace Lifetop.Screens;

/// <summary>What the user set about the screen; changed on the screen it is replaced, and kept in the config.</summary>
public sealed record UiSettings
{
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);
    public string Theme { get; init; } = "dark";

    /// <summary>View it starts with: all, attention, agents, daemons, jobs or gone.</summary>
    public string View { get; init; } = "all";

    /// <summary>Field names; empty lets the width decide.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>Field to sort by, with <c>:desc</c> turned round; null for what needs you first.</summary>
    public string? Sort { get; init; }
    public bool Mouse { get; init; } = true;

    /// <summary>Changes to ring at, as typed, with commas between: <c>attention</c>; empty for none.</summary>
    public string Bell { get; init; } = "";

    /// <summary>A command to run when a worker comes to need a person, as typed; empty for none.</summary>
    public string Hook { get; init; } = "";

    /// <summary>How long completed and cleaned workers stay in view.</summary>
    public TimeSpan ShowEnded { get; init; } = TimeSpan.FromHours(1);
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMinutes(5);
}
