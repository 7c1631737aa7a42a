using System;

namespace Lifetop.Platform;

/// <summary>Where lifetop's config, state and runtime files live (XDG base directories), and whether state may be written at all.</summary>
public sealed class XdgPaths
{
    private const string Program = "lifetop";
    private const uint GroupOrWorldWritable = 0x12; // 022

    private readonly Func<string, string?> environment;

    public XdgPaths(Func<string, string?> environment)
    {
        this.environment = environment;
        ConfigFolder = Under("XDG_CONFIG_HOME", "/.config");
        StateFolder = Under("XDG_STATE_HOME", "/.local/state");
        RuntimeFolder = Absolute("XDG_RUNTIME_DIR") is { } runtime ? NativePath.Join(runtime, Program) : null;
    }

    /// <summary>Null when neither XDG_CONFIG_HOME nor HOME is an absolute path.</summary>
    public string? ConfigFolder { get; }

    /// <summary>Null when neither XDG_STATE_HOME nor HOME is an absolute path.</summary>
    public string? StateFolder { get; }

    /// <summary>Null without XDG_RUNTIME_DIR; there is no other folder that is private and gone at log-out.</summary>
    public string? RuntimeFolder { get; }

    /// <summary>What to do when folders are unknown; null when all is well.</summary>
    public string? Missing => ConfigFolder is null || StateFolder is null
        ? "HOME is not set to an absolute path: set it, or XDG_CONFIG_HOME and XDG_STATE_HOME"
        : null;

    /// <summary>Why nothing may be written to the state folder now; null when it may, be it there already or yet to be made.</summary>
    public string? ObserveOnly(uint user)
    {
        if (StateFolder is null)
            return Missing;
        var state = FileStamp.Of(StateFolder);
        if (state.Exists)
            return Objection(StateFolder, state, user);
        // Under sudo HOME is often still the other user's: what we made there would be root's and in the way.
        for (string folder = NativePath.Folder(StateFolder); ; folder = NativePath.Folder(folder))
        {
            var stamp = FileStamp.Of(folder, followLinks: true, out int errno);
            if (stamp.Exists)
                return stamp.Owner == user || stamp.Owner == 0 ? null : $"{folder} belongs to user {stamp.Owner}: observe only";
            if (errno != Errno.NoEntry || folder is "/" or ".")
                return $"{folder}: {FileFailures.Words(errno)}: observe only";
        }
    }

    public string? ObserveOnly() => ObserveOnly(Libc.EffectiveUser());

    private static string? Objection(string folder, in FileStamp stamp, uint user)
    {
        if (stamp.IsLink)
            return $"{folder} is a symlink: observe only";
        if (!stamp.IsFolder)
            return $"{folder} is {stamp.Describe()}, where the state folder should be: observe only";
        if (stamp.Owner != user)
            return $"{folder} belongs to user {stamp.Owner}: observe only";
        return (stamp.Mode & GroupOrWorldWritable) != 0 ? $"{folder} can be written by others (chmod go-w mends it): observe only" : null;
    }

    private string? Under(string variable, string belowHome)
    {
        if (Absolute(variable) is { } folder)
            return NativePath.Join(folder, Program);
        return Home is { } home ? NativePath.Join(home.TrimEnd('/') + belowHome, Program) : null;
    }

    /// <summary>Null where nobody says.</summary>
    public string? Home => Absolute("HOME");

    /// <summary>The specification has relative values ignored.</summary>
    private string? Absolute(string variable) => environment(variable) is { Length: > 0 } value && value[0] == '/' ? value : null;
}
