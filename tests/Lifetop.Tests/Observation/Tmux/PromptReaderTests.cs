using System;
using System.Linq;
using Lifetop.Observation.Tmux;
using Lifetop.Platform;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Tmux;

public sealed class PromptReaderTests
{
    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    [Fact]
    public void Finds_a_question_that_stands_still_and_drops_it_once_answered()
    {
        using var tmux = new TmuxSandbox();
        string script = tmux.Folder.Write("ask", "printf 'Overwrite it? [y/N] '; read answer; echo thanks; exec sleep 1000");
        tmux.Start("main", "sh", script);
        var source = Source(tmux);
        source.Look(Now);
        source.ReadPromptsOf([new PromptTarget("%0", "sh")]);

        Eventually.True(() => source.Look(Now) is { } p && p.Panes[0].Prompt is { Line: "Overwrite it? [y/N]" }, "the question is seen");
        var prompt = source.Look(Now).Panes[0].Prompt;
        tmux.Tmux("send-keys", "-t", "%0", "y", "Enter");

        Eventually.True(() => source.Look(Now).Panes[0].Prompt is null, "the answer is seen");
        Assert.Equal("yes or no", prompt!.Pattern);
    }

    [Fact]
    public void Reads_a_pane_that_says_nothing_new_only_once()
    {
        using var tmux = new TmuxSandbox();
        string script = tmux.Folder.Write("ask", "printf 'Overwrite it? [y/N] '; exec sleep 1000");
        tmux.Start("main", "sh", script);
        var source = Source(tmux);
        source.Look(Now);
        source.ReadPromptsOf([new PromptTarget("%0", "sh")]);
        Eventually.True(() => source.Look(Now).Panes[0].Prompt is not null, "the question is seen");
        // Seen at once, it is read for the last time when it has stood still.
        var still = Now + TimeSpan.FromSeconds(3);
        Eventually.True(() => source.Look(Now) is not null && Now > still, "it has stood still");
        int asked = source.Client.Asked;

        Assert.False(Eventually.IsTrue(() => source.HasMoved(Now), TimeSpan.FromSeconds(2.5)), "nothing to read");
        source.Look(Now);

        Assert.Equal(asked, source.Client.Asked);
    }

    [Fact]
    public void Captures_at_most_four_panes_a_look_and_forgets_none()
    {
        using var tmux = new TmuxSandbox();
        string script = tmux.Folder.Write("ask", "printf 'Overwrite it? [y/N] '; exec sleep 1000");
        tmux.Start("main", "sh", script);
        for (int i = 1; i < 10; i++)
            tmux.Tmux("new-window", "-d", "sh", script);
        var source = Source(tmux);
        var start = Now;
        var panes = source.Look(start).Panes;
        source.ReadPromptsOf([.. panes.Select(p => new PromptTarget(p.Facts.PaneId, "sh"))]);

        var later = start + TimeSpan.FromSeconds(5);
        int looks = 0;
        Eventually.True(
            () =>
            {
                int before = source.Client.Asked;
                int read = panes.Count(p => p.Prompt is not null);
                looks++;
                var answer = source.Look(later);
                Assert.InRange(source.Client.Asked - before, 0, 1);
                Assert.InRange(answer.Panes.Count(p => p.Prompt is not null) - read, 0, 4);
                panes = answer.Panes;
                return answer.Panes.All(p => p.Prompt is not null);
            },
            "all are read");

        Assert.InRange(looks, 3, 10);
    }

    [Fact]
    public void Keeps_the_listing_when_a_pane_goes_before_its_capture()
    {
        using var tmux = new TmuxSandbox().Start();
        tmux.Tmux("new-window", "-d", "sleep", "1000");
        var source = Source(tmux);
        var start = Now;
        source.Look(start);
        source.ReadPromptsOf([new PromptTarget("%0", "sh"), new PromptTarget("%1", "sh")]);
        tmux.Tmux("kill-pane", "-t", "%0");

        var answer = source.Look(start + TimeSpan.FromSeconds(5));

        Assert.Empty(answer.Gaps);
        Assert.Equal("%1", Assert.Single(answer.Panes).Facts.PaneId);
        Assert.Single(answer.Servers);
    }

    [Fact]
    public void Lets_go_of_a_prompt_when_its_pane_is_no_longer_named()
    {
        using var tmux = new TmuxSandbox();
        string script = tmux.Folder.Write("ask", "printf 'Overwrite it? [y/N] '; exec sleep 1000");
        tmux.Start("main", "sh", script);
        var source = Source(tmux);
        source.Look(Now);
        source.ReadPromptsOf([new PromptTarget("%0", "sh")]);
        Eventually.True(() => source.Look(Now).Panes[0].Prompt is not null, "the question is seen");

        source.ReadPromptsOf([]);

        Assert.True(source.HasMoved(Now));
        Assert.Null(source.Look(Now).Panes[0].Prompt);
    }

    [Fact]
    public void What_was_read_ahead_is_believed_once_and_never_again()
    {
        using var tmux = new TmuxSandbox();
        string script = tmux.Folder.Write("ask", "printf 'Overwrite it? [y/N] '; read answer; clear; exec sleep 1000");
        tmux.Start("main", "sh", script);
        tmux.Tmux("new-window", "-d", "sleep", "1000");
        Eventually.True(() => tmux.Tmux("capture-pane", "-p", "-t", "%0").Contains("[y/N]", StringComparison.Ordinal), "it asks");
        var source = Source(tmux);
        source.ReadsAhead = true;
        source.Look(Now);
        source.ReadPromptsOf([new PromptTarget("%0", "sh")]);
        Assert.NotNull(source.Look(Now).Panes[0].Prompt);
        tmux.Tmux("send-keys", "-t", "%0", "y", "Enter");
        Eventually.True(() => source.Look(Now).Panes[0].Prompt is null, "the answer is seen");

        source.ReadPromptsOf([new PromptTarget("%0", "sh"), new PromptTarget("%1", "sleep")]);

        Assert.Null(source.Look(Now).Panes[0].Prompt);
    }

    private static TmuxServerSource Source(TmuxSandbox tmux) =>
        new(new TmuxSocket(tmux.Socket, ""), new TmuxClient(tmux.Socket), PromptPatterns.Shipped);
}
