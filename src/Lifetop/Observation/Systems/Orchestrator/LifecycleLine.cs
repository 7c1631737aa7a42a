using System;
using System.Buffers.Text;
using System.Text;
using Lifetop.Model;

namespace Lifetop.Observation.Systems.Orchestrator;

/// <summary>One line of the lifecycle log, taken apart; pure. What a crash says of itself is not kept: anything may stand in it.</summary>
internal readonly ref struct LifecycleLine
{
    private readonly ReadOnlySpan<byte> _line;

    private LifecycleLine(ReadOnlySpan<byte> line) => _line = line;

    public bool IsStart => _line.StartsWith("MCP server starting"u8);

    public bool IsAlive => _line.StartsWith("alive "u8);

    public bool IsShutdown => _line.StartsWith("shutdown "u8);

    public bool IsCrash => _line.StartsWith("uncaughtException "u8) || _line.StartsWith("unhandledRejection "u8);

    /// <summary>0 when it names none.</summary>
    public int Pid => Utf8Parser.TryParse(Value(" pid="u8), out int pid, out int used) && pid > 1 && used == Value(" pid="u8).Length ? pid : 0;

    public DateTimeOffset? At => Value(" at="u8) is { IsEmpty: false } at ? TimeText.Parse(Encoding.UTF8.GetString(at)) : null;

    /// <summary>Null for none, which it says in words.</summary>
    public string? Session => Text(Value(" session_id="u8)) is { } id && SessionId.IsOne(id) ? id : null;

    /// <summary>A path may hold blanks, so it goes on to the next word it is known to be followed by.</summary>
    public string? Project
    {
        get
        {
            int at = _line.IndexOf(" project_dir="u8);
            if (at < 0)
                return null;
            var rest = _line[(at + " project_dir="u8.Length)..];
            int end = rest.LastIndexOf(" role="u8);
            return Text(end < 0 ? rest : rest[..end]);
        }
    }

    public static LifecycleLine Of(ReadOnlySpan<byte> line)
        => new(line.StartsWith("[orchestrator] "u8) ? line["[orchestrator] "u8.Length..].TrimEnd((byte)'\r') : default);

    private ReadOnlySpan<byte> Value(ReadOnlySpan<byte> name)
    {
        int at = _line.IndexOf(name);
        if (at < 0)
            return default;
        var rest = _line[(at + name.Length)..];
        int end = rest.IndexOf((byte)' ');
        return end < 0 ? rest : rest[..end];
    }

    private static string? Text(ReadOnlySpan<byte> value) => value.IsEmpty ? null : Encoding.UTF8.GetString(value);
}
