using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Judgement;
using Lifetop.Model;

namespace Lifetop.Settings;

/// <summary>Something wrong in the config, which stops nothing: the default holds instead.</summary>
/// <param name="Line">From 1; 0 where it is not about a line of the file.</param>
public sealed record Problem(int Line, string Text);

/// <summary>Folders that a source looks into besides those it finds by itself.</summary>
public sealed record SourceRoots(string Source, ImmutableArray<string> Folders);

/// <summary>Program and arguments that start the daemon of an agent system.</summary>
public sealed record SourceCommand(string Source, ImmutableArray<string> Command);

/// <summary>A text in the last lines of a pane that asks for a person.</summary>
public sealed record PromptRule(string Name, string? Program, string Text);

/// <summary>A key that has a value, the value as it would be written, and who gave it: default, config, an environment variable or a flag.</summary>
public sealed record SettingValue(string Key, string Text, string Origin)
{
    /// <summary>Line of the config it stands in; 0 where it came from elsewhere.</summary>
    public int Line => Assignment.LineOf(Origin);
}

/// <summary>All that a user can set, with every default filled in.</summary>
public sealed record UserSettings
{
    public static readonly UserSettings Default = new();

    public Policy Policy { get; init; } = Policy.Default;
    public ImmutableArray<string> DisabledSources { get; init; } = [];

    /// <summary>Source and folder: projects and state folders that an agent system is not found in by itself.</summary>
    public ImmutableArray<SourceRoots> Roots { get; init; } = [];

    /// <summary>What starts the daemons of agent systems, and whether watch does, by source.</summary>
    public ImmutableArray<SourceCommand> Wrappers { get; init; } = [];

    /// <summary>By which agent systems are asked themselves, by source.</summary>
    public ImmutableArray<SourceCommand> Clis { get; init; } = [];
    public NamedWords DaemonRestarts { get; init; } = NamedWords.Empty;

    /// <summary>Only there are projects looked for by what runs in them; null for anywhere.</summary>
    public string? ProjectsBelow { get; init; }

    /// <summary>Only there are tmux servers looked for; null for wherever tmux itself would.</summary>
    public string? TmuxBelow { get; init; }
    public ImmutableArray<string> TmuxSockets { get; init; } = [];
    public ImmutableArray<string> PidFileGlobs { get; init; } = [];
    public string? ManifestFolder { get; init; }

    /// <summary>From TERM to KILL.</summary>
    public System.TimeSpan Grace { get; init; } = System.TimeSpan.FromSeconds(5);
    public NamedTimes GraceOf { get; init; } = NamedTimes.Empty;

    /// <summary>The same wrong bytes for so long are no half-written file any more.</summary>
    public System.TimeSpan MalformedAfter { get; init; } = System.TimeSpan.FromMinutes(1);
    public ImmutableArray<PromptRule> Prompts { get; init; } = [];
    public System.TimeSpan Interval { get; init; } = System.TimeSpan.FromSeconds(1);

    /// <summary>auto, always or never.</summary>
    public string Color { get; init; } = "auto";
    public bool Ascii { get; init; }
    public bool ReadOnly { get; init; }

    /// <summary>Field names; empty lets the width decide.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];
    public string? Sort { get; init; }

    /// <summary>By name; whether there is such a theme is for whoever opens the screen to see.</summary>
    public string Theme { get; init; } = "dark";
    public string View { get; init; } = "all";
    public bool Mouse { get; init; } = true;

    /// <summary>Action and keys, as given; whether there are such is for whoever opens the screen to see.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Keys { get; init; } = [];
    public ImmutableArray<StateChange> Bell { get; init; } = [];

    /// <summary>Program and arguments, run when a worker comes to need a person; empty for none.</summary>
    public ImmutableArray<string> Hook { get; init; } = [];
    public ImmutableArray<HookRule> Hooks { get; init; } = [];

    /// <summary>The tmux session of spawned workers, and its server's socket; null for the usual one.</summary>
    public string SpawnSession { get; init; } = "lifetop";
    public string? SpawnSocket { get; init; }

    /// <summary>Tokens to allocate from; 0 for no limit.</summary>
    public int TokenBudget { get; init; }

    /// <summary>What watch does by itself, by source or type: auto or no, and no, on-failure or always; where nothing is said, only what lifetop spawned.</summary>
    public NamedWords ReapPolicies { get; init; } = NamedWords.Empty;
    public NamedWords RestartPolicies { get; init; } = NamedWords.Empty;

    /// <summary>How long watch leaves a zombie to be looked at.</summary>
    public System.TimeSpan ReapAfter { get; init; } = System.TimeSpan.FromMinutes(2);
    public NamedTimes ReapAfterOf { get; init; } = NamedTimes.Empty;
    public RestartLimits Restarts { get; init; } = RestartLimits.Default;
    public int RetentionDays { get; init; } = 90;
    public int RetentionTransitions { get; init; } = 200_000;

    /// <summary>Every key with its value and who won, in the order of the table.</summary>
    public ImmutableArray<SettingValue> Values { get; init; } = [];

    public bool IsEnabled(string source) => !DisabledSources.Contains(source);

    /// <summary>The command that starts the daemon of an agent system; empty for none.</summary>
    public ImmutableArray<string> StartOf(string source) => CommandOf(Wrappers, source);

    /// <summary>The command line of an agent system itself; empty where none is named.</summary>
    public ImmutableArray<string> CliOf(string source) => CommandOf(Clis, source);

    private static ImmutableArray<string> CommandOf(ImmutableArray<SourceCommand> commands, string source)
    {
        foreach (var command in commands)
            if (command.Source == source)
                return command.Command;
        return [];
    }

    public ImmutableArray<string> RootsOf(string source)
    {
        foreach (var roots in Roots)
            if (roots.Source == source)
                return roots.Folders;
        return [];
    }
}

/// <summary>Settings, and what was wrong in them.</summary>
public sealed record SettingsResult(UserSettings Settings, ImmutableArray<Problem> Problems);
