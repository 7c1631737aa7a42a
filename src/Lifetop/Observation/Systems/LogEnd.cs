using System;
using System.Text;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems;

/// <summary>
/// The end of a log, looked through for what usually keeps its writer from its work. Named in our words: its own lines may hold what is
/// not for the screen.
/// </summary>
internal sealed class LogEnd(string path, LogEnd.MeaningOf meaningOf)
{
    /// <summary>What a line complains of; null for nothing.</summary>
    public delegate string? MeaningOf(ReadOnlySpan<char> line);

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
        return length > 0 ? Find(Encoding.UTF8.GetString(end, 0, length), meaningOf) : "";
    }

    /// <summary>The last line that is about any of it decides.</summary>
    internal static string Find(string text, MeaningOf meaningOf)
    {
        var rest = text.AsSpan().TrimEnd('\n');
        for (int i = 0; i < Lines && !rest.IsEmpty; i++)
        {
            int start = rest.LastIndexOf('\n') + 1;
            if (meaningOf(rest[start..]) is { } meaning)
                return meaning;
            rest = rest[..Math.Max(0, start - 1)];
        }
        return "";
    }

    public static bool Has(ReadOnlySpan<char> line, string words) => line.IndexOf(words, StringComparison.OrdinalIgnoreCase) >= 0;
}
