using System;
using System.Collections.Generic;
using System.Linq;
using Lifetop.Actions;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Screens;
using Lifetop.Screens.Acting;
using Lifetop.Screens.Checks;
using Lifetop.Screens.Dialogs;
using Lifetop.Screens.Grid;
using Lifetop.Screens.Help;
using Lifetop.Tests.Screens.Grid;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens;

/// <summary>Wherever a key is named, it is the one that the user gave the action.</summary>
public sealed class ReboundKeysTests
{
    private static readonly Roster Nobody = new() { Time = Rows.Now, Counters = [] };

    private static UiWorld Rebound(UiWorld world, params (string Action, string Keys)[] more)
    {
        (string Action, string Keys)[] all =
        [
            ("spawn", "N"), ("quit", "Q"), ("back", "C-g"), ("adopt", "M-a"), ("processes", "M-q"), ("palette", ";"), ("reap", "K"), ("protect", "M-p"),
            ("press", "C-j"), ("toggle", "M-t"), ("next-button", "M-n"), ("move-later", "M-j"), ("move-earlier", "M-k"), ("reset", "M-r"), ("confirm", "M-y"), .. more,
        ];
        world.Ui.Keys = KeyBindings.With([.. all.Select(static one => new KeyValuePair<string, string>(one.Action, one.Keys))], out var problems);
        Assert.Empty(problems);
        return world;
    }

    private static UiWorld Grid(Roster roster, int width = 80, int height = 24, params (string Action, string Keys)[] more) => Rebound(GridWorld.Of(roster, width, height), more);

    [Fact]
    public void The_ways_in_of_an_empty_screen()
    {
        string plain = Grid(Nobody).Plain();
        Assert.Contains("\n        N    start one here, with its log and restarts\n             lifetop spawn", plain, StringComparison.Ordinal);
        Assert.Contains("\n        M-a  adopt one that runs already\n", plain, StringComparison.Ordinal);
        Assert.Contains("\n        M-q  see every process", plain, StringComparison.Ordinal);
        Assert.Contains("\n        ;    doctor: ", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("start one here", Grid(Nobody, more: ("spawn", "")).Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_is_listed()
    {
        var world = Grid(Devbox.Roster(), more: [("filter", "M-f"), ("view-all", "M-0")]);
        world.Press("M-f");
        world.Type("nobodyatall");
        world.Press("Enter");
        Assert.Contains("C-g clears it  M-f changes it", world.Plain(), StringComparison.Ordinal);
        var calm = Grid(Nobody, more: ("view-all", "M-0"));
        calm.Look(Nobody with { Awaited = ["tmux"] });
        calm.Press("1");
        Assert.Contains("M-0 shows all", calm.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_way_out_of_a_screen_that_is_too_small() => Assert.Equal(" Q quits", Grid(Nobody, 30, 6).Row(5));

    [Fact]
    public void The_way_out_of_the_first_screen()
    {
        var world = Grid(Nobody);
        world.Press("C-g");
        Assert.Equal("this is the first screen: Q quits", world.Ui.Line.Current?.Text);
    }

    [Fact]
    public void What_sends_a_notice_away()
    {
        var world = Grid(Devbox.Roster(), 120);
        Update.News(world.Ui, new TmuxSeen(true));
        Assert.EndsWith("C-g hides", world.Row(4), StringComparison.Ordinal);
        Update.News(world.Ui, new PlansAbandoned([new AbandonedPlan(12, "reap", "id:a", Rows.Now, 2, 5)]));
        Assert.EndsWith("K on it finishes it  C-g later", world.Row(4), StringComparison.Ordinal);
        var dead = Rows.Judged(Rows.Worker("gone"));
        var sweep = Rebound(new UiWorld(new GridScreen(new BlankPane())));
        sweep.Ui.OffersSweep = true;
        sweep.Look(Roster.Empty with { Time = Rows.Now, Workers = [dead with { Verdict = dead.Verdict with { State = Lifecycle.Zombie, Since = Rows.Now, Residue = [new Residue("file", "/run/a.pid")] } }] });
        Assert.EndsWith("C-g no", sweep.Row(4), StringComparison.Ordinal);
        sweep.Press("C-g");
        Assert.DoesNotContain("C-g no", sweep.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_sort_bar_does_besides_its_letters()
    {
        var world = Grid(Devbox.Roster(), more: [("invert", "O"), ("sort-previous", "{"), ("sort-next", "}")]);
        world.Press("s");
        // Esc closes it whatever is bound.
        Assert.EndsWith("m mem  { } column  O turn  Esc leave", world.Row(24), StringComparison.Ordinal);
    }

    [Fact]
    public void What_ends_a_range_of_marks()
    {
        var world = Grid(Devbox.Roster(), more: ("mark-range", "V"));
        world.Press("V");
        Assert.EndsWith("V ends it", world.Row(24), StringComparison.Ordinal);
    }

    [Fact]
    public void Below_a_dialog()
    {
        (Func<UiState, Screen> Opens, string Hint)[] dialogs =
        [
            (static _ => new SpawnDialog(), "C-j spawns  M-n moves  C-g back"),
            (static _ => new SettingsDialog(), "C-j changes  M-t next  C-g done"),
            (static ui => new ColumnsDialog(ui), "M-t show  M-j M-k move  M-r reset  C-g done"),
            (static _ => new SortMenu([new SortChoice('a', "age", "age")], null, static (_, _) => { }), "C-j sorts  again turns it round  C-g back"),
            (static ui => new DoctorDialog(ui), "C-g back"),
            (static _ => new SignalDialog([]), "C-j shows the plan  M-n moves  C-g back"),
            (static _ => new NudgeDialog([]), "C-j types it  C-g back"),
            (static _ => new KeysDialog(), "C-j another  M-t one more  M-r shipped  C-g done"),
            (static ui => new ThemesDialog(ui), "C-j keeps  C-g as before"),
        ];
        foreach (var (opens, hint) in dialogs)
        {
            var world = Rebound(new UiWorld(new BlankGround(), 120, 36));
            world.Ui.Open(opens(world.Ui));
            Assert.Contains(hint + " ", world.Plain(), StringComparison.Ordinal);
            world.Press("C-g");
            Assert.Single(world.Ui.Screens);
        }
    }

    [Fact]
    public void A_value_that_is_typed_and_a_key_that_is_awaited()
    {
        var world = Rebound(new UiWorld(new BlankGround(), 120, 36));
        world.Ui.Open(new SettingsDialog("interval"));
        world.Press("C-j");
        Assert.Contains("C-j keeps  C-g as before", world.Plain(), StringComparison.Ordinal);
        var keys = Rebound(new UiWorld(new BlankGround(), 120, 36));
        keys.Ui.Open(new KeysDialog());
        keys.Press("C-j");
        // Any other key would be taken.
        Assert.Contains("Esc leaves it as it was", keys.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public void In_the_reason_why_a_key_does_nothing()
    {
        var world = Rebound(new UiWorld(new BlankGround()));
        world.Ui.Selected = new WorkerRow(Rows.Judged(Rows.Worker("calm")) with { Protected = true }, WorkerRow.Uncounted, Rows.Now);
        world.Press("K");
        Assert.Equal("reap: it is protected, M-p unprotects it", world.Ui.Line.Current?.Text);
        Rebound(world, ("protect", ""));
        world.Press("K");
        Assert.Equal("reap: it is protected", world.Ui.Line.Current?.Text);
    }

    [Fact]
    public void Beside_what_came_of_something()
    {
        var world = Grid(Devbox.Roster());
        Update.News(world.Ui, new Told(Outcome.Done, "protected nap: no plan may touch it", UiAction.Protect, "unprotects it"));
        Assert.EndsWith("M-p unprotects it", world.Row(24), StringComparison.Ordinal);
        Rebound(world, ("protect", ""));
        Update.News(world.Ui, new Told(Outcome.Done, "protected nap: no plan may touch it", UiAction.Protect, "unprotects it"));
        Assert.EndsWith("no plan may touch it", world.Row(24), StringComparison.Ordinal);
    }

    [Fact]
    public void In_the_help()
    {
        var world = Rebound(new UiWorld(new BlankGround()));
        world.Ui.Open(new HelpScreen(KeyContext.Grid));
        Assert.EndsWith("  C-g back", world.Row(1), StringComparison.Ordinal);
        Assert.Equal("  ; every action by name    Q quits   C-g never quits, k never kills, K asks", world.Row(24));
        world.Press("Q");
        Assert.Single(world.Ui.Screens);
    }
}
