using System.Globalization;

namespace Lifetop.Terminal;

/// <summary>What lifetop has to know about a code point, without ICU: how wide, whether it joins, whether it hides.</summary>
internal static class CodePoints
{
    public const int Joiner = 0x200D, TextStyle = 0xFE0E, EmojiStyle = 0xFE0F, Keycap = 0x20E3;

    /// <summary>Wide and fullwidth (UAX #11, Unicode 14), first and last of each run; gaps of unassigned ones are closed.</summary>
    private static readonly int[] Wide =
    [
        0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EC, 0x23F0, 0x23F0, 0x23F3, 0x23F3, 0x25FD, 0x25FE,
        0x2614, 0x2615, 0x2648, 0x2653, 0x267F, 0x267F, 0x2693, 0x2693, 0x26A1, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE,
        0x26C4, 0x26C5, 0x26CE, 0x26CE, 0x26D4, 0x26D4, 0x26EA, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26F5, 0x26FA, 0x26FA,
        0x26FD, 0x26FD, 0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728, 0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755,
        0x2757, 0x2757, 0x2795, 0x2797, 0x27B0, 0x27B0, 0x27BF, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55,
        0x2E80, 0x2FD5, 0x2FF0, 0x303E, 0x3041, 0x3247, 0x3250, 0x4DBF, 0x4E00, 0xA4C6, 0xA960, 0xA97C, 0xAC00, 0xD7A3,
        0xF900, 0xFAD9, 0xFE10, 0xFE19, 0xFE30, 0xFE6B, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x18D08, 0x1AFF0, 0x1B122,
        0x1B150, 0x1B2FB, 0x1F004, 0x1F004, 0x1F0CF, 0x1F0CF, 0x1F18E, 0x1F18E, 0x1F191, 0x1F19A, 0x1F200, 0x1F265,
        0x1F300, 0x1F320, 0x1F32D, 0x1F335, 0x1F337, 0x1F37C, 0x1F37E, 0x1F393, 0x1F3A0, 0x1F3CA, 0x1F3CF, 0x1F3D3,
        0x1F3E0, 0x1F3F0, 0x1F3F4, 0x1F3F4, 0x1F3F8, 0x1F43E, 0x1F440, 0x1F440, 0x1F442, 0x1F4FC, 0x1F4FF, 0x1F53D,
        0x1F54B, 0x1F54E, 0x1F550, 0x1F567, 0x1F57A, 0x1F57A, 0x1F595, 0x1F596, 0x1F5A4, 0x1F5A4, 0x1F5FB, 0x1F64F,
        0x1F680, 0x1F6C5, 0x1F6CC, 0x1F6CC, 0x1F6D0, 0x1F6D2, 0x1F6D5, 0x1F6DF, 0x1F6EB, 0x1F6EC, 0x1F6F4, 0x1F6FC,
        0x1F7E0, 0x1F7F0, 0x1F900, 0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000, 0x3FFFD,
    ];

    /// <summary>Could begin an emoji sequence; generous, because it only decides whether a joiner may stay one.</summary>
    public static bool IsPictographic(int point) => point switch
    {
        0xA9 or 0xAE or 0x203C or 0x2049 or 0x2122 or 0x2139 or 0x3030 or 0x303D or 0x3297 or 0x3299 => true,
        >= 0x2194 and <= 0x21AA => true,
        >= 0x231A and <= 0x23FF => true,
        >= 0x25AA and <= 0x27BF => true,
        >= 0x2934 and <= 0x2935 => true,
        >= 0x2B05 and <= 0x2B55 => true,
        >= 0x1F000 and <= 0x1FAFF => !IsRegionalIndicator(point),
        _ => false,
    };

    public static bool IsRegionalIndicator(int point) => point is >= 0x1F1E6 and <= 0x1F1FF;

    public static bool IsSkinTone(int point) => point is >= 0x1F3FB and <= 0x1F3FF;

    public static bool IsVariationSelector(int point) => point is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    /// <summary>Draws onto the one before it and takes no column: marks, and the later parts of a Hangul syllable.</summary>
    public static bool IsCombining(int point)
    {
        if (point < 0x300)
            return false;
        if (point is (>= 0x1160 and <= 0x11FF) or (>= 0xD7B0 and <= 0xD7FB))
            return true;
        return CharUnicodeInfo.GetUnicodeCategory(point) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
    }

    /// <summary>Would act on the terminal or not be seen: controls, separators, direction, zero width, fillers, tags. ASCII controls too.</summary>
    public static bool IsHidden(int point)
    {
        if (point < 0x20 || point is >= 0x7F and <= 0x9F)
            return true;
        if (point < 0xAD)
            return false;
        if (point is 0xAD or 0x34F or 0x61C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2028 or 0x2029 or 0x3164 or 0xFFA0
            or (>= 0x180B and <= 0x180F) or (>= 0x2060 and <= 0x206F) or (>= 0xE0000 and <= 0xE0FFF) || IsVariationSelector(point))
            return true;
        // Arabic and Kaithi number signs are format characters that are drawn.
        return CharUnicodeInfo.GetUnicodeCategory(point) == UnicodeCategory.Format
            && point is not ((>= 0x600 and <= 0x605) or 0x6DD or 0x70F or 0x890 or 0x891 or 0x8E2 or 0x110BD or 0x110CD);
    }

    public static int Width(int point)
    {
        if (point < 0x300)
            return point < 0x20 ? 0 : 1;
        if (point == Joiner || IsVariationSelector(point) || IsCombining(point))
            return 0;
        return IsWide(point) ? 2 : 1;
    }

    private static bool IsWide(int point)
    {
        var wide = Wide;
        int low = 0, high = wide.Length / 2 - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (point < wide[2 * middle])
                high = middle - 1;
            else if (point > wide[2 * middle + 1])
                low = middle + 1;
            else
                return true;
        }
        return false;
    }
}
