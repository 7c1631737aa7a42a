using System;
using System.Collections.Generic;
using System.Linq;
using Lifetop.Screens;
using Lifetop.Screens.Detail;
using Lifetop.Screens.Grid;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens;

/// <summary>What tmux, git and the disk are asked about a row is not asked about those the cursor only passes.</summary>
public sealed class CursorRestTests
{
    private static readonly TimeSpan KeyHeldDown = TimeSpan.FromMilliseconds(35), Longer = TimeSpan.FromMilliseconds(200);

    private readonly UiWorld _world = new(new GridScreen(new DetailPane()), 160, 50, Devbox.Roster());

    [Fact]
    public void A_single_step_is_asked_about_at_once()
    {
        Begin();
        Step(Longer);
        Assert.NotEmpty(Asked());
        Assert.Null(_world.Ui.Cursor.Until);
    }

    [Fact]
    public void Of_many_steps_the_first_is_asked_about_and_the_last_when_they_are_over()
    {
        Begin();
        Step(Longer);
        Assert.NotEmpty(Asked());
        for (int i = 0; i < 5; i++)
        {
            Step(KeyHeldDown);
            Assert.Empty(_world.Effects());
        }
        Assert.False(_world.Ui.Cursor.IsOver(_world.Ui.Now + KeyHeldDown));

        _world.Ui.Now = _world.Ui.Cursor.Until!.Value;
        Assert.True(_world.Ui.Cursor.IsOver(_world.Ui.Now));
        Update.Rest(_world.Ui);

        Assert.Equal([_world.Ui.Selected!.Worker.Identity], Asked().Distinct());
        Assert.False(_world.Ui.Cursor.IsOver(_world.Ui.Now + Longer));
    }

    [Fact]
    public void A_clock_that_is_set_back_keeps_nobody_waiting()
    {
        Begin();
        Step(Longer);
        Step(KeyHeldDown);
        Assert.NotNull(_world.Ui.Cursor.Until);
        Assert.True(_world.Ui.Cursor.IsOver(_world.Ui.Now - TimeSpan.FromHours(1)));

        _world.Effects();
        Step(TimeSpan.FromHours(-1));
        Assert.NotEmpty(Asked());
    }

    private void Begin()
    {
        _world.Draw();
        _world.Effects();
    }

    private void Step(TimeSpan after)
    {
        _world.Ui.Now += after;
        _world.Press("j");
        _world.Draw();
    }

    /// <summary>The workers something was asked about.</summary>
    private List<string> Asked() => [.. _world.Effects().Select(static effect => effect switch
    {
        ReadSafety safety => safety.Judged.Worker.Identity,
        ReadPeek peek => peek.Identity,
        ReadLogEnd log => log.Identity,
        ReadTree tree => tree.Worker.Identity,
        _ => throw new InvalidOperationException($"{effect} is asked about nobody"),
    })];
}
