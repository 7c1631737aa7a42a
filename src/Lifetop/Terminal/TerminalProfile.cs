using System;

namespace Lifetop.Terminal;

/// <summary>What the environment says about the terminal: how many colours, which letters, which of the newer modes are safe.</summary>
public sealed record TerminalProfile
{
    /// <summary>Families that understand the escape sequences lifetop writes; checked without any terminfo database.</summary>
    private static readonly string[] Known =
    [
        "xterm", "screen", "tmux", "linux", "vt100", "vt102", "vt220", "vt320", "vt340", "vt420", "rxvt", "konsole", "foot", "alacritty", "kitty", "wezterm",
        "ghostty", "gnome", "vte", "putty", "st", "mlterm", "contour", "cygwin", "ms-terminal", "iterm", "iTerm2.app", "eterm", "Eterm", "ansi",
    ];

    private static readonly string[] TrueColorTerms = ["xterm-kitty", "kitty", "foot", "alacritty", "wezterm", "ghostty", "xterm-ghostty", "contour", "ms-terminal"];

    public string Term { get; private init; } = "";

    /// <summary>Why no screen can be shown, for a message; null when it can.</summary>
    public string? Unable { get; private init; }

    public ColorDepth Colors { get; private init; }

    public bool IsUtf8 { get; private init; }

    /// <summary>Its font has few signs: states are told by ASCII letters.</summary>
    public bool HasAsciiStates { get; private init; }

    /// <summary>Inside tmux.</summary>
    public bool InTmux { get; private init; }

    /// <summary>Inside GNU screen.</summary>
    public bool InScreen { get; private init; }

    /// <summary>The shell's screen comes back when ours is left.</summary>
    public bool HasAlternateScreen { get; private init; }

    /// <summary>What is erased gets the background in force (bce).</summary>
    public bool ErasesWithBackground { get; private init; }

    /// <summary>Can be asked about a mode (DECRQM) without printing the question.</summary>
    public bool AnswersModes { get; private init; }

    /// <summary>Has the keyboard protocol whose modes are put on a stack and taken off again.</summary>
    public bool StacksKeyModes { get; private init; }

    public static TerminalProfile Of(Func<string, string?> environment) => Of(environment, term => Terminfo.Find(term, environment));

    public static TerminalProfile Of(Func<string, string?> environment, Func<string, Terminfo?> find)
    {
        string term = environment("TERM") ?? "";
        bool known = IsKnown(term);
        var entry = known || term is "" or "dumb" ? null : find(term);
        bool inTmux = IsSet(environment, "TMUX"), inScreen = IsSet(environment, "STY") && !inTmux;
        bool isLinux = Family(term, "linux"), isOld = isLinux || term.StartsWith("vt", StringComparison.Ordinal) && !Family(term, "vte") || Family(term, "ansi");
        bool isScreen = Family(term, "screen");
        return new TerminalProfile
        {
            Term = term,
            Unable = UnableBecause(term, known, entry),
            Colors = IsSet(environment, "NO_COLOR") ? ColorDepth.None : ColorsOf(term, known, entry, environment("COLORTERM"), inScreen),
            IsUtf8 = SaysUtf8(environment),
            HasAsciiStates = isLinux,
            InTmux = inTmux,
            InScreen = inScreen,
            HasAlternateScreen = !isOld,
            ErasesWithBackground = known ? !isScreen || inTmux || term.EndsWith("-bce", StringComparison.Ordinal) : entry is { ErasesWithBackground: true },
            AnswersModes = known && !isOld && !isScreen && !inScreen,
            StacksKeyModes = !inTmux && !inScreen && Array.Exists(TrueColorTerms, name => Family(term, name)) && !Family(term, "contour") && !Family(term, "ms-terminal"),
        };
    }

    private static string? UnableBecause(string term, bool known, Terminfo? entry) => term switch
    {
        "" => "TERM is not set",
        "dumb" => "TERM is dumb",
        _ when known || entry is { IsAnsi: true } => null,
        _ when entry is null => "TERM " + SafeText.Of(term) + " is unknown",
        _ => "TERM " + SafeText.Of(term) + " does not move its cursor as ANSI terminals do",
    };

    private static ColorDepth ColorsOf(string term, bool known, Terminfo? entry, string? colorTerm, bool inScreen)
    {
        if (Family(term, "linux"))
            return ColorDepth.Ansi16;
        if (known && term.StartsWith("vt", StringComparison.Ordinal) && !Family(term, "vte"))
            return ColorDepth.None;
        if (!inScreen && (colorTerm is "truecolor" or "24bit" || term.EndsWith("-direct", StringComparison.Ordinal) || Array.Exists(TrueColorTerms, name => Family(term, name))))
            return ColorDepth.TrueColor;
        if (Names(term, "256color"))
            return ColorDepth.Indexed256;
        return (known ? 8 : entry?.Colors ?? 0) switch
        {
            >= 1 << 24 => ColorDepth.TrueColor,
            >= 256 => ColorDepth.Indexed256,
            >= 8 => ColorDepth.Ansi16,
            _ => ColorDepth.None,
        };
    }

    /// <summary>The first of the three that is set decides (locale(7)).</summary>
    internal static bool SaysUtf8(Func<string, string?> environment)
    {
        foreach (string name in (string[])["LC_ALL", "LC_CTYPE", "LANG"])
            if (environment(name) is { Length: > 0 } locale)
                return Names(locale, "utf-8") || Names(locale, "utf8");
        return false;
    }

    /// <summary>In letters of any size. By hand: the framework's search loads vector types, which takes longer than all else here.</summary>
    private static bool Names(string setting, string part)
    {
        for (int start = 0; start <= setting.Length - part.Length; start++)
        {
            int same = 0;
            while (same < part.Length && Small(setting[start + same]) == part[same])
                same++;
            if (same == part.Length)
                return true;
        }
        return false;
    }

    private static char Small(char letter) => char.IsAsciiLetterUpper(letter) ? (char)(letter | 0x20) : letter;

    private static bool IsKnown(string term) => Array.Exists(Known, name => Family(term, name));

    /// <summary>The name itself, or a variant: <c>xterm-256color</c>, <c>screen.linux</c>.</summary>
    private static bool Family(string term, string name)
        => term.StartsWith(name, StringComparison.Ordinal) && (term.Length == name.Length || term[name.Length] is '-' or '.' or '+');

    private static bool IsSet(Func<string, string?> environment, string name) => environment(name) is { Length: > 0 };
}
