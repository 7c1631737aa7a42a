using System.Buffers;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime;
using System.Text.Json;
using Lifetop.App.Checks;
using Lifetop.Model;
using Lifetop.Screens.Checks;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop doctor</c>: checks everything lifetop needs, and says how to mend what is not well.</summary>
public static class DoctorCommand
{
    public static int Run(CommandContext context, LocalLifetop lifetop)
    {
        lifetop.Look(new LookRequest([], false));
        long compiled = JitInfo.GetCompiledMethodCount();
        var checks = new Doctor(lifetop, lifetop.Problems, lifetop.ConfigPath).Examine();
        bool sick = false;
        foreach (var check in checks)
            sick |= check.Health == Health.Bad;
        var costs = context.Command.Has("--measure") ? LookCosts.Measure(lifetop) : [];
        if (context.Json)
        {
            PrintJson(context, checks, SystemFinding.All(lifetop.Engine!.Observer), costs, compiled); // the look made it
            return sick ? ExitCode.Failed : ExitCode.Done;
        }
        foreach (var line in CheckText.Lines(checks, 0))
            context.Out.WriteLine(line.Plain);
        foreach (var cost in costs)
            context.Out.WriteLine(cost.Words);
        if (costs.Count > 0)
            context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"methods compiled at run time",-28} {compiled,10}"));
        return sick ? ExitCode.Failed : ExitCode.Done;
    }

    private static void PrintJson(CommandContext context, ImmutableArray<Check> checks, List<SystemFinding> systems, List<LookCost> costs, long compiled)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonText.Encoder }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", JsonOutput.Schema);
            json.WriteStartArray("checks");
            foreach (var check in checks)
            {
                json.WriteStartObject();
                json.WriteString("what", check.What);
                json.WriteString("health", check.Health switch { Health.Good => "ok", Health.Doubtful => "doubtful", _ => "bad" });
                json.WriteString("says", check.Says);
                json.WriteString("mend", check.Mend);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            WriteSystems(json, systems);
            json.WriteStartArray("costs");
            foreach (var cost in costs)
            {
                json.WriteStartObject();
                json.WriteString("part", cost.Part);
                json.WriteNumber("cpu_us", System.Math.Round(cost.CpuMicroseconds, 1));
                json.WriteNumber("allocated_bytes", cost.AllocatedBytes);
                json.WriteNumber("calls", System.Math.Round(cost.Calls, 1));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteNumber("compiled_methods", compiled);
            json.WriteEndObject();
        }
        context.Out.WriteBytes(buffer.WrittenSpan);
        context.Out.WriteLine("");
    }

    private static void WriteSystems(Utf8JsonWriter json, List<SystemFinding> systems)
    {
        json.WriteStartArray("systems");
        foreach (var system in systems)
        {
            json.WriteStartObject();
            json.WriteString("name", system.Name);
            json.WriteBoolean("enabled", system.IsEnabled);
            json.WriteStartArray("found");
            foreach (var place in system.Places)
            {
                json.WriteStartObject();
                json.WriteString("path", place.Path);
                json.WriteString("by", place.By);
                json.WriteNumber("workers", place.Workers);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("looked_in");
            foreach (string folder in system.LookedIn)
                json.WriteStringValue(folder);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
