using System;
using Lifetop.Actions;
using Lifetop.Actions.Steps;
using Lifetop.App.Acting;
using Lifetop.Model;
using Lifetop.Screens.Acting;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.App.Acting;

public sealed class HeldTargetsTests
{
    private static readonly ProcessIdentity Before = new(7, 100, Rows.Boot), Now = new(8, 200, Rows.Boot);

    private static Plan Held(ProcessIdentity? meant, ProcessIdentity? found, bool alive = true)
    {
        var worker = Rows.Worker("web") with { Root = found, RootAlive = alive };
        var plan = new Plan { Action = WorkerAction.Reap, Workers = [new WorkerPlan { Identity = worker.Identity, Key = "process/web", Name = "web", Root = found, Steps = [new DropRecord("x", "web")] }] };
        return HeldTargets.Held(plan, [new ActionTarget(worker.Identity, "web", meant)], Roster.Empty with { Workers = [Rows.Judged(worker)] });
    }

    [Fact]
    public void Who_was_meant_is_planned_for()
    {
        var held = Held(Now, Now).Workers[0];
        Assert.Null(held.Refusal);
        Assert.Single(held.Steps);
    }

    [Fact]
    public void Who_was_started_anew_before_the_plan_was_made_is_not_meant()
    {
        foreach (ProcessIdentity? meant in (ReadOnlySpan<ProcessIdentity?>)[Before, null])
        {
            var held = Held(meant, Now).Workers[0];
            Assert.Equal("started anew since the key was pressed: pid 8", held.Refusal);
            Assert.Empty(held.Steps);
        }
    }

    [Fact]
    public void Who_died_meanwhile_is_still_the_one()
    {
        Assert.Null(Held(Before, Before, alive: false).Workers[0].Refusal);
        Assert.Null(Held(Before, null, alive: false).Workers[0].Refusal);
    }

    [Fact]
    public void Who_is_not_known_any_more_keeps_the_name_it_had_on_the_screen()
    {
        var plan = new Plan { Action = WorkerAction.Reap, Workers = [new WorkerPlan { Identity = "id:x", Key = "id:x", Name = "id:x", Refusal = "nothing is known of it any more" }] };
        var held = HeldTargets.Held(plan, [new ActionTarget("id:x", "brave-lynx", Before)], Roster.Empty).Workers[0];
        Assert.Equal(("brave-lynx", "nothing is known of it any more"), (held.Name, held.Refusal));
    }
}
