using System;
using System.Collections.Generic;
using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Settings;

/// <summary>One key with the value somebody gave it, checked against the table.</summary>
/// <param name="Part">The source or type in its name.</param>
public sealed record Assignment(SettingKey Key, string Name, string Part, string Origin)
{
    private const string ConfigLine = "config line ";

    public string Text { get; init; } = "";
    public List<string> List { get; init; } = [];
    public List<SettingRecord> Records { get; init; } = [];
    public TimeSpan Duration { get; init; }
    public int Number { get; init; }
    public bool Switch { get; init; }

    /// <summary>Line of the config it stands in; 0 where it came from elsewhere.</summary>
    public int Line => LineOf(Origin);

    public static int LineOf(string origin)
        => origin.StartsWith(ConfigLine, StringComparison.Ordinal) ? int.Parse(origin.AsSpan(ConfigLine.Length), CultureInfo.InvariantCulture) : 0;

    /// <summary>The origin of what stands in a line of the config.</summary>
    public static string OfLine(int line) => ConfigLine + line.ToString(CultureInfo.InvariantCulture);

    /// <summary>A single value as text, as environment and flags give it; null with the reason when the key cannot take it.</summary>
    public static Assignment? OfText(SettingKey key, string name, string part, string text, string origin, out string? wrong)
    {
        wrong = null;
        var given = new Assignment(key, name, part, origin) { Text = text };
        switch (key.Type)
        {
            case SettingType.Duration:
                if (AgeText.TryParseDuration(text, out var duration) && duration > TimeSpan.Zero)
                    return given with { Duration = duration };
                wrong = AgeText.TryParseNumber(text, out _)
                    ? $"{name}: {text} what? write \"{text}s\", \"{text}m\", \"{text}h\" or \"{text}d\""
                    : $"{name}: {Shown(text)} is no duration: write \"90s\", \"5m\", \"1h30m\" or \"3d\"";
                return null;
            case SettingType.Number:
                if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0)
                    return given with { Number = number };
                wrong = $"{name}: {Shown(text)} is no whole number above 0";
                return null;
            case SettingType.Switch:
                if (text is "true" or "false" or "1" or "0" or "yes" or "no")
                    return given with { Switch = text is "true" or "1" or "yes", Text = text is "true" or "1" or "yes" ? "true" : "false" };
                wrong = $"{name}: {Shown(text)} is neither true nor false";
                return null;
            case SettingType.Choice:
                if (key.Words.Contains(text))
                    return given;
                wrong = Nearest.To(text, key.Words.AsSpan()) is { } near
                    ? $"{name}: no {Shown(text)}, did you mean \"{near}\"?"
                    : $"{name}: no {Shown(text)}, there is {string.Join(", ", key.Words)}";
                return null;
            default:
                return given;
        }
    }

    private static string Shown(string text) => text.Length > 40 ? $"\"{text[..40]}…\"" : $"\"{text}\"";
}
