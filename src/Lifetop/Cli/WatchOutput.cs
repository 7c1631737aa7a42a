using System.Globalization;
using Lifetop.App.Watching;
using Lifetop.Platform;
using Lifetop.Terminal;

namespace Lifetop.Cli;

/// <summary>Writes what watch tells, a line each: time, whom it is about, words; or a JSON object. On standard output, or into a bounded log.</summary>
internal sealed class WatchOutput(TextOutput output, string? log, bool json)
{
    private readonly BoundedLog? _log = log is null ? null : new BoundedLog(log);

    // It is told things from several threads.
    private readonly object _gate = new();

    public void Tell(WatchEvent told)
    {
        string line = json ? Json(told) : Plain(told);
        lock (_gate)
        {
            if (_log is not null)
            {
                _log.Write(line);
                return;
            }
            output.WriteLine(line);
            output.Flush();
        }
    }

    private static string Plain(WatchEvent told)
    {
        string whom = told.Key.Length > 0 ? $"{told.Key}: " : told.Kind is "watch" or "registry" or "hook" ? $"{told.Kind}: " : "";
        return told.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ ", CultureInfo.InvariantCulture) + SafeText.Of(whom + told.Text);
    }

    private static string Json(WatchEvent told)
    {
        var to = new JsonWriter(256);
        to.WriteStartObject();
        to.WriteNumber("schema"u8, JsonOutput.Schema);
        to.WriteString("time"u8, told.At);
        to.WriteString("kind"u8, told.Kind);
        to.WriteString("key"u8, told.Key);
        to.WriteString("text"u8, told.Text);
        to.WriteEndObject();
        return to.ToString();
    }
}
