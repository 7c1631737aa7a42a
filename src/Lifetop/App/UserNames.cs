using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Lifetop.Platform;

namespace Lifetop.App;

/// <summary>Login names by number, from /etc/passwd; who is not in it (a network directory) keeps the number.</summary>
internal sealed class UserNames
{
    private const int LargestFile = 1 << 20;

    private Dictionary<uint, string>? _names;

    public string? Of(uint user) => (_names ??= Read()).GetValueOrDefault(user);

    private static Dictionary<uint, string> Read()
    {
        var names = new Dictionary<uint, string>();
        var reading = RegularFile.Read("/etc/passwd", LargestFile, followLinks: true);
        if (!reading.IsRead)
            return names;
        foreach (string line in Encoding.UTF8.GetString(reading.Bytes).Split('\n'))
        {
            string[] fields = line.Split(':');
            if (fields.Length >= 3 && uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out uint user))
                names.TryAdd(user, fields[0]);
        }
        return names;
    }
}
