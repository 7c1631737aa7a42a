using System;

namespace Lifetop.Platform;

/// <summary>Where lifetop's config and state live (XDG base directories).</summary>
public sealed class XdgPaths
{
    private const string Program = "lifetop";

    private readonly Func<string, string?> environment;

    public XdgPaths(Func<string, string?> environment)
    {
        this.environment = environment;
        ConfigFolder = Under("XDG_CONFIG_HOME", "/.config");
        StateFolder = Under("XDG_STATE_HOME", "/.local/state");
    }

    /// <summary>Null when neither XDG_CONFIG_HOME nor HOME is an absolute path.</summary>
    public string? ConfigFolder { get; }

    /// <summary>Null when neither XDG_STATE_HOME nor HOME is an absolute path.</summary>
    public string? StateFolder { get; }

    /// <summary>What to do when folders are unknown; null when all is well.</summary>
    public string? Missing => ConfigFolder is null || StateFolder is null
        ? "HOME is not set to an absolute path: set it, or XDG_CONFIG_HOME and XDG_STATE_HOME"
        : null;

    private string? Under(string variable, string belowHome)
    {
        if (Absolute(variable) is { } folder)
            return NativePath.Join(folder, Program);
        return Home is { } home ? NativePath.Join(home.TrimEnd('/') + belowHome, Program) : null;
    }

    /// <summary>Null where nobody says.</summary>
    public string? Home => Absolute("HOME");

    /// <summary>A path as somebody wrote it, where ~ is the home.</summary>
    public string? Of(string? path) => path is ['~', .. var below] && Home is { } home ? home.TrimEnd('/') + below : path;

    /// <summary>The specification has relative values ignored.</summary>
    private string? Absolute(string variable) => environment(variable) is { Length: > 0 } value && value[0] == '/' ? value : null;
}
