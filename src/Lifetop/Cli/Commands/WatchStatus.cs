using System;
using System.Globalization;
using System.Text.Json;
using Lifetop.App.Watching;
using Lifetop.Model;
using Lifetop.Screens.Detail;
using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop watch --status</c>: who leads, what fails, and what it does about each worker that should live.</summary>
internal static class WatchStatus
{
    public static int Run(CommandContext context, LocalLifetop lifetop, string state)
    {
        var health = WatchHealth.Living(state);
        if (context.Json)
            return Json(context, lifetop, health);
        if (health is null)
        {
            context.Out.WriteLine("no watch runs");
            return ExitCode.NothingMatched;
        }
        var now = lifetop.Time.GetUtcNow();
        context.Out.WriteLine($"watch leads: pid {health.Process.Pid.ToString(CultureInfo.InvariantCulture)}, since {AgeText.Age(now - health.Since)}, looked {AgeText.Age(now - health.LastLook)} ago{(health.Hangs(now) ? ": it hangs" : "")}");
        if (health.Trouble.Length > 0)
            context.Out.WriteLine(SafeText.Of("registry: " + health.Trouble));
        if (health.Config.Length > 0)
            context.Out.WriteLine(SafeText.Of($"config has changed and is not taken: {health.Config}"));
        foreach (var gap in health.Failing)
            context.Out.WriteLine(SafeText.Of($"{gap.Source} fails for {AgeText.Age(now - gap.Since)}: {gap.What}"));
        foreach (var failure in health.Recovered)
            context.Out.WriteLine(SafeText.Of($"{failure.Source} failed until {AgeText.Age(now - failure.Until)} ago: {failure.What}"));
        foreach (var worker in health.Workers)
            context.Out.WriteLine(SafeText.Of($"{worker.Key}: {RestartWords.Of(worker, now)}"));
        return ExitCode.Done;
    }

    private static int Json(CommandContext context, LocalLifetop lifetop, WatchHealth? health)
    {
        var roster = health is null ? Roster.Empty : lifetop.Look(new LookRequest([], false));
        var buffer = new ByteBuffer(4096);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonText.Encoder }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", JsonOutput.Schema);
            json.WritePropertyName("watch");
            WatchJson.Write(json, health);
            json.WriteString("config", health is { Config.Length: > 0 } ? health.Config : null);
            json.WriteStartArray("sources");
            foreach (var gap in health?.Failing ?? [])
                Source(json, gap.Source, gap.What, gap.Since, null);
            foreach (var failure in health?.Recovered ?? [])
                Source(json, failure.Source, failure.What, failure.Since, failure.Until);
            json.WriteEndArray();
            json.WriteStartArray("workers");
            foreach (var judged in roster.Workers)
                Worker(json, judged, health!); // without one nothing was looked at
            json.WriteEndArray();
            json.WriteEndObject();
        }
        context.Out.WriteBytes(buffer.Written);
        context.Out.WriteBytes("\n"u8);
        return health is null ? ExitCode.NothingMatched : ExitCode.Done;
    }

    private static void Source(Utf8JsonWriter json, string source, string what, DateTimeOffset since, DateTimeOffset? until)
    {
        json.WriteStartObject();
        json.WriteString("source", source);
        json.WriteString("what", what);
        JsonOutput.Write(json, "since", since);
        JsonOutput.Write(json, "until", until);
        json.WriteEndObject();
    }

    private static void Worker(Utf8JsonWriter json, JudgedWorker judged, WatchHealth health)
    {
        var watched = health.About(judged.Worker.Identity);
        json.WriteStartObject();
        json.WriteString("key", judged.Worker.Key.Text);
        JsonOutput.Write(json, "last_look", health.LastLook);
        json.WriteString("state", judged.Verdict.State.Word());
        JsonOutput.Write(json, "since", judged.Verdict.Since);
        if (watched is null)
            json.WriteNull("restarts");
        else
            json.WriteNumber("restarts", watched.Restarts);
        WatchJson.WriteBreaker(json, watched);
        json.WriteString("why", watched is { Why.Length: > 0 } ? watched.Why : null);
        json.WriteEndObject();
    }
}
