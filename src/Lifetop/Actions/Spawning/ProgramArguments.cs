using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Lifetop.Platform;

namespace Lifetop.Actions.Spawning;

/// <summary>The arguments of a process as it has them, whole, unlike those that are kept for lists.</summary>
public static class ProgramArguments
{
    private const int Most = 4 << 20;

    /// <summary>Empty where they cannot be read, for the dead, and where they are no UTF-8: as text they would be those of another command.</summary>
    public static ImmutableArray<string> Of(int pid)
    {
        if (RegularFile.Read($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/cmdline", Most) is not { IsRead: true } reading || !PlainText.IsPlain(reading.Bytes) && !Utf8.IsValid(reading.Bytes))
            return [];
        string text = Encoding.UTF8.GetString(reading.Bytes);
        return text.Length == 0 ? [] : [.. (text[^1] == '\0' ? text[..^1] : text).Split('\0')];
    }
}
