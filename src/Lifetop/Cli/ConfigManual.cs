using Lifetop.App;
using Lifetop.Settings;
using Lifetop.Theming;

namespace Lifetop.Cli;

/// <summary>lifetop-config(5), made from the tables of config keys, roles and themes.</summary>
public static class ConfigManual
{
    public static string Page()
    {
        var page = new Roff("lifetop-config", 5, "the config of lifetop, its hooks and themes");
        page.Section("DESCRIPTION");
        page.Paragraph("$XDG_CONFIG_HOME/lifetop/config.json (~/.config/lifetop/config.json) is JSON with comments and trailing commas; keys may be nested or dotted. "
            + "A wrong key or value is named with its line and the nearest right one (lifetop config check), its default holds, and nothing stops. "
            + "An option goes before the environment, that before the config, that before the default; lifetop config show says which one won.");
        page.Section("KEYS");
        page.Paragraph("A * stands for the name of a source, of a type or of an action.");
        foreach (var key in SettingKeys.All)
            page.Term(key.Name, TypeOf(key), key.Doc + (key.HasVariable ? $" {key.Variable} sets it too." : ""));
        page.Section("HOOKS");
        page.Paragraph("bell and the on of a hook name changes: a state (zombie), one after another (running>failed), or attention for every state that needs you. hook is one command for those; it and bell can be changed on the screen. "
            + "The first look fires nothing but, of a watch, what changed since anybody looked last. A snoozed worker fires nothing, and what comes back from a gap counts from what was seen before it. "
            + "run is a program and its arguments; no shell reads them. It has 30 s, no more than 3 run at once, and none with --read-only.");
        foreach (var (variable, holds) in HookVariables.All)
            page.Term(variable, "", holds);
        page.Section("THEMES");
        page.Paragraph("lifetop themes lists those that come with lifetop. Your own are files in themes beside the config: themes/NAME.json is theme NAME (letters, digits, -, _ and .), and wins over ours of that name. "
            + "Each role is \"#rrggbb\", a number from 0 to 255, or words: default, black, red, green, yellow, blue, magenta, cyan, white, bright in front of one, "
            + "bold, dim, italic, underline, reverse, and black on cyan. like names one of ours to take from what is not given; about is a line on how it looks; "
            + "256 is an object of roles for terminals of 256 colours, without which the nearest that can still be read are taken. "
            + "A terminal of 16 colours gets ansi16 and one without colours mono, unless the chosen theme needs no more.");
        for (int i = 0; i < Roles.Count; i++)
            page.Term(Roles.Names[i], "", Roles.Meanings[i]);
        page.Section("EXAMPLE");
        page.Example("""
            {
              "idle_after": "10m",
              "theme": "lichen",
              "keys": { "reap": "K", "stop": "C-k" },
              "bell": ["attention"],
              "hooks": [
                { "name": "tell", "on": ["zombie", "running>failed"], "run": ["notify-send", "a worker died"] },
                { "name": "log", "on": ["waiting"], "filter": "kind=agent", "run": ["logger", "-t", "lifetop", "an agent asks"] },
              ],
            }
            """);
        page.Section("SEE ALSO");
        page.Paragraph("lifetop(1)");
        return page.ToString();
    }

    private static string TypeOf(SettingKey key)
    {
        string kind = key.Type switch
        {
            SettingType.Duration => "duration",
            SettingType.Number => "number",
            SettingType.Switch => "true or false",
            SettingType.Choice => string.Join(", ", key.Words),
            SettingType.List => "list of texts",
            SettingType.Records => $"list of objects: {string.Join(", ", key.Fields)}",
            _ => "text",
        };
        return key.Default.Length > 0 ? $"({kind}; {key.Default})" : $"({kind})";
    }
}
