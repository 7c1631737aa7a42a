using System;
using System.Linq;
using Lifetop.Actions;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Screens;
using Lifetop.Screens.Acting;
using Lifetop.Screens.Dialogs;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens;

/// <summary>From a key to a confirmed plan, with answers as the acting side gives them.</summary>
public sealed class PlanDialogTests
{
    private static readonly ProcessIdentity Root = new(18190, 700, Rows.Boot);

    private static UiWorld World(int width = 80, int height = 24)
    {
        var world = new UiWorld(new BlankGround(), width, height);
        world.Ui.Selected = Rows.Row("brave-lynx", Lifecycle.Zombie, key: "multiclaude/my.app/brave-lynx",
            with: static worker => worker with { Root = Root, Pane = new PaneSighting(Rows.Pane("mc-my.app", "%14")) });
        return world;
    }

    private static WorkerPlan Lynx(TimeSpan grace, string name = "brave-lynx") => new()
    {
        Identity = "id:multiclaude/my.app/" + name,
        Key = "multiclaude/my.app/" + name,
        Name = name,
        Root = Root,
        Steps =
        [
            new EndProcesses(
                [
                    new PlannedProcess(Root, "zsh", Rows.Now - Rows.Span("47m"), "in %14"),
                    new PlannedProcess(new ProcessIdentity(18301, 900, Rows.Boot), "node vite --port 3001", Rows.Now - Rows.Span("131m"), "listens on :3001"),
                ], grace),
            new ClosePane(Rows.DefaultServer, "%14", "@7", "mc-my.app", Alone: true),
            new RecordTask(new FinishedTask(name, "id:" + name, "multiclaude", "not done")),
        ],
        LeftAlone = [new LeftAlone("worktree wt/brave-lynx", "2 files changed") { Kept = "worktree" }],
        Safety = new Safety(SafetyAnswer.Yes, ["ended 47m ago", "nobody attached", "3 of 3 commits pushed"], ["2 files changed in wt/brave-lynx: kept", "2 processes of it are alive"]),
    };

    private static Plan PlanOf(WorkerAction action, params WorkerPlan[] workers) => new() { Action = action, Workers = [.. workers] };

    /// <summary>The key was pressed, and this is what was planned.</summary>
    private static UiWorld Asked(string key, Plan plan, int width = 80, int height = 24, string? trouble = null)
    {
        var world = World(width, height);
        world.Press(key);
        var asked = Assert.IsType<PlanActions>(Assert.Single(world.Effects()));
        Update.News(world.Ui, new Planned(asked.Number, plan, trouble));
        return world;
    }

    private static UiWorld Reap(int width = 80, int height = 24) => Asked("x", PlanOf(WorkerAction.Reap, Lynx(TimeSpan.FromSeconds(5))), width, height);

    private static UiWorld Twelve(int width = 80, int height = 24)
        => Asked("x", PlanOf(WorkerAction.Reap, [
            .. Enumerable.Range(1, 12).Select(static i => Lynx(TimeSpan.FromSeconds(5), FormattableString.Invariant($"lynx-{i}"))),
            new WorkerPlan { Identity = "id:pm", Key = "lifetop/pm-daemon", Name = "pm-daemon", Refusal = "protected" },
        ]), width, height);

    private static UiWorld Restart(int width, int height)
        => Asked("r", PlanOf(WorkerAction.Restart, Lynx(TimeSpan.FromSeconds(5)) with
        {
            Steps = [.. Lynx(TimeSpan.FromSeconds(5)).Steps.Take(1), new StartAgain(["node", "server.js"], "/srv/web") { VariablesOf = "its process" }],
            LeftAlone = [],
        }), width, height);

    [Theory]
    [InlineData("reap", 80, 24)]
    [InlineData("reap", 40, 10)]
    [InlineData("reap-now", 80, 24)]
    [InlineData("reap-now", 40, 10)]
    [InlineData("restart", 80, 24)]
    [InlineData("restart", 40, 10)]
    [InlineData("refusal", 80, 24)]
    [InlineData("refusal", 40, 10)]
    [InlineData("twelve", 80, 24)]
    [InlineData("twelve", 40, 10)]
    [InlineData("looking", 80, 24)]
    [InlineData("looking", 40, 10)]
    [InlineData("signal", 80, 24)]
    [InlineData("signal", 40, 10)]
    [InlineData("nudge", 80, 24)]
    [InlineData("nudge", 40, 10)]
    public void Looks_like_this(string what, int width, int height)
    {
        var world = what switch
        {
            "reap" => Reap(width, height),
            "reap-now" => Asked("X", PlanOf(WorkerAction.ReapNow, Lynx(TimeSpan.Zero)), width, height),
            "restart" => Restart(width, height),
            "refusal" => Asked("x", PlanOf(WorkerAction.Reap, Lynx(default) with { Steps = [], Refusal = "its state is unknown: state.json is cut short" }), width, height),
            "twelve" => Twelve(width, height),
            _ => World(width, height),
        };
        if (what is "looking" or "signal" or "nudge")
            world.Press(what switch { "looking" => "x", "signal" => "!", _ => "i" });
        Golden.Is($"Plan.{what}.{width}x{height}", world.Text());
    }

    [Fact]
    public void Nothing_is_confirmed_before_the_plan_is_seen()
    {
        var world = World();
        world.Press("x y x X Y");
        var asked = Assert.IsType<PlanActions>(Assert.Single(world.Effects()));
        Assert.Equal(2, world.Ui.Screens.Count);
        Update.News(world.Ui, new Planned(asked.Number + 1, PlanOf(WorkerAction.Reap, Lynx(default)), null));
        Assert.IsType<LookingDialog>(world.Ui.Top);
        Update.News(world.Ui, new Planned(asked.Number, PlanOf(WorkerAction.Reap, Lynx(default)), null));
        Assert.IsType<ConfirmDialog>(world.Ui.Top);
        Assert.Empty(world.Effects());
        world.Press("y");
        Assert.Equal(asked.Number, Assert.IsType<RunPlan>(Assert.Single(world.Effects())).Number);
    }

    [Fact]
    public void A_plan_that_comes_after_its_dialog_was_closed_is_not_asked()
    {
        var world = World();
        world.Press("x Esc");
        var asked = world.Effects().OfType<PlanActions>().Single();
        Update.News(world.Ui, new Planned(asked.Number, PlanOf(WorkerAction.Reap, Lynx(default)), null));
        Assert.Single(world.Ui.Screens);
    }

    [Fact]
    public void Who_is_meant_is_fixed_when_the_key_is_pressed_whatever_the_list_does()
    {
        var world = World();
        world.Press("x");
        world.Ui.Selected = Rows.Row("other");
        world.Look(SampleWorld.Roster());
        var asked = world.Effects().OfType<PlanActions>().Single();
        Assert.Equal(new ActionTarget("id:multiclaude/my.app/brave-lynx", "brave-lynx", Root), Assert.Single(asked.Targets));
        var plan = PlanOf(WorkerAction.Reap, Lynx(default));
        Update.News(world.Ui, new Planned(asked.Number, plan, null));
        world.Ui.Selected = null;
        world.Look(Roster.Empty);
        world.Press("y");
        Assert.Same(plan, world.Effects().OfType<RunPlan>().Single().Plan);
    }

    [Theory]
    [InlineData("Enter")]
    [InlineData("Esc")]
    [InlineData("x x X Enter")]
    public void Nothing_is_done_without_a_yes(string keys)
    {
        var world = Reap();
        Update.Input(world.Ui, new InputEvent(InputKind.Paste) { Text = "y\ny\r" });
        world.Press(keys);
        Assert.Empty(world.Effects());
        Assert.Single(world.Ui.Screens);
    }

    [Fact]
    public void A_refusal_can_only_be_closed_and_trouble_with_the_registry_is_one()
    {
        var world = Asked("x", PlanOf(WorkerAction.Reap, Lynx(default)), trouble: "nothing is done unrecorded: the disk is full");
        Assert.Contains("nothing is done unrecorded: the disk is full", world.Plain(), StringComparison.Ordinal);
        world.Press("y");
        Assert.Empty(world.Effects());
        Assert.DoesNotContain("Cancel", world.Plain(), StringComparison.Ordinal);
        world.Press("Enter");
        Assert.Single(world.Ui.Screens);
    }

    [Fact]
    public void What_is_done_already_is_said_and_not_asked()
    {
        var world = Asked("x", PlanOf(WorkerAction.Reap, Lynx(default) with { Steps = [], Already = "reaped 3m ago" }));
        Assert.Single(world.Ui.Screens);
        Assert.Equal("nothing to do for brave-lynx: reaped 3m ago", world.Ui.Line.Current?.Text);
    }

    [Fact]
    public void More_than_ten_want_their_number_typed_and_protected_ones_are_named()
    {
        var world = Twelve(80, 200);
        Assert.Contains("out   pm-daemon: protected", world.Plain(), StringComparison.Ordinal);
        Assert.Contains("type 12 to reap 12", world.Plain(), StringComparison.Ordinal);
        world.Press("y");
        Assert.Empty(world.Effects());
        world.Press("1 2 y");
        Assert.Single(world.Effects());
    }

    [Fact]
    public void Marked_ones_are_one_plan()
    {
        var world = World();
        world.Ui.Marked = [Rows.Row("one"), Rows.Row("two")];
        world.Press("x");
        Assert.Equal(["one", "two"], world.Effects().OfType<PlanActions>().Single().Targets.Select(static target => target.Name));
        Assert.Contains("Reap 2 workers?", world.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_is_typed_as_it_stands_and_pasted_text_sends_nothing()
    {
        var world = World();
        world.Press("i Enter");
        Assert.Contains("write a line first", world.Plain(), StringComparison.Ordinal);
        Update.Input(world.Ui, new InputEvent(InputKind.Paste) { Text = "yes\n" });
        world.Type("C-c;");
        Assert.Empty(world.Effects());
        world.Press("Enter");
        var nudge = world.Effects().OfType<ActAtOnce>().Single();
        Assert.Equal((WorkerAction.Nudge, "yes C-c;"), (nudge.Request.Action, nudge.Request.Line));
        Assert.Equal(Root, nudge.Targets[0].Root);
        Assert.Single(world.Ui.Screens);
    }

    [Fact]
    public void A_signal_is_chosen_and_then_asked_and_pause_and_resume_are_not()
    {
        var world = World();
        world.Press("! Enter");
        var asked = world.Effects().OfType<PlanActions>().Single();
        Assert.Equal((WorkerAction.Signal, 15, false), (asked.Request.Action, asked.Request.Signal, asked.Request.WholeTree));
        world.Press("Esc F9 Tab g Enter");
        asked = world.Effects().OfType<PlanActions>().Single();
        Assert.Equal((1, true), (asked.Request.Signal, asked.Request.WholeTree));
        world.Press("Esc ! Tab G k k Enter");
        Assert.Equal(WorkerAction.Pause, world.Effects().OfType<ActAtOnce>().Single().Request.Action);
        world.Press("! Tab G k Enter");
        Assert.Equal(WorkerAction.Resume, world.Effects().OfType<ActAtOnce>().Single().Request.Action);
    }

    [Fact]
    public void Progress_stands_until_the_result_and_can_be_cancelled()
    {
        var world = World();
        world.Press("u");
        Assert.Equal("cancel: nothing is under way here", world.Ui.Line.Current?.Text);
        world.Ui.Line.Clear();
        Update.News(world.Ui, new PlanBegun(7, WorkerAction.Reap, ["id:multiclaude/my.app/brave-lynx"], "brave-lynx"));
        Update.News(world.Ui, new PlanProgress(7, "reaping brave-lynx: 1 of 2 gone, 3s of grace left"));
        Assert.Equal((Outcome.UnderWay, "u cancels"), (world.Ui.Line.Current?.Outcome, world.Ui.Line.Current?.Hint));
        world.Press("x");
        Assert.Equal("reap: a plan is at it already", world.Ui.Line.Current?.Text);
        world.Press("u");
        Assert.Equal(new CancelPlan(7), Assert.Single(world.Effects()));
        var plan = PlanOf(WorkerAction.Reap, Lynx(TimeSpan.FromSeconds(5)));
        Update.News(world.Ui, new PlanEnded(7, new PlanResult
        {
            Plan = plan,
            Outcome = PlanOutcome.Done,
            Workers = [new WorkerResult(plan.Workers[0], PlanOutcome.Done, [new StepResult(StepOutcome.Done, "2 of 2 gone, TERM, 0.4s"), new StepResult(StepOutcome.Done, ""), new StepResult(StepOutcome.Done, "recorded as not done")])],
        }));
        Assert.Equal(("reaped brave-lynx: 2 of 2 gone, TERM, 0.4s; worktree kept", "@ log"), (world.Ui.Line.Current?.Text, world.Ui.Line.Current?.Hint));
        Assert.Equal("TERM to 2 processes, after 5s KILL to what is left: done, 2 of 2 gone, TERM, 0.4s", world.Ui.Line.Said[^1].Steps[0]);
        world.Press("u");
        Assert.Equal("cancel: nothing is under way here", world.Ui.Line.Current?.Text);
    }

    [Fact]
    public void Of_many_each_has_its_line_in_the_log_and_the_last_is_about_all()
    {
        var world = World();
        var plan = PlanOf(WorkerAction.Reap, Lynx(default, "one"), Lynx(default, "two"));
        Update.News(world.Ui, new PlanEnded(1, new PlanResult
        {
            Plan = plan,
            Outcome = PlanOutcome.Partly,
            Took = TimeSpan.FromSeconds(1.8),
            Workers =
            [
                new WorkerResult(plan.Workers[0], PlanOutcome.Done, [new StepResult(StepOutcome.Done, "2 of 2 gone, TERM, 0.4s"), null, null]),
                new WorkerResult(plan.Workers[1], PlanOutcome.Partly, [new StepResult(StepOutcome.Partly, "1 of 2 gone, KILL, 5.1s; pid 9 survives in state D"), null, null]),
            ],
        }));
        Assert.Equal(3, world.Ui.Line.Said.Count);
        Assert.Equal("reaped 1 of 2 workers, 1.8s; reap of two: 1 of 2 gone, KILL, 5.1s; pid 9 survives in state D", world.Ui.Line.Current?.Text);
    }

    [Theory]
    [InlineData("x X r D i ! F9")]
    public void Keys_that_cannot_be_used_say_why(string keys)
    {
        (string Reason, Action<UiState> Make)[] cases =
        [
            ("read-only", static ui => ui.ReadOnly = true),
            ("nothing is selected", static ui => ui.Selected = null),
            ("it is lifetop itself", static ui => ui.Selected = Rows.Row("me", with: static worker => worker with { IsSelf = true })),
            ("it was not seen clearly enough", static ui => ui.Selected = Rows.Row("calm", Lifecycle.Unknown)),
            ("it is being ended already", static ui => ui.Selected = Rows.Row("calm", Lifecycle.Reaping)),
            ("it is being started again already", static ui => ui.Selected = Rows.Row("calm", Lifecycle.Restarting)),
            ("it is protected, p unprotects it", static ui => ui.Selected = new Lifetop.Model.Query.WorkerRow(Rows.Judged(Rows.Worker("calm")) with { Protected = true }, Lifetop.Model.Query.WorkerRow.Uncounted, Rows.Now)),
        ];
        foreach (var (reason, make) in cases)
            foreach (string key in keys.Split(' '))
            {
                var world = World();
                make(world.Ui);
                world.Press(key);
                Assert.EndsWith(": " + reason, world.Ui.Line.Current?.Text, StringComparison.Ordinal);
                Assert.Empty(world.Effects());
                Assert.Single(world.Ui.Screens);
            }
    }

    [Theory]
    [InlineData("i")]
    [InlineData("D")]
    public void What_needs_a_pane_says_so(string key)
    {
        var world = World();
        world.Ui.Selected = Rows.Row("silent");
        world.Press(key);
        Assert.EndsWith(": silent has no pane", world.Ui.Line.Current?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_a_dead_lifetop_left_is_named_with_the_key_that_finishes_it()
    {
        var world = new UiWorld(new Lifetop.Screens.Grid.GridScreen(new BlankPane()), 100, 24, SampleWorld.Roster());
        Update.News(world.Ui, new PlansAbandoned([new AbandonedPlan(12, "reap", "id:multiclaude/my.app/brave-lynx", Rows.Now, 2, 5)]));
        Assert.Contains("! reap of brave-lynx was left half done: plan 12, 2 of 5 steps", world.Plain(), StringComparison.Ordinal);
        Assert.Contains("x on it finishes it", world.Plain(), StringComparison.Ordinal);
        Update.News(world.Ui, new PlansAbandoned([]));
        Assert.DoesNotContain("half done", world.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_spawn_that_a_dead_lifetop_left_is_named_with_the_key_that_undoes_it()
    {
        var world = new UiWorld(new Lifetop.Screens.Grid.GridScreen(new BlankPane()), 120, 24, SampleWorld.Roster());
        Update.News(world.Ui, new PlansAbandoned([new AbandonedPlan(12, "spawn", "lifetop:web", Rows.Now, 2, 6)]));
        Assert.Contains("! spawn of lifetop:web was left half done: plan 12, 2 of 6 steps", world.Plain(), StringComparison.Ordinal);
        Assert.Contains("S shows what undoes it", world.Plain(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80, "  ◆ 1 dead worker left 2 things behind.  S shows what a sweep takes     Esc no")]
    [InlineData(50, " ◆ 1 dead left 2 things  S sweep              Esc")]
    [InlineData(40, " ◆ 1 dead left 2 things  S sweep    Esc")]
    public void What_the_dead_left_before_the_start_is_offered_and_sent_away(int width, string line)
    {
        var world = new UiWorld(new Lifetop.Screens.Grid.GridScreen(new BlankPane()), width, 24);
        world.Ui.OffersSweep = true;
        world.Look(Dead(Rows.Now));
        Assert.Contains(line, world.Plain(), StringComparison.Ordinal);
        Assert.Empty(world.Effects());
        world.Press("Esc");
        Assert.DoesNotContain("left 2 things", world.Plain(), StringComparison.Ordinal);
        world.Look(Dead(Rows.Now));
        Assert.DoesNotContain("left 2 things", world.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_offer_has_the_sign_that_the_list_has()
    {
        var world = new UiWorld(new Lifetop.Screens.Grid.GridScreen(new BlankPane()), 80, 24);
        (world.Ui.OffersSweep, world.Ui.Glyphs) = (true, Glyphs.Console);
        world.Look(Dead(Rows.Now));
        Assert.Contains("  z 1 dead worker left 2 things", world.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_dies_later_or_read_only_is_offered_nothing()
    {
        var world = new UiWorld(new Lifetop.Screens.Grid.GridScreen(new BlankPane()), 80, 24);
        world.Ui.OffersSweep = true;
        world.Look(Dead(Rows.Now) with { Workers = [] });
        world.Look(Dead(Rows.Now + TimeSpan.FromMinutes(1)));
        Assert.DoesNotContain("left 2 things", world.Plain(), StringComparison.Ordinal);
        var careful = new UiWorld(new Lifetop.Screens.Grid.GridScreen(new BlankPane()), 80, 24);
        (careful.Ui.OffersSweep, careful.Ui.ReadOnly) = (true, true);
        careful.Look(Dead(Rows.Now));
        Assert.DoesNotContain("left 2 things", careful.Plain(), StringComparison.Ordinal);
    }

    private static Roster Dead(DateTimeOffset since)
    {
        var judged = Rows.Judged(Rows.Worker("gone"));
        var verdict = judged.Verdict with { State = Lifecycle.Zombie, Since = since, Residue = [new Residue("file", "/run/a.pid"), new Residue("file", "/run/b.pid")] };
        return Roster.Empty with { Time = Rows.Now, Workers = [judged with { Verdict = verdict }] };
    }

    [Fact]
    public void The_title_counts_the_steps_that_are_numbered_below_it()
    {
        var recordOnly = Lynx(TimeSpan.Zero, "gone") with { Steps = [] };
        var oneStep = Lynx(TimeSpan.FromSeconds(5)) with { Steps = [.. Lynx(TimeSpan.FromSeconds(5)).Steps.Take(1)] };
        Assert.Contains(" 2 steps ", Asked("x", PlanOf(WorkerAction.Reap, oneStep, recordOnly)).Plain(), StringComparison.Ordinal);
        var refused = new WorkerPlan { Identity = "id:pm", Key = "lifetop/pm-daemon", Name = "pm-daemon", Refusal = "protected" };
        Assert.Contains(" 1 step ", Asked("x", PlanOf(WorkerAction.Reap, recordOnly, refused)).Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_taken_over_says_so()
    {
        var world = Asked("x", PlanOf(WorkerAction.Reap, Lynx(TimeSpan.FromSeconds(5))) with { TakesOver = 12 });
        Assert.Contains("finishes plan 12, whose lifetop died", world.Plain(), StringComparison.Ordinal);
    }
}
