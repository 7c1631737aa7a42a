using System;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems.Multiclaude;

/// <summary>Asks multiclaude's daemon for one thing about one agent, once it has shown by a ping that it is one.</summary>
internal static class DaemonClient
{
    /// <summary>Its handlers run tmux and may take seconds.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10), PingLimit = TimeSpan.FromSeconds(2);

    /// <param name="done">What to say of its success.</param>
    public static StepResult Ask(string socket, string command, Action<JsonWriter> arguments, string done)
    {
        if (Ask(socket, "ping", null, PingLimit, out string trouble) is not { Succeeded: true })
            return new StepResult(StepOutcome.Failed, $"its daemon does not answer: {trouble}");
        if (Ask(socket, command, arguments, Limit, out trouble) is not { } reply)
            return new StepResult(StepOutcome.Failed, trouble);
        if (reply.Succeeded)
            return new StepResult(StepOutcome.Done, done);
        return reply.Error.Contains("not found", StringComparison.Ordinal)
            ? new StepResult(StepOutcome.Already, "multiclaude has no such agent any more")
            : new StepResult(StepOutcome.Failed, $"multiclaude refuses: {reply.Error}");
    }

    private static DaemonReply? Ask(string socket, string command, Action<JsonWriter>? arguments, TimeSpan limit, out string trouble)
    {
        var json = new JsonWriter();
        json.WriteStartObject();
        json.WriteString("command"u8, command);
        if (arguments is not null)
        {
            json.WritePropertyName("args"u8);
            json.WriteStartObject();
            arguments(json);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        byte[]? reply = LocalRequest.Ask(socket, [.. json.Written, (byte)'\n'], limit, out trouble);
        if (reply is null)
            return null;
        if (DaemonReply.Read(reply) is not { } read)
        {
            trouble = "what answers speaks another language";
            return null;
        }
        trouble = read.Error;
        return read;
    }
}
