using System;
using System.Buffers;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Humanizer;
using Lifetop.Model;
using Lifetop.Registry;
using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop history</c>: what happened to workers, what lifetop did, and what the list looked like at a moment.</summary>
public static class HistoryCommand
{
    private const int UsualLimit = 50;

    public static int Run(CommandContext context, LocalLifetop lifetop)
    {
        if (lifetop.OpenRegistry(out string missing) is not { } registry)
            return context.Fail(ExitCode.Failed, missing);
        using (registry)
            return Run(context, lifetop, registry);
    }

    private static int Run(CommandContext context, LocalLifetop lifetop, RegistryFile registry)
    {
        var command = context.Command;
        var now = lifetop.Time.GetUtcNow();
        var since = command.Duration("--since") is { } age ? now - age : (DateTimeOffset?)null;
        int limit = command.Number("--limit") ?? UsualLimit;
        if (command.Has("--actions"))
            return Actions(context, registry, new HistoryQuery { Since = since, Limit = limit }, now);
        var history = new History(registry);
        ImmutableArray<RecordedTransition> found;
        RegistryStatus status;
        if (command.Value("--at") is { } text)
        {
            if (Moment(text, now, lifetop.Time) is not { } moment)
                return context.Fail(ExitCode.Usage, $"--at {text}: write 14:05, 2026-11-21T14:05 or an age as 2h");
            status = history.At(moment, out found);
            now = moment;
        }
        else if (command.Words.Count == 0)
        {
            status = history.Transitions(new HistoryQuery { Since = since, Limit = limit }, out found);
        }
        else
        {
            var all = new List<RecordedTransition>();
            status = RegistryStatus.Usable;
            foreach (string name in command.Words)
            {
                status = Of(history, name, since, limit, out var some);
                if (!status.IsUsable)
                    break;
                if (some.IsEmpty)
                    return context.Fail(ExitCode.NothingMatched, $"no worker {name} in the history");
                if (Ambiguous(name, some) is { } keys)
                    return context.Fail(ExitCode.Usage, keys);
                all.AddRange(some);
            }
            all.Sort(static (a, b) => a.Id.CompareTo(b.Id));
            found = [.. all];
        }
        if (!status.IsUsable && status.State != RegistryState.Missing)
            return context.Fail(ExitCode.Failed, status.Message);
        if (context.Json)
            PrintJson(context, found);
        else
            Print(context, found, now, lifetop.Time);
        return ExitCode.Done;
    }

    /// <summary>One name of several workers is said to be so; several attempts under one key are one worker's life.</summary>
    private static string? Ambiguous(string name, ImmutableArray<RecordedTransition> found)
    {
        var keys = new List<string>();
        foreach (var row in found)
            if (row.Key == name || row.Identity == name)
                return null;
            else if (!keys.Contains(row.Key))
                keys.Add(row.Key);
        return keys.Count < 2 ? null : $"{name} may be any of {keys.Count.ToString(CultureInfo.InvariantCulture)}:\n  {string.Join("\n  ", keys)}";
    }

    private static RegistryStatus Of(History history, string name, DateTimeOffset? since, int limit, out ImmutableArray<RecordedTransition> found)
    {
        found = [];
        var status = history.Find(name, out var identities);
        if (!status.IsUsable)
            return status;
        var all = new List<RecordedTransition>();
        foreach (string identity in identities)
        {
            status = history.Transitions(new HistoryQuery { Identity = identity, Since = since, Limit = limit }, out var some);
            if (!status.IsUsable)
                return status;
            all.AddRange(some);
        }
        found = [.. all];
        return status;
    }

    /// <summary>A time of day is the latest such time that is not ahead of now.</summary>
    private static DateTimeOffset? Moment(string text, DateTimeOffset now, TimeProvider time)
    {
        if (AgeText.TryParseDuration(text, out var age))
            return now - age;
        var offset = time.LocalTimeZone.GetUtcOffset(now);
        if (TimeOnly.TryParseExact(text, ["H:mm", "HH:mm", "H:mm:ss", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
        {
            var moment = new DateTimeOffset(now.ToOffset(offset).Date + clock.ToTimeSpan(), offset);
            return moment > now ? moment.AddDays(-1) : moment;
        }
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var parsed) ? parsed : null;
    }

    /// <summary>Under a heading for each stretch of time, in a person's words: "3 hours ago".</summary>
    private static void Print(CommandContext context, ImmutableArray<RecordedTransition> found, DateTimeOffset now, TimeProvider time)
    {
        if (found.IsEmpty && context.Style.Width > 0)
            context.Complain("nothing in the history yet");
        int width = 0;
        foreach (var row in found)
            width = Math.Max(width, TextWidth.Of(SafeText.Of(row.Key)));
        width = Math.Min(width, 40);
        string heading = "";
        foreach (var row in found)
        {
            string words = row.At.Humanize(now, CultureInfo.InvariantCulture);
            if (words != heading)
                context.Out.WriteLine(heading = words);
            string from = row.From is { } before ? before.Word() : "new";
            context.Out.WriteLine($"  {Clock(row.At, time)}  {TextWidth.PadRight(SafeText.Of(row.Key), width)}  {from} > {row.To.Word()}  {SafeText.Of(row.Note)}");
            foreach (var evidence in row.Evidence)
                context.Out.WriteLine($"{SignText.Blanks(23)}{SafeText.Of(evidence.Render(row.At))} · {SafeText.Of(evidence.Source)}");
        }
    }

    private static string Clock(DateTimeOffset at, TimeProvider time)
        => at.ToOffset(time.LocalTimeZone.GetUtcOffset(at)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static int Actions(CommandContext context, RegistryFile registry, HistoryQuery query, DateTimeOffset now)
    {
        var status = new ActionHistory(registry).Plans(query, out var plans);
        if (!status.IsUsable && status.State != RegistryState.Missing)
            return context.Fail(ExitCode.Failed, status.Message);
        if (context.Json)
        {
            PrintPlans(context, plans);
            return ExitCode.Done;
        }
        if (plans.IsEmpty && context.Style.Width > 0)
            context.Complain("lifetop has done nothing yet");
        foreach (var plan in plans)
            context.Out.WriteLine($"{AgeText.Age(now - plan.BegunAt),5} ago  plan {plan.Id.ToString(CultureInfo.InvariantCulture)}  {plan.Action} {SafeText.Of(string.Join(' ', plan.Workers))}: {plan.Outcome ?? "open"}  {SafeText.Of(plan.User)} by {plan.Via}");
        return ExitCode.Done;
    }

    private static void PrintJson(CommandContext context, ImmutableArray<RecordedTransition> found)
    {
        Print(context, json =>
        {
            json.WriteStartArray("transitions");
            foreach (var row in found)
            {
                json.WriteStartObject();
                json.WriteNumber("id", row.Id);
                JsonOutput.Write(json, "time", row.At);
                json.WriteString("key", row.Key);
                json.WriteString("name", row.Name);
                json.WriteString("source", row.Source);
                json.WriteString("kind", row.Kind.Word());
                json.WriteString("from", row.From?.Word());
                json.WriteString("to", row.To.Word());
                JsonOutput.Write(json, "since", row.Since);
                json.WriteString("note", row.Note);
                json.WriteStartArray("evidence");
                foreach (var evidence in row.Evidence)
                {
                    json.WriteStartObject();
                    json.WriteString("text", evidence.Render(row.At));
                    json.WriteString("source", evidence.Source);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                Number(json, "pid", row.Root?.Pid);
                Number(json, "exit_code", row.ExitCode);
                Number(json, "signal", row.Signal);
                json.WriteString("by", row.By);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }

    private static void PrintPlans(CommandContext context, ImmutableArray<RecordedPlan> plans)
    {
        Print(context, json =>
        {
            json.WriteStartArray("plans");
            foreach (var plan in plans)
            {
                json.WriteStartObject();
                json.WriteNumber("id", plan.Id);
                json.WriteString("action", plan.Action);
                JsonOutput.Write(json, "time", plan.BegunAt);
                json.WriteString("user", plan.User);
                json.WriteString("via", plan.Via);
                json.WriteString("outcome", plan.Outcome);
                json.WriteString("reason", plan.Reason);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }

    private static void Print(CommandContext context, Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonText.Encoder }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", JsonOutput.Schema);
            content(json);
            json.WriteEndObject();
        }
        context.Out.WriteBytes(buffer.WrittenSpan);
        context.Out.WriteLine("");
    }

    private static void Number(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
