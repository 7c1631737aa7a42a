using System;
using System.Text;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems;

/// <summary>
/// The end of a daemon's log, looked through for what usually keeps it from its work. Named in our words: its own lines may hold what is
/// not for the screen.
/// </summary>
internal sealed class DaemonLog(string path)
{
    private const int End = 8 * 1024, Lines = 20;
    private FileStamp _stamp;
    private bool _isRead, _isSettled;

    /// <summary>Empty for nothing.</summary>
    public string Says { get; private set; } = "";

    /// <summary>True when it says something else than before.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        var seen = FileStamp.Of(path, followLinks: true);
        if (_isRead && _isSettled && seen == _stamp)
            return false;
        _isRead = true;
        _stamp = seen;
        _isSettled = !seen.Exists || seen.IsSettled(now);
        string says = Read();
        bool changed = says != Says;
        Says = says;
        return changed;
    }

    private string Read()
    {
        using var file = RegularFile.Open(path, followLinks: true, out _);
        if (file is null)
            return "";
        byte[] end = new byte[End];
        long size = file.Stamp().Size;
        int length = file.ReadAt(end, Math.Max(0, size - End), out _);
        return length > 0 ? Find(Encoding.UTF8.GetString(end, 0, length)) : "";
    }

    /// <summary>The last line that is about any of it decides.</summary>
    internal static string Find(string text)
    {
        var rest = text.AsSpan().TrimEnd('\n');
        for (int i = 0; i < Lines && !rest.IsEmpty; i++)
        {
            int start = rest.LastIndexOf('\n') + 1;
            if (Meaning(rest[start..]) is { } meaning)
                return meaning;
            rest = rest[..Math.Max(0, start - 1)];
        }
        return "";
    }

    private static string? Meaning(ReadOnlySpan<char> line)
    {
        if (Has(line, "timed out") || Has(line, "timeout"))
            return "the service did not answer in time";
        if (Has(line, "401") || Has(line, "403") || Has(line, "unauthorized") || Has(line, "forbidden") || Has(line, "invalid token") || Has(line, "token rejected"))
            return "the service rejected its credentials";
        bool isAboutCredentials = Has(line, "token") || Has(line, "credential");
        return isAboutCredentials && (Has(line, "missing") || Has(line, "required") || Has(line, "not set") || Has(line, "no ")) ? "it was started without its credentials" : null;
    }

    private static bool Has(ReadOnlySpan<char> line, string words) => line.IndexOf(words, StringComparison.OrdinalIgnoreCase) >= 0;
}
