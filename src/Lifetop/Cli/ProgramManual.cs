using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Screens;

namespace Lifetop.Cli;

/// <summary>lifetop(1), made from the tables that the program itself goes by: verbs, options, keys, states, fields, exit codes.</summary>
public static class ProgramManual
{
    public static string Page()
    {
        var page = new Roff("lifetop", 1, "a top for worker lifecycles");
        page.Section("SYNOPSIS");
        page.Paragraph("lifetop [OPTION…] [VERB …]");
        page.Section("DESCRIPTION");
        page.Paragraph("Lists the AI coding agents, daemons, dev servers and long jobs that you keep running, each with the state it is really in, since when, "
            + "why lifetop thinks so, and what is left behind by those that died. It believes the kernel and tmux first and state files second, and says where the two disagree.");
        page.Paragraph("A NAME is a worker's key, its name, pid:N, port:N, or whole parts of its key; - reads names from stdin, one a line. A name that fits several workers lists them and does nothing.");
        Commands(page);
        page.Section("OPTIONS OF EVERY VERB");
        Options(page, Verbs.Everywhere);
        Keys(page);
        page.Section("STATES");
        page.Paragraph("From top to bottom the first that holds. In brackets the sign where only ASCII is drawn.");
        for (var state = Lifecycle.Unknown; state <= Lifecycle.Running; state++)
            page.Term(state.Word(), $"{state.Glyph()} ({state.Glyph(ascii: true)})", state.Meaning());
        Filters(page);
        page.Section("EXIT STATUS");
        foreach (var (code, means) in ExitCode.All)
            page.Term(code.ToString(CultureInfo.InvariantCulture), "", means);
        page.Section("ENVIRONMENT");
        page.Term("LIFETOP_*", "", "Most keys of the config, by name: LIFETOP_IDLE_AFTER for idle_after. They go before the config, and options before them.");
        page.Term("NO_COLOR, TERM, COLORTERM, LANG", "", "Whether to colour, how many colours there are, and whether letters beyond ASCII can be drawn.");
        page.Term("XDG_CONFIG_HOME, XDG_STATE_HOME", "", "Where the config and the registry are, in a folder lifetop each; ~/.config and ~/.local/state without them.");
        page.Section("SEE ALSO");
        page.Paragraph("lifetop-config(5), tmux(1), proc(5)");
        return page.ToString();
    }

    private static void Commands(Roff page)
    {
        page.Section("COMMANDS");
        page.Term("lifetop", "", Verbs.Screen.Summary);
        Of(page, Verbs.Screen);
        foreach (var verb in Verbs.All)
        {
            page.Term("lifetop " + verb.Name, verb.Arguments, verb.Summary);
            Of(page, verb);
        }
    }

    private static void Of(Roff page, Verb verb)
    {
        page.Indent();
        Options(page, verb.Options);
        foreach (var example in verb.Examples)
            page.Term(example.Line, "", example.Does);
        page.Outdent();
    }

    private static void Options(Roff page, ImmutableArray<Option> options)
    {
        foreach (var option in options)
            page.Term(option.Letter == 0 ? option.Name : $"-{option.Letter}, {option.Name}", option.Value ?? "", option.Doc);
    }

    private static void Keys(Roff page)
    {
        page.Section("KEYS OF THE SCREEN");
        page.Paragraph("In brackets the name of the action, by which the config binds it to other keys. What has no key is in the palette.");
        string group = "";
        foreach (var row in KeyMap.All)
        {
            if (row.Group != group)
                page.Subsection(group = row.Group);
            page.Term(row.Keys.Length > 0 ? row.Keys : "no key", $"({row.Name})", row.Doc);
        }
    }

    private static void Filters(Roff page)
    {
        page.Section("FILTERS");
        page.Paragraph("Terms are separated by blanks and all must hold. A bare word is sought in name, key, task, command and place; field:text contains, field=text is; "
            + "< > <= >= compare numbers, sizes (300M) and durations (5m, 1h30m); a,b is either; ! in front inverts; quotes keep blanks. What is not known fits no term.");
        foreach (var field in WorkerFields.All)
            page.Term(field.Name, "", field.Doc);
    }
}
