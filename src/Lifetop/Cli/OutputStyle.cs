using System;
using Lifetop.Settings;
using Lifetop.Terminal;

namespace Lifetop.Cli;

/// <summary>How plain output may look: columns it has (0: as many as it likes), colour, and which glyphs.</summary>
public sealed record OutputStyle(int Width, bool Color, bool Ascii)
{
    public static readonly OutputStyle Plain = new(0, false, false);

    public char Cut => Ascii ? '~' : '…';

    /// <summary>For a file descriptor, under the settings and the environment.</summary>
    public static OutputStyle For(int file, UserSettings settings, Func<string, string?> environment)
    {
        bool terminal = Stdio.IsTerminal(file);
        int width = terminal ? Stdio.Columns(file) : 0;
        if (terminal && width == 0)
            width = int.TryParse(environment("COLUMNS"), out int columns) && columns > 0 ? columns : 80;
        return new OutputStyle(width, HasColor(settings.Color, terminal, environment), settings.Ascii || !IsUtf8(environment));
    }

    internal static bool HasColor(string when, bool terminal, Func<string, string?> environment) => when switch
    {
        "always" => true,
        "never" => false,
        // NO_COLOR is in the profile.
        _ => terminal && TerminalProfile.Of(environment) is { Unable: null, Colors: not ColorDepth.None },
    };

    /// <summary>The locale says UTF-8.</summary>
    internal static bool IsUtf8(Func<string, string?> environment) => TerminalProfile.SaysUtf8(environment);
}
