using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Lifetop.Cli;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Cli;

public sealed class SelectorsTests
{
    private static readonly ImmutableArray<JudgedWorker> Workers =
    [
        Rows.Judged(Rows.Worker("happy-otter", "multiclaude/my.app/happy-otter") with
        {
            Root = new ProcessIdentity(4211, 1, Rows.Boot),
            RootAlive = true,
            Members = [new Member(new ProcessIdentity(4211, 1, Rows.Boot), MemberTie.Root), new Member(new ProcessIdentity(4260, 2, Rows.Boot), MemberTie.Descendant)],
            Ports = [3000],
            AlsoKnownAs = ["tmux/mc:1.0", "pane:700:5000:%3"],
        }),
        Rows.Judged(Rows.Worker("zsh", "tmux/main:2.0")),
        Rows.Judged(Rows.Worker("zsh", "tmux@work/main:2.0")),
        Rows.Judged(Rows.Worker("foobar", "tmux/foobar:0.0")),
        Rows.Judged(Rows.Worker("odd", "tmux/a\u001bb:0.0")),
        Rows.Judged(Rows.Worker("two\nlines", "manifest/three")),
    ];

    private static string Found(string text) => string.Join(" ", Selectors.Find(Workers, text).Candidates.Select(one => one.Worker.Key.Text));

    [Theory]
    [InlineData("multiclaude/my.app/happy-otter", "multiclaude/my.app/happy-otter")]
    [InlineData("happy-otter", "multiclaude/my.app/happy-otter")]
    [InlineData("my.app/happy-otter", "multiclaude/my.app/happy-otter")]
    [InlineData("my.app", "multiclaude/my.app/happy-otter")]
    [InlineData("tmux/mc:1.0", "multiclaude/my.app/happy-otter")]
    [InlineData("mc", "multiclaude/my.app/happy-otter")]
    [InlineData("pid:4211", "multiclaude/my.app/happy-otter")]
    [InlineData("pid:4260", "multiclaude/my.app/happy-otter")]
    [InlineData("port:3000", "multiclaude/my.app/happy-otter")]
    [InlineData("pane:700:5000:%3", "multiclaude/my.app/happy-otter")]
    [InlineData("tmux/main:2.0", "tmux/main:2.0")]
    [InlineData("tmux/main", "tmux/main:2.0")]
    [InlineData("tmux@work/main", "tmux@work/main:2.0")]
    [InlineData("main:2.0", "tmux/main:2.0 tmux@work/main:2.0")]
    [InlineData("zsh", "tmux/main:2.0 tmux@work/main:2.0")]
    [InlineData("foobar", "tmux/foobar:0.0")]
    [InlineData("tmux/a␛b:0.0", "tmux/a\u001bb:0.0")]
    [InlineData("two␊lines", "manifest/three")]
    [InlineData("foo", "")]
    [InlineData("tmux/foo", "")]
    [InlineData("foo*", "")]
    [InlineData("otter", "")]
    [InlineData("700", "")]
    [InlineData("pid:+4211", "")]
    [InlineData("port:30", "")]
    [InlineData("/", "")]
    [InlineData("", "")]
    public void Finds_whole_parts_and_never_pieces(string text, string keys) => Assert.Equal(keys, Found(text));

    [Fact]
    public void Of_attempts_under_one_key_a_part_of_it_means_the_one_that_is_there()
    {
        ImmutableArray<JudgedWorker> attempts = [Rows.Judged(Rows.Worker("lynx", "tmux/lynx:0.0"), Lifecycle.Blocked), Rows.Judged(Rows.Worker("lynx", "tmux/lynx:0.0"), Lifecycle.Running)];
        foreach (string text in (string[])["lynx", "tmux/lynx", "tmux/lynx:0.0"])
            Assert.Same(attempts[1], Selectors.Find(attempts, text).One);
    }

    [Fact]
    public void The_number_of_a_dead_one_finds_it_only_as_long_as_it_is_nobody_elses()
    {
        JudgedWorker Of(int pid, bool alive) => Rows.Judged(Rows.Worker(alive ? "new" : "old", alive ? "lifetop/new" : "lifetop/old") with { Root = new ProcessIdentity(pid, alive ? 2 : 1, Rows.Boot), RootAlive = alive });
        string number = "pid:" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        Assert.Equal("new", Selectors.Find([Of(Environment.ProcessId, alive: false), Of(Environment.ProcessId, alive: true)], number).One?.Worker.Name);
        Assert.Empty(Selectors.Find([Of(Environment.ProcessId, alive: false)], number).Candidates);
        const int nobody = 1 << 23;
        Assert.Equal("old", Selectors.Find([Of(nobody, alive: false)], "pid:8388608").One?.Worker.Name);
    }

    [Fact]
    public void An_ambiguous_name_lists_its_candidates()
    {
        Assert.Null(Selectors.All(Workers, ["zsh"], out int code, out string reason));
        Assert.Equal(2, code);
        Assert.Equal("zsh may be any of 2:\n  tmux/main:2.0\n  tmux@work/main:2.0", reason);
    }

    [Fact]
    public void An_unknown_name_gets_the_nearest()
    {
        Assert.Null(Selectors.All(Workers, ["foobra"], out int code, out string reason));
        Assert.Equal(3, code);
        Assert.Equal("no worker foobra: did you mean foobar?", reason);
    }

    [Fact]
    public void Two_names_of_one_worker_give_it_once()
        => Assert.Single(Selectors.All(Workers, ["happy-otter", "port:3000"], out _, out _)!);

    [Fact]
    public void A_dash_reads_names_from_input()
        => Assert.Equal(["a", "b", "c d", " blanks are its own ", "e"], Selectors.Expand(["a", "-", "e"], () => "b\r\n\nc d\n blanks are its own \n"));
}
