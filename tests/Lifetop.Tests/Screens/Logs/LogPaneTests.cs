using System;
using System.Globalization;
using System.Linq;
using Lifetop.Model;
using Lifetop.Observation.Tmux;
using Lifetop.Screens.Logs;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens.Logs;

public sealed class LogPaneTests : IDisposable
{
    private readonly TmuxSandbox _tmux = new();

    public void Dispose() => _tmux.Dispose();

    [Fact]
    public void Shows_the_scrollback_of_a_pane_and_what_comes_of_it()
    {
        Start("seq 1 200 | sed 's/^/line /'; read a; printf 'more\\n'; seq 201 1200 | sed 's/^/line /'; read b");
        using var world = World();
        world.UntilShown("line 200");
        world.PressUntil("g", () => world.Lines() is [("line 1"), ..], "the first line");
        world.Press("G");
        _tmux.Tmux("send-keys", "-t", "main", "Enter");
        world.UntilShown("line 1200");
        world.Press("f");
        world.PressUntil("PageUp", () => world.World.Plain().Contains("line 203\n", StringComparison.Ordinal), "the lines that scrolled by meanwhile");
        string[] lines = [.. world.Lines().Where(static line => line.StartsWith("line", StringComparison.Ordinal))];
        int first = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        Assert.Equal(Enumerable.Range(first, lines.Length).Select(static i => "line " + i), lines);
    }

    [Fact]
    public void What_stands_on_the_screen_is_replaced_not_added_to()
    {
        Start("stty -echo; printf 'progress 1'; read a; printf '\\rprogress 2'; read b; printf '\\rprogress 3'; read c");
        using var world = World();
        world.UntilShown("progress 1");
        _tmux.Tmux("send-keys", "-t", "main", "Enter");
        world.UntilShown("progress 2");
        Assert.Single(world.Lines(), static line => line.Contains("progress", StringComparison.Ordinal));
    }

    [Fact]
    public void Colours_and_line_drawing_and_links_are_harmless()
    {
        Start("printf '\\033[31mred\\nstill red\\033[0m\\n\\033(0lqk\\033(B\\n\\033]8;;http://x\\007link\\033]8;;\\007\\n'; read a");
        using var world = World();
        world.UntilShown("link");
        Assert.Equal(["red", "still red", "┌─┐", "link"], world.Lines());
        var frame = world.World.Draw();
        Assert.Equal(frame[12, 4].Style, frame[12, 5].Style);
        Assert.NotEqual(frame[12, 4].Style, frame[12, 7].Style);
    }

    [Fact]
    public void What_stands_on_the_screen_is_found_too()
    {
        Start("seq 1 100; echo needle; read a");
        using var world = World();
        world.UntilShown("needle");
        world.Press("/");
        world.World.Type("needle");
        world.Press("Enter");
        world.UntilShown("1 of 1");
    }

    [Fact]
    public void Tab_switches_between_file_and_pane()
    {
        Start("echo from the pane; read a");
        string path = _tmux.Folder.Write("x.log", "from the file\n");
        using var world = new LogWorld([new LogSource("x", "k/x", path, Pane(), false)]);
        world.UntilShown("from the file");
        world.Press("Tab");
        world.UntilShown("from the pane");
        Assert.DoesNotContain("from the file", world.World.Plain(), StringComparison.Ordinal);
        world.Press("Tab");
        world.UntilShown("from the file");
    }

    [Fact]
    public void A_pane_of_another_server_with_the_same_name_is_not_taken_for_it()
    {
        Start("echo secret of somebody else; read a");
        var pane = Pane();
        using var world = World(pane with { Server = pane.Server with { Pid = pane.Server.Pid + 1 } });
        world.UntilShown("its tmux server is gone");
        Assert.DoesNotContain("secret", world.World.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pane_that_is_gone_says_so_and_its_text_stays()
    {
        Start("echo last words; read a");
        _tmux.Tmux("new-session", "-d", "-s", "other", "sleep 1000");
        using var world = World();
        world.UntilShown("last words");
        _tmux.Tmux("kill-session", "-t", "main");
        world.UntilShown("its pane is gone");
        Assert.Contains("last words", world.World.Plain(), StringComparison.Ordinal);
    }

    private void Start(string script) => _tmux.Start("main", "sh", "-c", script);

    private LogWorld World(Pane? pane = null) => new([new LogSource("x", "k/x", null, pane ?? Pane(), true)]);

    private Pane Pane()
    {
        int pid = _tmux.ServerPid;
        return Rows.Pane("main", _tmux.Tmux("display-message", "-p", "-t", "main", "#{pane_id}")) with
        {
            Server = new TmuxServer(_tmux.Socket, "", pid, ServerProcess.StartTicks(pid)),
        };
    }
}
