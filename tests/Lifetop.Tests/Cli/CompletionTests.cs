using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using Lifetop.Cli;
using Lifetop.Platform;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Cli;

[SupportedOSPlatform("linux")]
public sealed class CompletionTests
{
    /// <summary>A folder with the script, and a lifetop that prints hostile names.</summary>
    private static TempFolder Prepared(string shell)
    {
        var folder = new TempFolder();
        string program = folder.Write("lifetop", "#!/bin/sh\ncase \"$*\" in 'themes -o name') printf '%s\\n' dark light;; 'ls -o name') printf '%s\\n' 'tmux/web:1.0' 'tmux/work:2.0' 'tmux/$(touch hit)' 'tmux/`touch hit`' 'tmux/a b';; *) exit 2;; esac\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        folder.Write("_lifetop", Completion.Script(shell));
        return folder;
    }

    private static Dictionary<string, string?> Environment(TempFolder folder) => new()
    {
        ["PATH"] = folder.Path + ":" + System.Environment.GetEnvironmentVariable("PATH"),
        ["HOME"] = folder.Path,
        ["XDG_CONFIG_HOME"] = folder.Path,
        ["XDG_DATA_HOME"] = folder.Path,
        ["TERM"] = "dumb",
        ["LC_ALL"] = "C.UTF-8",
    };

    private static string Run(TempFolder folder, string shell, params string[] arguments)
    {
        var start = new ProcessStartInfo(shell, arguments)
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment(folder))
            start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("no " + shell);
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal("", errors.Result);
        Assert.False(File.Exists(folder.File("hit")), "a name was run");
        return output.TrimEnd('\n').Replace('\n', ' ');
    }

    /// <summary>Sources the script in a real bash and asks it to complete.</summary>
    private static string Complete(TempFolder folder, params string[] words)
        => Run(folder, "bash", ["--norc", "-c", "source ./_lifetop; COMP_WORDS=(lifetop \"$@\"); COMP_CWORD=$#; _lifetop; printf '%s\\n' \"${COMPREPLY[@]}\"", "bash", .. words]);

    [Fact]
    public void Bash_completes_verbs_options_values_and_live_names_and_runs_none_of_them()
    {
        using var folder = Prepared("bash");
        Assert.Equal("history help", Complete(folder, "h"));
        Assert.Equal("--columns --color --config", Complete(folder, "ls", "--co"));
        Assert.Equal("wide", Complete(folder, "ls", "-o", "w"));
        Assert.Equal("state", Complete(folder, "ls", "--sort", "sta"));
        Assert.Equal("zsh", Complete(folder, "completion", "z"));
        Assert.Equal("--theme", Complete(folder, "--th"));
        Assert.Equal("dark", Complete(folder, "--theme", "d"));
        Assert.Equal("tmux/web:1.0 tmux/work:2.0", Complete(folder, "why", "tmux/w"));
        Assert.Equal("""tmux/web:1.0 tmux/work:2.0 tmux/\$\(touch\ hit\) tmux/\`touch\ hit\` tmux/a\ b""", Complete(folder, "show", ""));
    }

    [NeedsProgramFact("fish")]
    public void Fish_completes_verbs_options_values_and_live_names_and_runs_none_of_them()
    {
        using var folder = Prepared("fish");
        string Asked(string line) => Run(folder, "fish", "--no-config", "-c", "source ./_lifetop; complete -C $argv | string replace -r '\\t.*' ''", line);
        string Complete(string line) => string.Join(' ', Asked(line).Split(' ').Order(StringComparer.Ordinal));
        Assert.Equal("help history", Complete("lifetop h"));
        Assert.Equal("--color --columns --config", Complete("lifetop ls --co"));
        Assert.Equal("wide", Complete("lifetop ls -o w"));
        Assert.Equal("state", Complete("lifetop ls --sort sta"));
        Assert.Equal("zsh", Complete("lifetop completion z"));
        Assert.Equal("dark", Complete("lifetop --theme d"));
        Assert.Equal("tmux/web:1.0 tmux/work:2.0", Complete("lifetop why tmux/w"));
        Assert.Contains("tmux/$(touch hit)", Asked("lifetop show "), StringComparison.Ordinal);
    }

    [NeedsProgramFact("zsh")]
    public void Zsh_completes_verbs_options_values_and_live_names_and_runs_none_of_them()
    {
        using var folder = Prepared("zsh");
        using var pty = new Pty(80, 24, new VirtualTerminal(80, 24) { IsForgiving = true });
        pty.Start([ProgramPath.Find("zsh")!, "-f", "-i"], Environment(folder), folder.Path);
        pty.Type("PS1='> '; unset zle_bracketed_paste; fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D; print rea''dy\r");
        pty.Until(_ => pty.Output.Contains("ready", StringComparison.Ordinal), "zsh with the completion");
        void Completes(string typed, string line)
        {
            pty.Type(typed + "\t");
            pty.Until(_ => pty.Output.Contains(line, StringComparison.Ordinal), line);
            // Takes the line away again.
            pty.Type("\x15");
        }
        Completes("lifetop his", "lifetop history");
        Completes("lifetop ls --colu", "lifetop ls --columns");
        Completes("lifetop ls -o w", "lifetop ls -o wide");
        Completes("lifetop ls --sort=sta", "lifetop ls --sort=state");
        Completes("lifetop completion z", "lifetop completion zsh");
        Completes("lifetop --theme d", "lifetop --theme dark");
        Completes("lifetop why tmux/we", "lifetop why tmux/web:1.0");
        pty.Type("lifetop show tmux/\t");
        pty.Until(_ => pty.Output.Contains("tmux/\\$\\(touch\\ hit\\)", StringComparison.Ordinal), "the names");
        Assert.False(File.Exists(folder.File("hit")), "a name was run");
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void Every_verb_and_option_is_in_every_script(string shell)
    {
        string script = Completion.Script(shell);
        foreach (var verb in (Verb[])[Verbs.Screen, .. Verbs.All])
        {
            Assert.Contains(verb.Name, script, StringComparison.Ordinal);
            foreach (var option in verb.Options)
                Assert.Contains(shell == "fish" ? "-l " + option.Name[2..] : option.Name, script, StringComparison.Ordinal);
        }
    }
}
