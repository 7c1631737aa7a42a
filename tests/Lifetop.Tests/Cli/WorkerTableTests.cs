using System;
using Lifetop.Cli;
using Lifetop.Cli.Commands;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Cli;

public sealed class WorkerTableTests
{
    private static string Table(OutputStyle style, params string[] more)
        => new CliRun(SampleWorld.Roster()).Run(ListCommand.Run, style, ["ls", .. more]).Out;

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    [InlineData(160)]
    public void Fits_the_terminal(int width)
    {
        string table = Table(new OutputStyle(width, false, false));
        foreach (string line in table.Split('\n'))
            Assert.True(TextWidth.Of(line) <= width, line);
        Golden.Is($"Table.{width}", table);
    }

    [Fact]
    public void Cuts_nothing_into_a_pipe() => Golden.Is("Table.pipe", Table(OutputStyle.Plain));

    [Fact]
    public void Shows_every_column_when_wide() => Golden.Is("Table.wide", Table(OutputStyle.Plain, "-o", "wide"));

    [Fact]
    public void Draws_in_ascii() => Golden.Is("Table.ascii", Table(new OutputStyle(80, false, true)));

    [Fact]
    public void Colours_by_what_a_worker_needs() => Golden.Is("Table.color", Table(new OutputStyle(80, true, false)).Replace('\e', '^'));

    [Fact]
    public void Shows_chosen_columns_in_their_order_and_narrows_them_to_the_terminal()
    {
        Golden.Is("Table.columns", Table(OutputStyle.Plain, "--columns", "name,rss,ports,cmd", "--sort", "mem:desc", "--filter", "kind:daemon,agent"));
        foreach (string line in Table(new OutputStyle(40, false, false), "--columns", "key,name,note,mem").Split('\n'))
            Assert.True(TextWidth.Of(line) <= 40, line);
    }

    [Fact]
    public void Counts_in_one_line_without_shells_and_the_long_gone()
        => Assert.Equal("lifetop 8 ?1 !1 ◆1 ◇1 ×1 ●1 ○1\n", Table(OutputStyle.Plain, "-o", "summary"));

    [Fact]
    public void Names_are_one_a_line_and_harmless()
    {
        string[] names = Table(OutputStyle.Plain, "-o", "name").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("multiclaude/my.app/happy-otter", names[0]);
        Assert.Equal("tmux/scratch:0.0", names[^1]);
        Assert.Equal(9, names.Length);
    }

    [Fact]
    public void No_width_makes_it_throw_or_leak_a_control()
    {
        for (int width = 1; width < 220; width++)
            Assert.DoesNotContain(Table(new OutputStyle(width, false, width % 2 == 0)), letter => char.IsControl(letter) && letter != '\n');
    }
}
