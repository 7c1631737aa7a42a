using System;
using System.Collections.Immutable;

namespace Lifetop.Observation.Systems;

/// <summary>Where the agent systems may keep their state: all of it passed in, so that a test may have a home, a temp folder and a host of its own.</summary>
public sealed record SystemPlaces
{
    /// <summary>Null when there is none; what lives below it is not looked for then.</summary>
    public string? Home { get; init; }

    /// <summary>The system's temp folder, which some systems hard-code.</summary>
    public string TempFolder { get; init; } = "/tmp";

    /// <summary>Socket of the tmux server that plain <c>tmux</c> talks to; null for the usual one.</summary>
    public string? TmuxSocket { get; init; }

    /// <summary>This machine's name, as a system writes it down.</summary>
    public string Host { get; init; } = "";

    /// <summary>Looks up a variable of lifetop's own environment.</summary>
    public Func<string, string?> Environment { get; init; } = static _ => null;

    /// <summary>Roots from the config, by source label.</summary>
    public Func<string, ImmutableArray<string>> RootsOf { get; init; } = static _ => [];

    /// <summary>The user's own command that starts a system's daemon, from the config, by source label; empty where none is set.</summary>
    public Func<string, ImmutableArray<string>> StartOf { get; init; } = static _ => [];

    /// <summary>The command line of a system itself, from the config, by source label; empty where none is named.</summary>
    public Func<string, ImmutableArray<string>> CliOf { get; init; } = static _ => [];

    /// <summary>Those of a source, as absolute paths; a leading ~ is the home.</summary>
    public ImmutableArray<string> Roots(string source)
    {
        var roots = ImmutableArray.CreateBuilder<string>();
        foreach (string root in RootsOf(source))
        {
            string path = root.StartsWith('~') && Home is { } home ? home.TrimEnd('/') + root[1..] : root;
            if (path.StartsWith('/'))
                roots.Add(path.Length > 1 ? path.TrimEnd('/') : path);
        }
        return roots.ToImmutable();
    }

    /// <summary>Checkouts and folders in which processes of this user run now: where a system that lives in projects is looked for.</summary>
    public ProjectFolders Projects { get; init; } = new();
}
