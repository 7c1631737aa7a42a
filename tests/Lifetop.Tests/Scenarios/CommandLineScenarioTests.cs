using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>The released program on command lines good and bad, with outputs of every sort.</summary>
public sealed class CommandLineScenarioTests
{
    [Fact]
    public void Names_the_candidates_of_an_ambiguous_name_and_does_nothing()
    {
        using var lifetop = new LifetopProgram();
        lifetop.WriteManifest("a", """{ "key": "a", "name": "twin" }""");
        lifetop.WriteManifest("b", """{ "key": "b", "name": "twin" }""");
        foreach (string verb in (string[])["show", "why", "logs", "forget", "ls"])
        {
            var result = lifetop.Run(verb, "twin");
            Assert.True(result.ExitCode == 2, result.ToString());
            Assert.Contains("manifest/a", result.Errors);
            Assert.Contains("manifest/b", result.Errors);
            Assert.Equal("", result.Output);
        }
        var json = lifetop.Run("show", "--json", "twin");
        Assert.Equal(2, json.ExitCode);
        Assert.Equal(2, json.Json.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public void Takes_no_piece_of_a_word_for_a_name()
    {
        using var lifetop = new LifetopProgram();
        using var tmux = lifetop.Tmux();
        tmux.Start("foobar", "sleep", "1000");
        foreach (string name in (string[])["foo", "tmux/foo", "bar", "foo*", "foobar:"])
            Assert.Equal(3, lifetop.Run("show", name).ExitCode);
        Assert.Equal(0, lifetop.Run("show", "foobar").ExitCode);
        Assert.Equal(0, lifetop.Run("show", "tmux/foobar").ExitCode);
        Assert.Contains("foobar", lifetop.Run("why", "fobar").Errors);
    }

    [Theory]
    [InlineData("ls")]
    [InlineData("show")]
    [InlineData("why")]
    [InlineData("logs")]
    [InlineData("forget")]
    [InlineData("history")]
    public void A_dash_stands_for_the_names_on_stdin_and_none_are_nobody(string verb)
    {
        using var lifetop = new LifetopProgram();
        string log = lifetop.Folder.Write("log", "hello\n");
        lifetop.WriteManifest("a", $$"""{ "key": "a", "log": "{{log}}" }""");
        lifetop.WriteManifest("b", """{ "key": "b" }""");
        lifetop.List();

        var none = lifetop.Fed("", verb, "-");
        Assert.True((none.ExitCode, none.Output) == (3, ""), none.ToString());
        Assert.Contains("no worker fits", none.Errors, StringComparison.Ordinal);
        var one = lifetop.Fed("manifest/a\n", verb, "-");
        Assert.True(one.ExitCode == (verb == "forget" ? 4 : 0), one.ToString());
        Assert.DoesNotContain("manifest/b", one.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sl", 2, "ls")]
    [InlineData("shwo x", 2, "show")]
    [InlineData("ls --jsno", 2, "--json")]
    [InlineData("ls --columns nme", 2, "name")]
    [InlineData("ls --sort agee", 2, "age")]
    [InlineData("ls --filter stat:x", 2, "state")]
    [InlineData("ls -o wid", 2, "wide")]
    [InlineData("ls --color alwais", 2, "always")]
    [InlineData("logs --since 5 x", 2, "5m")]
    [InlineData("logs -n x y", 2, "whole number")]
    [InlineData("show", 2, "needs NAME")]
    [InlineData("config shwo", 2, "show")]
    [InlineData("completion bahs", 2, "bash")]
    [InlineData("help lss", 2, "ls")]
    [InlineData("ls --watch", 2, "--json")]
    [InlineData("show nobody-of-that-name", 3, "no worker")]
    public void Says_what_is_wrong_and_what_was_meant(string words, int code, string hint)
    {
        using var lifetop = new LifetopProgram();
        var result = lifetop.Run(words.Split(' '));
        Assert.True(result.ExitCode == code && result.Output.Length == 0, result.ToString());
        Assert.Contains(hint, result.Errors);
    }

    [Theory]
    [InlineData("\"$@\" <&-")]
    [InlineData("\"$@\" >&-")]
    [InlineData("\"$@\" 2>&-")]
    [InlineData("\"$@\" <&- >&- 2>&-")]
    [InlineData("\"$@\" 2>/dev/full")]
    [InlineData("\"$@\" | head -n 1; exit ${PIPESTATUS[0]}")]
    [InlineData("\"$@\" | :; exit ${PIPESTATUS[0]}")]
    public void Minds_no_odd_standard_file(string how)
    {
        using var lifetop = new LifetopProgram();
        for (int i = 0; i < 300; i++)
            lifetop.WriteManifest($"m{i}", $$"""{ "key": "m{{i}}", "task": "{{new string('t', 300)}}" }""");
        foreach (string[] words in (string[][])[["ls"], ["ls", "--json"], ["show", "m1"], ["history"], ["doctor", "--read-only"]])
        {
            var result = lifetop.RunUnder(["bash", "-c", how, "bash"], words);
            // Nobody gets the answer when stdout is closed, and a script should learn of it.
            bool unheard = how.Contains(">&- ", StringComparison.Ordinal) || how.EndsWith("\" >&-", StringComparison.Ordinal);
            Assert.True(result.ExitCode == (unheard ? 1 : 0) || (words[0] == "doctor" && result.ExitCode == 1), result.ToString());
            Assert.True(result.Errors.Split("stdout is closed").Length <= 2, result.ToString());
            Assert.DoesNotContain("   at Lifetop", result.Errors);
        }
    }

    [Theory]
    [InlineData("ls")]
    [InlineData("help")]
    [InlineData("ls --help")]
    [InlineData("version")]
    [InlineData("--version")]
    [InlineData("completion bash")]
    public void Tells_that_its_output_could_not_be_written(string words)
    {
        using var lifetop = new LifetopProgram();
        lifetop.WriteManifest("m", """{ "key": "m" }""");
        foreach (var (where, why) in ((string, string)[])[("> /dev/full", "no space left"), (">&-", "stdout is closed")])
        {
            var result = lifetop.RunUnder(["bash", "-c", "\"$@\" " + where, "bash"], words.Split(' '));
            Assert.True(result.ExitCode == 1, result.ToString());
            Assert.Equal($"lifetop: output could not be written: {why}\n", result.Errors);
        }
    }

    [Theory]
    [InlineData("", "ls", true)]
    [InlineData("NO_COLOR=1", "ls", false)]
    [InlineData("NO_COLOR=", "ls", true)]
    [InlineData("TERM=dumb", "ls", false)]
    [InlineData("", "ls --color never", false)]
    [InlineData("NO_COLOR=1", "ls --color always", true)]
    public void Colours_a_terminal_unless_told_otherwise(string environment, string words, bool coloured)
    {
        using var lifetop = new LifetopProgram();
        lifetop.Environment["TERM"] = "xterm-256color";
        lifetop.WriteManifest("m", """{ "key": "m" }""");
        string[] set = environment.Length > 0 ? ["env", environment] : [];
        string[] terminal = ["python3", "-c", "import pty,sys; sys.exit(pty.spawn(sys.argv[1:])>>8)"];

        var result = lifetop.RunUnder([.. set, .. terminal], words.Split(' '));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("state", result.Output);
        Assert.Equal(coloured, result.Output.Contains('\e', StringComparison.Ordinal));
        bool piped = words.EndsWith("always", StringComparison.Ordinal);
        Assert.Equal(piped, lifetop.Run(words.Split(' ')).Output.Contains('\e', StringComparison.Ordinal));
    }

    [Fact]
    public void Filters_by_each_operator()
    {
        using var lifetop = new LifetopProgram();
        lifetop.WriteManifest("a", """{ "key": "a", "name": "alpha", "health": 90, "tokens": { "used": 100 }, "task": "write the docs", "created_at": "2020-01-01T00:00:00Z" }""");
        lifetop.WriteManifest("b", """{ "key": "b", "name": "beta", "health": 20, "tokens": { "used": 5000 }, "task": "test", "pid": 0 }""");
        lifetop.WriteManifest("c", """{ "key": "c", "name": "betamax", "type": "tape" }""");
        (string Filter, string Names)[] table =
        [
            ("name:beta", "beta betamax"), ("name=beta", "beta"), ("health>20", "alpha"), ("health>=20", "alpha beta"), ("health<90", "beta"), ("health<=90", "alpha beta"),
            ("tokens>1000", "beta"), ("name=alpha,beta", "alpha beta"), ("!name:beta", "alpha"), ("task:\"write the\"", "alpha"), ("docs", "alpha"), ("!docs", "beta betamax"),
            ("name:beta health<50", "beta"), ("type:tape", "betamax"), ("state:zombie", "alpha"), ("state=pending,zombie", "alpha beta betamax"), ("age>1d", "alpha"), ("age<5m", "beta betamax"),
            ("src:manifest name:a", "alpha beta betamax"), ("src:tmux", ""),
        ];
        foreach (var (filter, names) in table)
        {
            var result = lifetop.Run("ls", "--json", "--filter", $"{filter} src:manifest,tmux !src:tmux");
            Assert.True(result.ExitCode == 0, result.ToString());
            Assert.True(names == string.Join(' ', result.Workers.Select(static row => row.Name).Order(StringComparer.Ordinal)), $"{filter}: {result}");
        }
    }

    [Fact]
    public void Prints_in_each_form()
    {
        using var lifetop = new LifetopProgram();
        lifetop.WriteManifest("a", """{ "key": "a", "name": "alpha", "health": 9 }""");
        lifetop.WriteManifest("b", """{ "key": "b", "name": "beta", "health": 10 }""");
        lifetop.WriteManifest("c", """{ "key": "c", "name": "gamma", "ended": { "exit_code": 0, "at": "2020-01-01T00:00:00Z" } }""");
        string[] mine = ["--filter", "src:manifest name:a,b"];

        Assert.Equal(["manifest/a", "manifest/b"], lifetop.Run(["ls", "-o", "name", .. mine]).Lines.Order(StringComparer.Ordinal).Where(static key => key != "manifest/c"));
        Assert.Equal(["beta 10", "alpha 9"], lifetop.Run("ls", "--columns", "name,health", "--sort", "health:desc", "--no-header", "--filter", "health>0").Lines.Select(static line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
        Assert.StartsWith("name", lifetop.Run(["ls", "--columns", "name", .. mine]).Output, StringComparison.Ordinal);
        Assert.Single(lifetop.Run(["ls", "-o", "summary", .. mine]).Lines);
        Assert.True(lifetop.Run(["ls", "-o", "wide", .. mine]).Lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Length > 15);
        Assert.All(lifetop.List("--gone").Workers, static row => Assert.True(row.IsOver, row.ToString()));
        var version = lifetop.Run("version", "--json");
        Assert.Equal(1, version.Json.GetProperty("schema").GetInt32());
        foreach (string verb in (string[])["ls", "show", "why", "logs", "history", "adopt", "forget", "config", "doctor", "completion", "version"])
        {
            var help = lifetop.Run(verb, "--help");
            Assert.Equal((0, ""), (help.ExitCode, help.Errors));
            Assert.Contains("lifetop " + verb, help.Output);
        }
    }

    [Fact]
    public void Names_what_is_wrong_in_a_config_and_lists_all_the_same()
    {
        using var lifetop = new LifetopProgram();
        lifetop.WriteManifest("m", """{ "key": "m" }""");
        string path = lifetop.Configure("{\n  // comments are fine\n  \"idle_aftr\": \"5m\",\n  \"interval\": \"soon\",\n  \"ascii\": true\n}\n");

        var check = lifetop.Run("config", "check");
        Assert.Equal(1, check.ExitCode);
        Assert.Contains($"{path}:3:", check.Output);
        Assert.Contains("idle_after", check.Output);
        Assert.Contains($"{path}:4:", check.Output);
        var list = lifetop.Run("ls", "--json");
        Assert.Equal(0, list.ExitCode);
        Assert.NotNull(list.Find("manifest/m"));
        Assert.Contains("idle_aftr", list.Errors);

        foreach (string torn in (string[])["{", "", "[]", "\0\0", "{\"a\":" + new string('[', 9000)])
        {
            lifetop.Configure(torn);
            var result = lifetop.Run("ls", "--json");
            Assert.True(result.ExitCode == 0 && result.Find("manifest/m") is not null, result.ToString());
        }
        lifetop.Configure("{}");
        Assert.Equal(0, lifetop.Run("config", "check").ExitCode);
        Assert.Equal(path, lifetop.Run("config", "path").Lines[0]);
    }

    [Fact]
    public void Without_a_home_there_is_no_config_and_it_says_so()
    {
        using var lifetop = new LifetopProgram();
        lifetop.Environment["HOME"] = lifetop.Environment["XDG_CONFIG_HOME"] = null;
        foreach (string what in (string[])["path", "check"])
        {
            var result = lifetop.Run("config", what);
            Assert.True((result.ExitCode, result.Output) == (1, ""), result.ToString());
            Assert.StartsWith("lifetop: HOME is not set to an absolute path", result.Errors, StringComparison.Ordinal);
        }
        Assert.Equal(JsonValueKind.Null, lifetop.Run("config", "--json").Json.GetProperty("path").ValueKind);
        string doctor = lifetop.Run("doctor").Output;
        Assert.Matches(@"! +config +HOME is not set to an absolute path", doctor);
        Assert.DoesNotMatch(@"looked in *\n", doctor);
    }

    [Fact]
    public void Completes_verbs_options_and_names_in_bash_without_running_what_stands_in_a_name()
    {
        using var lifetop = new LifetopProgram();
        string bait = lifetop.Folder.File("bait");
        lifetop.WriteManifest("otter", """{ "key": "otter" }""");
        lifetop.WriteManifest("evil", JsonSerializer.Serialize(new { key = $"ev$(touch {bait.Replace("/", "\u2215", StringComparison.Ordinal)})`touch bait`;touch bait" }));
        lifetop.Environment["PATH"] = Path.GetDirectoryName(LifetopProgram.Executable) + ":" + lifetop.Environment["PATH"];
        string[] Complete(params string[] words)
        {
            string script = "source <(\"$0\" completion bash); COMP_WORDS=(\"$@\"); COMP_CWORD=$(($#-1)); _lifetop; printf '%s\\n' \"${COMPREPLY[@]}\"";
            var result = lifetop.RunUnder(["bash", "-c", "cd \"$HOME\"; p=$1; shift; exec bash -c '" + script.Replace("'", "'\\''", StringComparison.Ordinal) + "' \"$p\" \"$@\"", "bash"], words);
            Assert.Equal((0, ""), (result.ExitCode, result.Errors));
            return [.. result.Lines.Select(static line => line.TrimEnd()).Where(static line => line.Length > 0)];
        }

        Assert.Contains("show", Complete("lifetop", "sh"));
        Assert.Equal(["--json"], Complete("lifetop", "ls", "--js"));
        Assert.Contains("wide", Complete("lifetop", "ls", "-o", "w"));
        Assert.Equal(["manifest/otter"], Complete("lifetop", "why", "manifest/ot"));
        string evil = Assert.Single(Complete("lifetop", "why", "manifest/ev"));
        Assert.Contains("\\$\\(", evil);
        Assert.DoesNotContain(Directory.GetFileSystemEntries(lifetop.Home), static file => file.Contains("bait", StringComparison.Ordinal));
        Assert.False(File.Exists(bait));
        foreach (string shell in (string[])["bash", "zsh", "fish"])
        {
            var script = lifetop.Run("completion", shell);
            Assert.Equal(0, script.ExitCode);
            // Who has the other shells lets them read it too.
            var parsed = lifetop.RunUnder(["bash", "-c", "command -v \"$0\" >/dev/null || exit 0; \"$@\" | \"$0\" -n /dev/stdin", shell], "completion", shell);
            Assert.Equal((0, ""), (parsed.ExitCode, parsed.Errors));
        }
    }
}
