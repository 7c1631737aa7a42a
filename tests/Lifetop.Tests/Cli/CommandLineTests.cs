using System;
using System.Linq;
using Lifetop.Cli;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Cli;

public sealed class CommandLineTests
{
    private static string? Wrong(params string[] arguments)
    {
        Assert.True(CommandLine.Parse(arguments, out var error) is null == error is not null);
        return error?.Text;
    }

    [Fact]
    public void No_word_is_the_screen() => Assert.Same(Verbs.Screen, CliRun.Parse().Verb);

    [Fact]
    public void Options_stand_before_and_behind_the_verb_with_and_without_equals()
    {
        var command = CliRun.Parse("--filter", "ls", "ls", "--json", "--columns=name,mem", "-o", "wide", "web", "--sort", "mem:desc", "--dir", "a", "--dir=b", "--", "--odd");
        Assert.Equal("ls", command.Verb.Name);
        Assert.Equal("ls", command.Value("--filter"));
        Assert.True(command.Has("--json"));
        Assert.Equal("name,mem", command.Value("--columns"));
        Assert.Equal("wide", command.Value("--output"));
        Assert.Equal(["a", "b"], command.Values("--dir"));
        Assert.Equal(["web", "--odd"], command.Words);
    }

    [Fact]
    public void Short_options_run_together()
    {
        var command = CliRun.Parse("logs", "-fn20", "web", "-");
        Assert.True(command.Has("--follow"));
        Assert.Equal(20, command.Number("--lines"));
        Assert.Equal(["web", "-"], command.Words);
    }

    [Theory]
    [InlineData("no verb lss: did you mean ls?", "lss")]
    [InlineData("no verb hsitory: did you mean history?", "hsitory")]
    [InlineData("no verb xyzzy: lifetop --help lists them", "xyzzy")]
    [InlineData("lifetop ls has no --jsn: did you mean --json?", "ls", "--jsn")]
    [InlineData("lifetop ls has no --colums: did you mean --columns?", "ls", "--colums", "x")]
    [InlineData("lifetop why has no --watch", "why", "--watch", "x")]
    [InlineData("lifetop ls has no -z", "ls", "-z")]
    [InlineData("--json takes no value", "ls", "--json=1")]
    [InlineData("--sort needs a value: --sort FIELD[:desc]", "ls", "--sort")]
    [InlineData("--sort needs a value: --sort FIELD[:desc]", "ls", "--sort=")]
    [InlineData("-o: no wid, did you mean wide?", "ls", "-o", "wid")]
    [InlineData("--lines: many is no whole number", "logs", "x", "--lines", "many")]
    [InlineData("--since: 5 what? write 5s, 5m, 5h or 5d", "logs", "x", "--since", "5")]
    [InlineData("why needs NAME…", "why")]
    [InlineData("one word too many: extra", "version", "extra")]
    [InlineData("completion: no bahs, did you mean bash?", "completion", "bahs")]
    [InlineData("help: no whyy, did you mean why?", "help", "whyy")]
    public void Says_what_is_wrong(string text, params string[] arguments) => Assert.Equal(text, Wrong(arguments));

    [Theory]
    [InlineData("why", "--help")]
    [InlineData("why", "-h")]
    [InlineData("-h")]
    [InlineData("--version")]
    [InlineData("show", "--filter", "state:zombie")]
    public void Who_asks_for_help_gets_it_whatever_else_is_missing(params string[] arguments) => Assert.Null(Wrong(arguments));

    [Fact]
    public void No_arguments_make_it_throw()
    {
        int seed = 77;
        var random = new Random(seed);
        string[] words = ["ls", "logs", "-", "--", "-o", "-n", "--json", "--sort=", "--x", "-abc", "", "é", "--filter", "config", "show", "=", "--=", "-="];
        for (int round = 0; round < 5000; round++)
            Assert.True((CommandLine.Parse([.. Enumerable.Range(0, random.Next(6)).Select(_ => words[random.Next(words.Length)])], out var error) is null) == error is not null, $"seed {seed} round {round}");
    }

    [Fact]
    public void Every_verb_has_examples_that_parse_and_help_within_a_line()
    {
        foreach (var verb in Verbs.All.Append(Verbs.Screen))
        {
            Assert.NotEmpty(verb.Examples);
            foreach (string line in HelpText.Of(verb))
                Assert.True(line.Length <= 125, line);
            foreach (var example in verb.Examples)
                if (example.Line.StartsWith("lifetop ", StringComparison.Ordinal) && example.Line.IndexOfAny(['|', '>', '\'']) < 0)
                    Assert.True(CommandLine.Parse(example.Line.Split(' ')[1..], out var error) is not null, example.Line + ": " + error?.Text);
        }
    }

    [Theory]
    [InlineData("nudge web -l", "web|-l")]
    [InlineData("nudge web --", "web|--")]
    [InlineData("nudge web -- --", "web|--")]
    [InlineData("nudge web C-c -- --json", "web|C-c|--json")]
    [InlineData("nudge --json web go -x on", "web|go|-x|on")]
    [InlineData("stop -- -odd", "-odd")]
    public void Text_for_somebody_else_may_look_like_options(string line, string words)
        => Assert.Equal(words, string.Join('|', CliRun.Parse(line.Split(' ')).Words));

    [Theory]
    [InlineData("nudge web --jsno")]
    [InlineData("nudge -l web")]
    [InlineData("stop web -l")]
    public void Elsewhere_and_in_full_length_an_unknown_option_is_an_error(string line)
        => Assert.Null(CommandLine.Parse(line.Split(' '), out _));
}
