using System;
using Lifetop.Platform;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Panes of a real tmux on the screen: looked at, gone to, come back from.</summary>
public sealed class ScreenPaneTests : ScreenScenario
{
    private const string Printing = "stty -echo; printf '\\033[31mhello from the pane\\033[0m\\n'; exec sleep 1000";

    public ScreenPaneTests() => Lifetop.Configure("""{ "sources": { "process": { "enabled": false } } }""");

    [Theory]
    [InlineData(80, 24)]
    [InlineData(120, 36)]
    [InlineData(200, 50)]
    public void What_stands_on_a_pane_is_seen_in_its_colours(int width, int height)
    {
        StartTmux("peeked", "sh", "-c", Printing);
        using var screen = new TmuxScreen(Lifetop, width, height);
        Select(screen, "peeked");
        screen.Press("Enter").UntilShows("lifetop says");
        screen.Press("BTab").Press("BTab").Press("BTab").UntilShows("hello from the pane");
        screen.Until(_ => screen.Styled.Contains("\e[31mhello from the pane", StringComparison.Ordinal), "red");
    }

    [Fact]
    public void Attaching_hands_the_terminal_to_another_server_and_detaching_leads_back()
    {
        StartTmux("visited", "sh", "-c", Printing);
        using var screen = new TmuxScreen(Lifetop, 80, 24);
        Select(screen, "visited");
        screen.Type("a").UntilShows("hello from the pane").UntilShows("[visited]");
        // The keys of the inner tmux, whose prefix nobody changed.
        screen.Press("C-b").Type("d").UntilShows("back from");
        screen.Type("?").UntilShows("type to search");
        screen.Press("Escape").UntilHides("type to search");
        screen.Type("q").Until(_ => screen.Sessions == 1, "its end");
    }

    [Fact]
    public void Attaching_from_inside_the_same_server_switches_the_client()
    {
        var tmux = StartTmux("visited", "sh", "-c", Printing);
        using var screen = new TmuxScreen(Lifetop, 80, 24, tmux);
        using var client = new Pty(80, 24, new VirtualTerminal(80, 24) { IsForgiving = true });
        var environment = With();
        client.Start(["tmux", "-u", "-S", tmux.Socket, "attach", "-t", "=screen:"], environment, Lifetop.Home);
        string Session() => tmux.Tmux("list-clients", "-F", "#{client_session}");
        Eventually.True(() => Session() == "screen", "a client on lifetop");
        Select(screen, "visited");
        screen.Type("a");
        Eventually.True(() => Session() == "visited", "the client on the worker");
        client.Signal(Libc.SignalKill);
        Eventually.True(() => client.HasEnded, "the client's end");
    }

    [Fact]
    public void What_is_lifetops_own_pane_is_not_gone_to()
    {
        var tmux = StartTmux("visited", "sh", "-c", Printing);
        using var screen = new TmuxScreen(Lifetop, 80, 24, tmux);
        Select(screen, "screen");
        screen.Type("a").UntilShows("it is lifetop itself");
    }

    [Fact]
    public void A_pane_is_adopted_where_it_stands()
    {
        StartTmux("lone", "sh", "-c", Printing);
        using var screen = new TmuxScreen(Lifetop, 80, 24);
        Select(screen, "lone");
        screen.Type("A").UntilShows("Adopt ");
        for (int i = 0; i < 20; i++)
            screen.Press("BSpace");
        screen.Type("kept").Press("Enter").UntilShows("adopted");
        Assert.Equal("lone", List()["lifetop/kept"].Session);
        screen.Press("Escape").Until(static text => ScreenRows.Find(text, "kept") is { State: "running" }, "the worker of lifetop's own");
    }

    [Fact]
    public void A_stopped_server_makes_its_workers_unknown_and_never_stops_the_keys()
    {
        var tmux = StartTmux("held", "sh", "-c", Printing);
        Declare("steady", Start("sleep", "1000"));
        using var pty = Open();
        Filter(pty, "held,steady");
        pty.Until(static screen => ScreenRows.Find(screen.Text, "steady") is { State: "running" } && ScreenRows.Find(screen.Text, "held") is { State: "running" }, "both running");
        int server = tmux.ServerPid;
        RealProcess.Signal(server, "STOP");
        try
        {
            pty.Until(static screen => ScreenRows.Find(screen.Text, "held") is { State: "unknown" }, "a gap makes it unknown");
            Assert.Equal("running", ScreenRows.Find(pty.Screen.Text, "steady")?.State);
            for (int i = 0; i < 3; i++)
            {
                pty.Type("?");
                pty.UntilShows("type to search");
                pty.Type("\e");
                pty.Until(static screen => !screen.Shows("type to search"), "the list");
            }
            string clock = Clock(pty.Screen);
            pty.Until(screen => Clock(screen) != clock, "the clock goes on");
        }
        finally
        {
            RealProcess.Signal(server, "CONT");
        }
        pty.Until(static screen => ScreenRows.Find(screen.Text, "held") is { State: "running" }, "it is seen again");
        pty.Type("q");
        pty.UntilShows("code 0");
    }

    [Fact]
    public void A_server_that_hangs_from_the_start_delays_nobody_else()
    {
        var tmux = StartTmux("held", "sh", "-c", Printing);
        Declare("steady", Start("sleep", "1000"));
        int server = tmux.ServerPid;
        RealProcess.Signal(server, "STOP");
        try
        {
            using var pty = Begin(new Pty());
            pty.Until(static screen => ScreenRows.Find(screen.Text, "steady") is { State: "running" }, "the one that can be seen");
            pty.Type("?");
            pty.UntilShows("type to search");
            pty.Type("\x03");
            pty.Until(static screen => !screen.Shows("type to search"), "the list");
            pty.Type("q");
            pty.UntilShows("code 0");
        }
        finally
        {
            RealProcess.Signal(server, "CONT");
        }
    }

    /// <summary>Only what has this word, wherever else panes may be on this machine.</summary>
    private static void Select(TmuxScreen screen, string word)
    {
        screen.UntilShows("state▾");
        screen.Type("/key:" + word).Press("Enter").Until(static text => ScreenRows.Place(text) is (1, 1), "the only row");
    }

    private static void Filter(Pty pty, string words)
    {
        pty.Type("/key:" + words);
        pty.Until(static screen => screen.Shows("Enter keeps"), "the filter");
        pty.Type("\r");
        pty.Until(static screen => !screen.Shows("Enter keeps"), "the list");
    }

    private static string Clock(VirtualTerminal screen) => screen.Row(2)[^8..];
}
