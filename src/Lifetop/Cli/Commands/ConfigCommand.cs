using System.Globalization;
using System.Text.Json;
using Lifetop.Settings;
using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop config path|show|check</c>: where it is, what holds and who said so, what is wrong in it.</summary>
public static class ConfigCommand
{
    public static int Run(CommandContext context)
    {
        string what = context.Command.Words.Count > 0 ? context.Command.Words[0] : "show";
        if (what == "path" && !context.Json)
        {
            if (context.Lifetop.NoConfigPath is { } missing)
                return context.Fail(ExitCode.Failed, missing);
            context.Out.WriteLine(SafeText.Of(context.Lifetop.ConfigPath));
            return ExitCode.Done;
        }
        if (context.Json)
            PrintJson(context);
        else if (what == "show")
            Show(context);
        else
            Check(context);
        bool isWell = context.Lifetop is { Problems.IsEmpty: true, NoConfigPath: null };
        return what == "check" && !isWell ? ExitCode.Failed : ExitCode.Done;
    }

    private static void Show(CommandContext context)
    {
        int keyWidth = 0, valueWidth = 0;
        foreach (var value in context.Lifetop.Settings.Values)
        {
            keyWidth = int.Max(keyWidth, value.Key.Length);
            valueWidth = int.Max(valueWidth, TextWidth.Of(SafeText.Of(value.Text)));
        }
        valueWidth = int.Min(valueWidth, 40);
        foreach (var value in context.Lifetop.Settings.Values)
            context.Out.WriteLine($"{TextWidth.PadRight(value.Key, keyWidth)}  {TextWidth.PadRight(SafeText.Of(value.Text), valueWidth)}  {value.Origin}");
        foreach (var problem in context.Lifetop.Problems)
            context.Complain(Words(context, problem));
    }

    private static void Check(CommandContext context)
    {
        foreach (var problem in context.Lifetop.Problems)
            context.Out.WriteLine(SafeText.Of(Words(context, problem)));
        if (context.Lifetop.NoConfigPath is { } missing)
            context.Complain(missing);
        else if (context.Lifetop.Problems.IsEmpty)
            context.Out.WriteLine($"{SafeText.Of(context.Lifetop.ConfigPath)}: nothing wrong");
    }

    internal static string Words(CommandContext context, Problem problem)
        => problem.Line == 0 ? problem.Text : $"{context.Lifetop.ConfigPath}:{problem.Line.ToString(CultureInfo.InvariantCulture)}: {problem.Text}";

    private static void PrintJson(CommandContext context)
    {
        var buffer = new ByteBuffer(4096);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonText.Encoder }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", JsonOutput.Schema);
            json.WriteString("path", context.Lifetop.NoConfigPath is null ? context.Lifetop.ConfigPath : null);
            json.WriteStartArray("settings");
            foreach (var value in context.Lifetop.Settings.Values)
            {
                json.WriteStartObject();
                json.WriteString("key", value.Key);
                json.WriteString("value", value.Text);
                json.WriteString("from", value.Origin);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("problems");
            foreach (var problem in context.Lifetop.Problems)
            {
                json.WriteStartObject();
                json.WriteNumber("line", problem.Line);
                json.WriteString("text", problem.Text);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        context.Out.WriteBytes(buffer.Written);
        context.Out.WriteLine("");
    }
}
