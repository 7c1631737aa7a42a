using System.Collections.Immutable;
using Lifetop.App.Watching;
using Lifetop.Model;
using Lifetop.Settings;

namespace Lifetop.Cli;

/// <summary>What a look should cover beyond the ordinary.</summary>
/// <param name="Folders">More folders of pid files (<c>--dir</c>).</param>
/// <param name="Gone">Also workers that ended and are no longer in a look: what history knows of them.</param>
public sealed record LookRequest(ImmutableArray<string> Folders, bool Gone);

/// <summary>All that the commands that only look need from the rest of lifetop.</summary>
public interface ILifetop
{
    string Host { get; }
    UserSettings Settings { get; }

    /// <summary>The watch that leads; null while none does.</summary>
    WatchHealth? Watch => null;

    /// <summary>What was wrong in the config and the environment.</summary>
    ImmutableArray<Problem> Problems { get; }

    /// <summary>Where the config is read from, whether or not it exists.</summary>
    string ConfigPath { get; }

    /// <summary>Why there is no such place; null where there is one.</summary>
    string? NoConfigPath => null;

    /// <summary>One whole look at the world, judged.</summary>
    Roster Look(LookRequest request);

    /// <summary>Waits for the next look that differs from the last; null when it is time to end.</summary>
    Roster? Next(LookRequest request);

    /// <summary>What speaks for and against removing it; may ask git, so only for those that are shown.</summary>
    Safety SafetyOf(JudgedWorker worker);
}
