using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text;

namespace Lifetop.Cli;

/// <summary>
/// Completion scripts, generated from the table of verbs, with the live names of workers. Those names come from outside:
/// no script lets its shell expand them.
/// </summary>
public static class Completion
{
    public static string Script(string shell) => shell switch
    {
        "bash" => Bash(),
        "zsh" => Zsh(),
        _ => Fish(),
    };

    private static IEnumerable<Option> OptionsOf(Verb verb)
    {
        foreach (var option in verb.Options)
            yield return option;
        foreach (var option in Verbs.Everywhere)
            yield return option;
    }

    /// <summary>What stands before a verb, or without one, belongs to the screen.</summary>
    private static IEnumerable<Verb> WithScreen() => [Verbs.Screen, .. Verbs.All];

    private static string Bash()
    {
        var script = new StringBuilder("""
            # bash completion for lifetop
            _lifetop_names() {
                # Not compgen -W: that would expand what stands in a name.
                local name
                while IFS= read -r name; do
                    [[ $name == "$1"* ]] && COMPREPLY+=("$(printf '%q' "$name")")
                done < <(command lifetop "${@:2}" -o name 2>/dev/null)
            }
            _lifetop() {
                local cur prev verb="" i
                COMPREPLY=()
                if declare -F _get_comp_words_by_ref >/dev/null; then
                    local words cword
                    _get_comp_words_by_ref -n : cur prev words cword
                else
                    local words=("${COMP_WORDS[@]}") cword=$COMP_CWORD
                    cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
                fi
                for ((i = 1; i < cword; i++)); do
                    [[ ${words[i]} != -* ]] && { verb=${words[i]}; break; }
                done

            """);
        script.Append("    case $prev in\n");
        var seen = new HashSet<string>();
        foreach (var verb in WithScreen())
            foreach (var option in OptionsOf(verb))
            {
                string names = option.Letter == 0 || option.Letter == 'v' ? option.Name : $"{option.Name}|-{option.Letter}";
                if (option.Kind == ValueKind.None || !seen.Add(option.Name))
                    continue;
                string action = option.Kind switch
                {
                    ValueKind.Choice => $"COMPREPLY=($(compgen -W '{Joined(option.Choices)}' -- \"$cur\"))",
                    ValueKind.File => "COMPREPLY=($(compgen -f -- \"$cur\"))",
                    ValueKind.Folder => "COMPREPLY=($(compgen -d -- \"$cur\"))",
                    ValueKind.Theme => "_lifetop_names \"$cur\" themes",
                    ValueKind.Field => $"COMPREPLY=($(compgen -W '{Fields()}' -- \"$cur\"))",
                    _ => ":",
                };
                script.Append($"        {names}) {action}; return ;;\n");
            }
        script.Append("    esac\n    case $verb in\n");
        foreach (var verb in Verbs.All)
        {
            script.Append($"        {verb.Name})\n            if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W '");
            foreach (var option in OptionsOf(verb))
                script.Append(option.Name).Append(' ');
            script.Append("' -- \"$cur\"))");
            if (verb.ArgumentKind == ArgumentKind.Worker)
                script.Append("\n            else _lifetop_names \"$cur\" ls");
            else if (verb.ArgumentKind == ArgumentKind.Choice)
                script.Append($"\n            else COMPREPLY=($(compgen -W '{(verb.Choices.IsEmpty ? string.Join(' ', Verbs.Names()) : Joined(verb.Choices))}' -- \"$cur\"))");
            script.Append("\n            fi ;;\n");
        }
        script.Append($"        '') COMPREPLY=($(compgen -W '{string.Join(' ', Verbs.Names())} {OptionNames(Verbs.Screen)}' -- \"$cur\")) ;;\n");
        script.Append("""
                esac
                declare -F __ltrim_colon_completions >/dev/null && __ltrim_colon_completions "$cur"
                return 0
            }
            complete -F _lifetop lifetop

            """);
        return script.ToString();
    }

    private static string Zsh()
    {
        var script = new StringBuilder("""
            #compdef lifetop
            _lifetop_names() {
                local -a names
                names=(${(f)"$(command lifetop $1 -o name 2>/dev/null)"})
                compadd -- $names
            }
            _lifetop() {
                local -a verbs
                verbs=(

            """);
        foreach (var verb in Verbs.All)
            script.Append($"        '{verb.Name}:{ZshText(verb.Summary)}'\n");
        script.Append("    )\n    local verb=${words[2]}\n    if [[ $verb == -* ]]; then\n        _arguments -s");
        AppendZshOptions(script, Verbs.Screen);
        script.Append($" \\\n            '*:verb:({string.Join(' ', Verbs.Names())})'\n        return\n    fi\n");
        script.Append("    if (( CURRENT == 2 )); then\n        _describe verb verbs\n        return\n    fi\n");
        script.Append("    shift words\n    (( CURRENT-- ))\n    case $verb in\n");
        foreach (var verb in Verbs.All)
        {
            script.Append($"        {verb.Name}) _arguments -s");
            AppendZshOptions(script, verb);
            if (verb.ArgumentKind == ArgumentKind.Worker)
                script.Append(" \\\n            '*:worker: _lifetop_names ls'");
            else if (verb.ArgumentKind == ArgumentKind.Choice)
                script.Append($" \\\n            '1:what:({(verb.Choices.IsEmpty ? string.Join(' ', Verbs.Names()) : Joined(verb.Choices))})'");
            script.Append(" ;;\n");
        }
        script.Append("    esac\n}\nif [[ $funcstack[1] == _lifetop ]]; then _lifetop \"$@\"; else compdef _lifetop lifetop; fi\n");
        return script.ToString();
    }

    private static void AppendZshOptions(StringBuilder script, Verb verb)
    {
        foreach (var option in OptionsOf(verb))
        {
            string value = option.Kind switch
            {
                ValueKind.None => "",
                ValueKind.Choice => $":{option.Value}:({Joined(option.Choices)})",
                ValueKind.File => $":{option.Value}:_files",
                ValueKind.Folder => $":{option.Value}:_files -/",
                ValueKind.Theme => $":{option.Value}: _lifetop_names themes",
                ValueKind.Field => $":{ZshText(option.Value ?? "")}:({Fields()})",
                _ => $":{ZshText(option.Value ?? "")}: ",
            };
            AppendZshOption(script, option, option.Name + (option.Kind == ValueKind.None ? "" : "="), value);
            if (option.Letter != 0)
                AppendZshOption(script, option, "-" + option.Letter + (option.Kind == ValueKind.None ? "" : "+"), value);
        }
    }

    private static void AppendZshOption(StringBuilder script, Option option, string name, string value)
        => script.Append($" \\\n            '{(option.Repeats ? "*" : "")}{name}[{ZshText(option.Doc)}]{value}'");

    private static string Fish()
    {
        var script = new StringBuilder("# fish completion for lifetop\ncomplete -c lifetop -f\n");
        foreach (var verb in Verbs.All)
            script.Append($"complete -c lifetop -n __fish_use_subcommand -a {verb.Name} -d {FishText(verb.Summary)}\n");
        foreach (var option in Verbs.Everywhere)
            AppendFish(script, "", option);
        foreach (var option in Verbs.Screen.Options)
            AppendFish(script, " -n __fish_use_subcommand", option);
        foreach (var verb in Verbs.All)
        {
            string when = $" -n '__fish_seen_subcommand_from {verb.Name}'";
            foreach (var option in verb.Options)
                AppendFish(script, when, option);
            if (verb.ArgumentKind == ArgumentKind.Worker)
                script.Append($"complete -c lifetop{when} -a '(command lifetop ls -o name 2>/dev/null)'\n");
            else if (verb.ArgumentKind == ArgumentKind.Choice)
                script.Append($"complete -c lifetop{when} -a '{(verb.Choices.IsEmpty ? string.Join(' ', Verbs.Names()) : Joined(verb.Choices))}'\n");
        }
        return script.ToString();
    }

    private static void AppendFish(StringBuilder script, string when, Option option)
    {
        script.Append($"complete -c lifetop{when} -l {option.Name[2..]}");
        if (option.Letter != 0)
            script.Append($" -s {option.Letter}");
        script.Append(option.Kind switch
        {
            ValueKind.None => "",
            ValueKind.Choice => $" -x -a '{Joined(option.Choices)}'",
            ValueKind.Theme => " -x -a '(command lifetop themes -o name 2>/dev/null)'",
            ValueKind.Field => $" -x -a '{Fields()}'",
            ValueKind.File => " -r -F",
            ValueKind.Folder => " -x -a '(__fish_complete_directories)'",
            _ => " -x",
        });
        script.Append($" -d {FishText(option.Doc)}\n");
    }

    private static string OptionNames(Verb verb)
    {
        var names = new List<string>();
        foreach (var option in OptionsOf(verb))
            names.Add(option.Name);
        return string.Join(' ', names);
    }

    private static string Joined(ImmutableArray<string> words) => string.Join(' ', words);

    private static string Fields()
    {
        var names = new List<string>();
        foreach (var field in Model.Query.WorkerFields.All)
            names.Add(field.Name);
        return string.Join(' ', names);
    }

    /// <summary>Inside single quotes and an _arguments specification.</summary>
    private static string ZshText(string text)
        => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "'\\''", StringComparison.Ordinal)
            .Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal);

    private static string FishText(string text)
        => "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";
}
