using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using Lifetop.Model;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop themes</c>: every theme, how it looks, where it is from, and what is wrong in one that is broken.</summary>
public static class ThemesCommand
{
    private static readonly (Lifecycle State, Role Role)[] Sample =
    [
        (Lifecycle.Waiting, Role.Ask), (Lifecycle.Stalled, Role.Warn), (Lifecycle.Zombie, Role.Left), (Lifecycle.Failed, Role.Bad),
        (Lifecycle.Reaping, Role.Accent), (Lifecycle.Running, Role.Ok), (Lifecycle.Idle, Role.Soft), (Lifecycle.Completed, Role.Faint),
    ];

    /// <param name="depth">How many colours whoever reads this can see.</param>
    public static int Run(CommandContext context, ThemeCatalog catalog, ColorDepth depth)
    {
        var found = new List<FoundTheme>();
        foreach (var (name, path) in catalog.List())
        {
            var (theme, slips) = catalog.Read(name);
            var problems = new List<string>();
            foreach (var slip in slips)
                problems.Add(catalog.Words(name, slip));
            found.Add(new FoundTheme(name, path, theme, problems));
        }
        if (context.Json)
            PrintJson(context, found);
        else if (context.Command.Value("--output") == "name")
            foreach (var one in found)
                context.Out.WriteLine(one.Name);
        else
            Print(context, found, depth);
        return found.Exists(static one => one.Theme is null) ? ExitCode.Failed : ExitCode.Done;
    }

    private sealed record FoundTheme(string Name, string? Path, Theme? Theme, List<string> Problems);

    private static void Print(CommandContext context, List<FoundTheme> found, ColorDepth depth)
    {
        int width = 0;
        foreach (var one in found)
            width = int.Max(width, TextWidth.Of(one.Name));
        string chosen = context.Lifetop.Settings.Theme;
        foreach (var one in found)
        {
            var line = new StringBuilder(one.Name == chosen ? "* " : "  ").Append(TextWidth.PadRight(one.Name, width)).Append("  ");
            if (context.Style.Color)
                line.Append(one.Theme is { } shown ? Painted(shown.For(depth), depth, context.Style.Ascii) : SignText.Blanks(Sample.Length * 2 + 1)).Append("  ");
            line.Append(one.Theme is { } theme ? SafeText.Of(theme.About) : "broken");
            if (one.Path is { } path)
                line.Append("  ").Append(SafeText.Of(path));
            context.Out.WriteLine(line.ToString());
            foreach (string problem in one.Problems)
                context.Complain(problem);
        }
    }

    /// <summary>The signs of some states, each in its hue, on the theme's own ground.</summary>
    private static string Painted(Scheme scheme, ColorDepth depth, bool ascii)
    {
        var writer = new AnsiWriter();
        var pen = new Pen(writer, depth);
        foreach (var (state, role) in Sample)
        {
            pen.Take(scheme[role]);
            writer.Write((byte)' ');
            writer.CodePoint(state.Glyph(ascii));
        }
        writer.Write((byte)' ');
        writer.ResetStyle();
        return Encoding.UTF8.GetString(writer.Written);
    }

    private static void PrintJson(CommandContext context, List<FoundTheme> found)
    {
        var buffer = new ByteBuffer(4096);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonText.Encoder }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", JsonOutput.Schema);
            json.WriteStartArray("themes");
            foreach (var one in found)
            {
                json.WriteStartObject();
                json.WriteString("name", one.Name);
                json.WriteString("path", one.Path);
                json.WriteBoolean("chosen", one.Name == context.Lifetop.Settings.Theme);
                json.WriteString("about", one.Theme?.About);
                json.WriteStartArray("problems");
                foreach (string problem in one.Problems)
                    json.WriteStringValue(problem);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        context.Out.WriteBytes(buffer.Written);
        context.Out.WriteLine("");
    }
}
