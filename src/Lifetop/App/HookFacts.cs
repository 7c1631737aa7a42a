using System;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Registry;
using Lifetop.Settings;

namespace Lifetop.App;

/// <summary>What a hook's command is told on its standard input: one JSON object of what is known of the worker; what is not is left out.</summary>
internal static class HookFacts
{
    /// <summary>All that a command is told.</summary>
    public static DueHook Due(HookRule hook, JudgedWorker judged, Lifecycle? was)
        => new(hook.Name, judged.Worker.Identity, judged.Worker.Key.Text, judged.Worker.Name, judged.Verdict.State.Word(), was?.Word() ?? "", Of(judged, was));

    private static string Of(JudgedWorker judged, Lifecycle? was)
    {
        var (worker, verdict) = (judged.Worker, judged.Verdict);
        var (declaration, past) = (worker.Declaration, worker.Past);
        var to = new JsonWriter(512);
        to.WriteStartObject();
        to.WriteNumber("schema"u8, 1);
        to.WriteString("key"u8, worker.Key.Text);
        to.WriteString("name"u8, worker.Name);
        to.WriteString("source"u8, worker.Source);
        to.WriteString("state"u8, verdict.State.Word());
        Text(to, "was"u8, was?.Word());
        to.WriteString("since"u8, verdict.Since);
        to.WriteString("note"u8, verdict.Note);
        Text(to, "ended"u8, verdict.Ended);
        Number(to, "exit_code"u8, verdict.Ending?.ExitCode);
        Number(to, "signal"u8, verdict.Ending?.Signal);
        Number(to, "pid"u8, worker.Root?.Pid);
        Text(to, "type"u8, declaration?.Type ?? past?.Type);
        Text(to, "task"u8, declaration?.Task ?? past?.Task);
        Text(to, "result_url"u8, declaration?.ResultUrl ?? past?.ResultUrl);
        Text(to, "summary"u8, declaration?.Summary ?? past?.Summary ?? judged.Verdict.LastWords);
        Text(to, "log"u8, declaration?.Log ?? past?.Log);
        Text(to, "worktree"u8, declaration?.Worktree ?? past?.Worktree);
        Number(to, "restarts"u8, declaration?.Restarts);
        to.WriteEndObject();
        return to.ToString();
    }

    private static void Text(JsonWriter to, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            to.WriteString(name, value);
    }

    private static void Number(JsonWriter to, ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
            to.WriteNumber(name, number);
    }
}
