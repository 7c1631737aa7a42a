using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop doctor</c>: checks everything lifetop needs, and says how to mend what is not well.</summary>
public static class DoctorCommand
{
    public static int Run(CommandContext context, LocalLifetop lifetop)
    {
        var doctor = new Doctor(lifetop);
        var findings = doctor.Examine();
        bool sick = findings.Exists(finding => finding.Health == Health.Bad);
        var costs = context.Command.Has("--measure") ? LookCosts.Measure(lifetop) : [];
        if (context.Json)
        {
            PrintJson(context, findings, doctor.Systems, costs, doctor.CompiledMethods);
            return sick ? ExitCode.Failed : ExitCode.Done;
        }
        int width = 0;
        foreach (var finding in findings)
            width = System.Math.Max(width, finding.What.Length);
        foreach (var finding in findings)
        {
            string mark = finding.Health switch { Health.Good => "ok", Health.Doubtful => "!", _ => "x" };
            context.Out.WriteLine($"{mark,-2}  {TextWidth.PadRight(finding.What, width)}  {SafeText.Of(finding.Says)}");
            if (finding.Mend.Length > 0)
                context.Out.WriteLine($"    {SignText.Blanks(width)}  mend: {SafeText.Of(finding.Mend)}");
        }
        foreach (var cost in costs)
            context.Out.WriteLine(cost.Words);
        if (costs.Count > 0)
            context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"methods compiled at run time",-28} {doctor.CompiledMethods,10}"));
        return sick ? ExitCode.Failed : ExitCode.Done;
    }

    private static void PrintJson(CommandContext context, List<Finding> findings, List<SystemFinding> systems, List<LookCost> costs, long compiled)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonText.Encoder }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", JsonOutput.Schema);
            json.WriteStartArray("checks");
            foreach (var finding in findings)
            {
                json.WriteStartObject();
                json.WriteString("what", finding.What);
                json.WriteString("health", finding.Health switch { Health.Good => "ok", Health.Doubtful => "doubtful", _ => "bad" });
                json.WriteString("says", finding.Says);
                json.WriteString("mend", finding.Mend);
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
