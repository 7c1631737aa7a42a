using System;
using System.Globalization;
using Lifetop.App;
using Lifetop.Model;
using Lifetop.Observation.Tmux;
using Lifetop.Screens;
using Lifetop.Screens.Detail;
using Lifetop.Terminal;
using Lifetop.Tests.Screens.Detail;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.App;

public sealed class PeekOnScreenTests
{
    [Fact]
    public void What_stands_on_a_real_pane_comes_into_the_frame_in_its_colours()
    {
        using var tmux = new TmuxSandbox();
        tmux.Start("main", "sh", "-c", "stty -echo; printf '\\033[31mhello from the pane'; exec sleep 1000");
        int server = tmux.ServerPid;
        var pane = Rows.Pane("main", tmux.Tmux("list-panes", "-F", "#{pane_id}")) with
        {
            Server = new TmuxServer(tmux.Socket, "", server, ServerProcess.StartTicks(server)),
            Pid = int.Parse(tmux.Tmux("list-panes", "-F", "#{pane_pid}"), CultureInfo.InvariantCulture),
        };
        var detail = new DetailWorld(PaneShape.Mini, 80, 24, Rows.Judged(Rows.Worker("w") with { Pane = new PaneSighting(pane) }, slot: 0)).Inspect(DetailTab.Peek);
        using var inbox = new Inbox();
        using var runner = new EffectRunner([new PeekHandler()], inbox);
        Eventually.True(() => Step(detail, runner, inbox).Contains("hello from the pane", StringComparison.Ordinal), "the text is in the frame");
        Assert.Equal(Color.Indexed(1), detail.World.Draw()[2, 4].Style.Foreground);
    }

    /// <summary>A second passes: questions are asked, and what was answered is taken.</summary>
    private static string Step(DetailWorld detail, EffectRunner runner, Inbox inbox)
    {
        detail.World.Pass(TimeSpan.FromSeconds(1));
        foreach (var effect in detail.World.Effects())
            runner.Run(effect);
        while (inbox.Take() is { } message)
            Update.News(detail.World.Ui, message);
        return detail.World.Plain();
    }
}
