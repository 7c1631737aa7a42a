using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.Versioning;
using Lifetop.Cli;
using Xunit;

namespace Lifetop.Tests.Cli;

[SupportedOSPlatform("linux")]
public sealed class CompletionTests
{
    /// <summary>Sources the script in a real bash whose lifetop prints hostile names, and asks it to complete.</summary>
    private static string Complete(string folder, params string[] words)
    {
        string program = Path.Combine(folder, "lifetop");
        File.WriteAllText(program, "#!/bin/sh\nprintf '%s\\n' 'tmux/web:1.0' 'tmux/work:2.0' 'tmux/$(touch hit)' 'tmux/`touch hit`' 'tmux/a b'\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.WriteAllText(Path.Combine(folder, "script"), Completion.Script("bash"));
        var start = new ProcessStartInfo("bash", ["--norc", "-c", "source ./script; COMP_WORDS=(lifetop \"$@\"); COMP_CWORD=$#; _lifetop; printf '%s\\n' \"${COMPREPLY[@]}\"", "bash", .. words])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = folder + ":" + Environment.GetEnvironmentVariable("PATH");
        using var bash = Process.Start(start) ?? throw new InvalidOperationException("no bash");
        var errors = bash.StandardError.ReadToEndAsync();
        string output = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        Assert.Equal("", errors.Result);
        Assert.False(File.Exists(Path.Combine(folder, "hit")), "a name was run");
        return output.TrimEnd('\n').Replace('\n', ' ');
    }

    [Fact]
    public void Bash_completes_verbs_options_values_and_live_names_and_runs_none_of_them()
    {
        string folder = Directory.CreateTempSubdirectory("lifetop-completion-").FullName;
        try
        {
            Assert.Equal("history help", Complete(folder, "h"));
            Assert.Equal("--columns --color --config", Complete(folder, "ls", "--co"));
            Assert.Equal("wide", Complete(folder, "ls", "-o", "w"));
            Assert.Equal("state", Complete(folder, "ls", "--sort", "sta"));
            Assert.Equal("zsh", Complete(folder, "completion", "z"));
            Assert.Equal("--theme", Complete(folder, "--th"));
            Assert.Equal("tmux/web:1.0 tmux/work:2.0", Complete(folder, "--theme", "tmux/w"));
            Assert.Equal("tmux/web:1.0 tmux/work:2.0", Complete(folder, "why", "tmux/w"));
            Assert.Equal("""tmux/web:1.0 tmux/work:2.0 tmux/\$\(touch\ hit\) tmux/\`touch\ hit\` tmux/a\ b""", Complete(folder, "show", ""));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
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
