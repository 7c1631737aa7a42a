using System.Buffers;
using System.Text.Json;
using Lifetop.Platform;
using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop version</c>: its own, and those of the SQLite library and the tmux it found.</summary>
public static class VersionCommand
{
    public static string Version => typeof(VersionCommand).Assembly.GetName().Version is { } version ? version.ToString(3) : "0";

    public static int Run(ParsedCommand command, TextOutput output)
    {
        string? sqlite = SqliteLibrary.Load() is null ? SqliteLibrary.Version : null;
        string? tmux = TmuxClient.InstalledVersion();
        if (!command.Has("--json"))
        {
            output.WriteLine("lifetop " + Version);
            output.WriteLine(sqlite is null ? "SQLite not found: nothing is recorded" : "SQLite " + sqlite);
            output.WriteLine(tmux is null ? "tmux not found: no panes are seen" : SafeText.Of(tmux));
            return ExitCode.Done;
        }
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonText.Encoder }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", JsonOutput.Schema);
            json.WriteString("version", Version);
            json.WriteString("sqlite", sqlite);
            json.WriteString("tmux", tmux);
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
        output.WriteBytes(buffer.WrittenSpan);
        return ExitCode.Done;
    }
}
