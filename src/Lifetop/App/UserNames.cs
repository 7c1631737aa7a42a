using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Lifetop.Platform;

namespace Lifetop.App;

/// <summary>Login names by number, from /etc/passwd; who is not in it (a network directory) keeps the number.</summary>
internal sealed class UserNames
{
    private const int LargestFile = 1 << 20;

    // Keyed by the number's bits: a table of int is there already compiled.
    private Dictionary<int, string>? _names;

    /// <summary>Null until the file was read.</summary>
    public string? Of(uint user) => _names is { } names && names.TryGetValue((int)user, out string? name) ? name : null;

    /// <summary>Reads the file, the first time; not for the screen's thread.</summary>
    public void Load() => _names ??= Read();

    private static Dictionary<int, string> Read()
    {
        var names = new Dictionary<int, string>();
        var reading = RegularFile.Read("/etc/passwd", LargestFile, followLinks: true);
        if (!reading.IsRead)
            return names;
        foreach (string line in Encoding.UTF8.GetString(reading.Bytes).Split('\n'))
        {
            string[] fields = line.Split(':');
            if (fields.Length >= 3 && uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out uint user))
                names.TryAdd((int)user, fields[0]);
        }
        return names;
    }
}
