using System;
using Lifetop.Platform;
using Lifetop.Settings;

namespace Lifetop.App.Watching;

/// <summary>The config of a watch that runs for weeks: read anew when its file changes. One with a mistake in it is not taken, and that is said.</summary>
/// <param name="settings">As they were read at the start.</param>
/// <param name="path">Of the file, there or not.</param>
/// <param name="read">Reads it, with environment and options as at the start.</param>
public sealed class WatchConfig(UserSettings settings, string path, Func<SettingsResult> read)
{
    /// <summary>One that is just being written is left to the next time.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(200);

    private FileStamp _stamp = FileStamp.Of(path, followLinks: true);

    /// <summary>What holds.</summary>
    public UserSettings Settings { get; private set; } = settings;

    /// <summary>Why the file as it is now does not hold; empty where it does.</summary>
    public string Trouble { get; private set; } = "";

    /// <summary>The file has another content than when it was asked last: true when other settings hold.</summary>
    public bool Renew(DateTimeOffset now)
    {
        var stamp = FileStamp.Of(path, followLinks: true);
        if (stamp == _stamp || (stamp.Exists && now - stamp.Changed < Settling && now >= stamp.Changed))
            return false;
        _stamp = stamp;
        var result = read();
        Trouble = "";
        foreach (var problem in result.Problems)
        {
            Trouble = $"{path}{(problem.Line > 0 ? $", line {problem.Line.ToString(System.Globalization.CultureInfo.InvariantCulture)}" : "")}: {problem.Text}";
            return false;
        }
        Settings = result.Settings;
        return true;
    }
}
