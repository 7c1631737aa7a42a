using System;
using System.Globalization;
using System.Linq;
using Lifetop.App;
using Lifetop.Model;
using Lifetop.Observation.Tmux;
using Lifetop.Screens.Detail;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.App;

public sealed class PeekHandlerTests : IDisposable
{
    private readonly TmuxSandbox _tmux = new();
    private readonly PeekHandler _handler = new();

    public void Dispose()
    {
        _handler.Dispose();
        _tmux.Dispose();
    }

    private Pane Show(string printf)
    {
        _tmux.Start("main", "sh", "-c", $"stty -echo; printf '{printf}'; exec sleep 1000");
        return Listed();
    }

    private Pane Listed()
    {
        int server = _tmux.ServerPid;
        string[] pane = _tmux.Tmux("list-panes", "-F", "#{pane_id} #{pane_pid}").Split(' ');
        return Rows.Pane("main", pane[0]) with
        {
            Server = new TmuxServer(_tmux.Socket, "", server, ServerProcess.StartTicks(server)),
            Pid = int.Parse(pane[1], CultureInfo.InvariantCulture),
        };
    }

    private PeekRead Read(Pane pane) => Handled.By<PeekRead>(_handler, new ReadPeek("w", pane));

    private PeekRead ReadUntil(Pane pane, string text)
        => Eventually.Get(() => Read(pane) is var read && read.Lines.Any(line => line.Text.Contains(text, StringComparison.Ordinal)) ? read : null, text);

    [Fact]
    public void Gives_what_stands_there_with_its_colours()
    {
        var read = ReadUntil(Show("\\033[31mred\\nstill red\\033[0m plain\\n日本 wide\\ndone\\n"), "done");
        Assert.Null(read.Trouble);
        Assert.Equal(["red", "still red plain", "日本 wide", "done"], read.Lines.Select(line => line.Text));
        Assert.Equal(Color.Indexed(1), read.Lines[1].Runs[0].Style.Foreground);
        Assert.Equal(Style.Plain, read.Lines[1].Runs[1].Style);
    }

    [Fact]
    public void Line_drawing_links_and_hostile_bytes_come_out_harmless()
    {
        var read = ReadUntil(Show("\\033(0lqk\\033(B\\n\\033]8;;http://x\\033\\\\link\\033]8;;\\033\\\\\\n\\033]0;title\\007a\\342\\200\\256b\\377c\\nend\\n"), "end");
        Assert.Equal("┌─┐", read.Lines[0].Text);
        Assert.Equal("link", read.Lines[1].Text);
        Assert.All(read.Lines, line => Assert.DoesNotContain(line.Text, letter => char.IsControl(letter) || letter == '\u202E'));
    }

    [Fact]
    public void A_pane_of_another_process_is_not_shown()
    {
        var pane = Show("secret\\n");
        ReadUntil(pane, "secret");
        var read = Read(pane with { Pid = pane.Pid + 1 });
        Assert.Equal("its pane is another's now", read.Trouble);
        Assert.Empty(read.Lines);
    }

    [Fact]
    public void A_pane_that_went_is_gone()
    {
        var pane = Show("x\\n");
        Assert.Equal("its pane is gone", Read(pane with { PaneId = "%99" }).Trouble);
    }

    [Fact]
    public void A_dead_pane_says_so_and_shows_what_it_left()
    {
        var pane = Show("first\\nlast words\\n");
        _tmux.Tmux("set-option", "-g", "remain-on-exit", "on");
        // tmux may hear of an end before it has read the last words, and then never reads them.
        ReadUntil(pane, "last words");
        RealProcess.Signal(pane.Pid, "KILL");
        var read = Eventually.Get(() => Read(pane) is { Trouble: not null } dead ? dead : null, "the pane is dead");
        Assert.Equal("its pane is dead; this is what it left", read.Trouble);
        Assert.Contains(read.Lines, static line => line.Text == "last words");
    }

    [Fact]
    public void A_server_that_ended_is_gone()
    {
        var pane = Show("x\\n");
        _tmux.Tmux("kill-server");
        Eventually.True(() => !ServerProcess.IsAlive(pane.Server), "the server ends");
        Assert.Equal("its tmux server is gone", Read(pane).Trouble);
    }

    [Fact]
    public void A_stopped_server_is_given_up_in_time()
    {
        var pane = Show("x\\n");
        RealProcess.Signal(pane.Server.Pid, "STOP");
        try
        {
            Assert.Equal("its tmux server does not answer", Read(pane).Trouble);
        }
        finally
        {
            RealProcess.Signal(pane.Server.Pid, "CONT");
        }
    }

    [Fact]
    public void Without_tmux_it_says_that()
    {
        using var handler = new PeekHandler("no-such-tmux");
        Assert.Equal("tmux is not installed here", Handled.By<PeekRead>(handler, new ReadPeek("w", Show("x\\n"))).Trouble);
    }
}
