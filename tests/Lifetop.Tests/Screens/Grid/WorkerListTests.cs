using System;
using System.Linq;
using Lifetop.Model;
using Lifetop.Screens;
using Lifetop.Screens.Grid;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens.Grid;

public sealed class WorkerListTests
{
    private static Roster Of(params JudgedWorker[] workers)
        => new() { Time = Rows.Now, Counters = new Counters[workers.Length], Workers = [.. workers.Select((worker, slot) => worker with { Slot = slot })] };

    private static JudgedWorker Some(string name, Lifecycle state = Lifecycle.Running, string age = "5m", WorkerKind kind = WorkerKind.Agent)
        => Rows.Judged(Rows.Worker(name, kind: kind), state, age);

    /// <summary>The names from top to bottom, the one under the cursor in brackets.</summary>
    private static string Names(UiWorld world)
    {
        var names = world.Plain().Split('\n').Skip(4).TakeWhile(static line => line.Length > 0)
            .Select(static line => (line[0] == '▌' ? "[" : "") + line[15..].Split(' ')[0] + (line[0] == '▌' ? "]" : ""));
        return string.Join(' ', names);
    }

    [Fact]
    public void The_cursor_keeps_its_worker_when_others_come_and_go()
    {
        var world = GridWorld.Of(Of(Some("a"), Some("b"), Some("c")));
        world.Press("j");
        Assert.Equal("a [b] c", Names(world));
        world.Look(Of(Some("asks", Lifecycle.Waiting), Some("c"), Some("b"), Some("a")));
        Assert.Equal("asks a [b] c", Names(world));
        world.Look(Of(Some("b"), Some("c")));
        Assert.Equal("[b] c", Names(world));
        Assert.Equal("b", world.Ui.Selected?.Name);
    }

    [Fact]
    public void A_row_that_changes_under_the_cursor_moves_when_the_cursor_leaves_it()
    {
        var world = GridWorld.Of(Of(Some("a"), Some("b"), Some("c")));
        world.Press("j j");
        world.Look(Of(Some("a"), Some("b"), Some("c", Lifecycle.Waiting, "0s")));
        Assert.Equal("a b [c]", Names(world));
        world.Press("k");
        Assert.Equal("c a [b]", Names(world));
    }

    [Fact]
    public void The_cursors_line_stays_where_it_is_while_rows_come_above_it()
    {
        var many = Enumerable.Range(0, 60).Select(i => Some($"w{i:00}", age: $"{100 - i}m")).ToArray();
        var world = GridWorld.Of(Of(many));
        world.Press("PageDown PageDown");
        int line = Array.FindIndex(world.Plain().Split('\n'), static row => row.StartsWith('▌'));
        string? name = world.Ui.Selected?.Name;
        world.Look(Of([Some("x", Lifecycle.Waiting), Some("y", Lifecycle.Waiting), Some("z", Lifecycle.Failed), .. many]));
        Assert.Equal(line, Array.FindIndex(world.Plain().Split('\n'), static row => row.StartsWith('▌')));
        Assert.Equal(name, world.Ui.Selected?.Name);
    }

    [Fact]
    public void Another_size_keeps_the_worker_its_marks_and_the_filter()
    {
        var world = GridWorld.Of(120, 36);
        world.Press("Space j j j j j /");
        world.Type("state:waiting,zombie");
        world.Press("Enter");
        string? name = world.Ui.Selected?.Name;
        foreach (var (width, height) in new[] { (40, 10), (20, 3), (200, 50), (80, 24) })
        {
            world.Resize(width, height);
            world.Draw();
            Assert.Equal(name, world.Ui.Selected?.Name);
        }
        Assert.Equal("happy-otter", Assert.Single(world.Ui.Marked).Name);
        Assert.StartsWith("  lifetop devbox  0 all 7 of 40  state:waiting,zombie", world.Row(1), StringComparison.Ordinal);
    }

    [Fact]
    public void Following_goes_with_the_worker()
    {
        var world = GridWorld.Of(Of(Some("a"), Some("b"), Some("c")));
        world.Press("j j f");
        world.Look(Of(Some("a"), Some("b"), Some("c", Lifecycle.Waiting, "0s")));
        Assert.Equal("[c] a b", Names(world));
    }

    [Fact]
    public void A_frozen_order_stands_until_it_is_let_go()
    {
        var world = GridWorld.Of(Of(Some("a"), Some("b"), Some("c")));
        world.Press("Z");
        Assert.Equal("  the order stands since 14:05:07                               Z lets it move", world.Row(4));
        world.Look(Of(Some("a"), Some("new", Lifecycle.Failed), Some("b"), Some("c", Lifecycle.Waiting, "0s")));
        Assert.Equal("name [a] b c new", Names(world));
        world.Press("Z");
        Assert.Equal("c new [a] b", Names(world));
    }

    [Fact]
    public void Until_all_have_answered_the_cursor_is_on_top_but_keeps_its_worker_once_a_key_was_pressed()
    {
        var first = Of(Some("a"), Some("b")) with { Awaited = ["process"] };
        var later = Of(Some("a"), Some("b"), Some("c", Lifecycle.Waiting, "0s")) with { Awaited = ["process"] };
        var untouched = GridWorld.Of(first);
        untouched.Look(later);
        Assert.Equal("[c] a b", Names(untouched));
        var touched = GridWorld.Of(first);
        touched.Press("Enter");
        touched.Look(later);
        Assert.Equal("c [a] b", Names(touched));
    }

    [Fact]
    public void The_view_that_the_screen_begins_with_is_no_key_that_was_pressed()
    {
        var world = new UiWorld(new GridScreen(new BlankPane()), 80, 24);
        world.Ui.Top.Do(UiAction.ViewAll, world.Ui);
        world.Look(Of(Some("a"), Some("b")) with { Awaited = ["manifest"] });
        world.Look(Of(Some("a"), Some("b"), Some("c", Lifecycle.Waiting, "0s")));
        Assert.Equal("[c] a b", Names(world));
    }

    [Fact]
    public void The_frozen_order_names_the_key_that_is_bound_to_it()
    {
        var world = GridWorld.Of(Of(Some("a"), Some("b")));
        world.Ui.Keys = KeyBindings.With([new("freeze", "K")], out _);
        world.Press("K");
        Assert.EndsWith("  K lets it move", world.Row(4), StringComparison.Ordinal);
    }

    [Fact]
    public void Jumps_to_the_next_that_needs_you_and_around_the_end()
    {
        var world = GridWorld.Of(Of(Some("asks", Lifecycle.Waiting), Some("bad", Lifecycle.Failed), Some("fine"), Some("shell", Lifecycle.Idle, kind: WorkerKind.Shell)));
        world.Press("w");
        Assert.Equal("asks [bad] fine shell", Names(world));
        world.Press("w");
        Assert.Equal("[asks] bad fine shell", Names(world));
        world.Press("W");
        Assert.Equal("asks [bad] fine shell", Names(world));
    }

    [Fact]
    public void Who_is_snoozed_does_not_need_you()
    {
        var world = GridWorld.Of(Of(Some("fine"), Some("later", Lifecycle.Waiting) with { SnoozedUntil = Rows.Now.AddMinutes(5) }));
        world.Press("1");
        Assert.Contains("Nothing needs you.", world.Plain(), StringComparison.Ordinal);
        world.Pass(TimeSpan.FromMinutes(6));
        Assert.Equal("[later]", Names(world));
    }

    [Fact]
    public void Shells_stand_last_and_do_not_count()
    {
        var world = GridWorld.Of(Of(Some("zsh", Lifecycle.Idle, kind: WorkerKind.Shell), Some("fine")));
        Assert.Equal("[fine] zsh", Names(world));
        Assert.StartsWith("  lifetop devbox  0 all 1  1 attention 0", world.Row(1), StringComparison.Ordinal);
        Assert.EndsWith("1 of 1", world.Row(24), StringComparison.Ordinal);
        world.Press("j");
        Assert.EndsWith("shell 1 of 1", world.Row(24), StringComparison.Ordinal);
    }

    [Fact]
    public void Marks_survive_a_filter_and_the_footer_counts_those_out_of_sight()
    {
        var world = GridWorld.Of(Of(Some("ant"), Some("bee"), Some("cow")));
        world.Press("Space Space");
        Assert.Equal(["ant", "bee"], world.Ui.Marked.Select(static row => row.Name));
        world.Press("/");
        world.Type("cow");
        world.Press("Enter");
        Assert.Equal("[cow]", Names(world));
        Assert.EndsWith("2 marked, hidden  1 of 1", world.Row(24), StringComparison.Ordinal);
        Assert.Equal(2, world.Ui.Marked.Count);
        world.Press("Esc");
        Assert.Equal(" •● running    ant                 5m00s", world.Row(5));
        world.Press("U");
        Assert.Empty(world.Ui.Marked);
    }

    [Fact]
    public void A_range_marks_from_where_it_began_to_the_cursor()
    {
        var world = GridWorld.Of(Of(Some("a"), Some("b"), Some("c"), Some("d")));
        world.Press("j v j");
        Assert.Equal(["b", "c"], world.Ui.Marked.Select(static row => row.Name));
        world.Press("v k k");
        Assert.Equal(["b", "c"], world.Ui.Marked.Select(static row => row.Name));
        world.Press("v j Esc");
        Assert.Equal(["b", "c"], world.Ui.Marked.Select(static row => row.Name));
    }

    [Fact]
    public void Marking_all_leaves_out_who_is_only_marked_one_by_one()
    {
        var world = GridWorld.Of(Of(Some("a"), Some("stray", Lifecycle.Orphan), Some("zsh", Lifecycle.Idle, kind: WorkerKind.Shell)));
        world.Press("*");
        Assert.Equal(["a"], world.Ui.Marked.Select(static row => row.Name));
        Assert.Equal("2 not marked: shells and orphans are marked one by one", world.Ui.Line.Current?.Text);
    }

    [Fact]
    public void A_mark_goes_with_its_worker()
    {
        var world = GridWorld.Of(Of(Some("a"), Some("b")));
        world.Press("Space");
        world.Look(Of(Some("b")));
        Assert.Empty(world.Ui.Marked);
        Assert.EndsWith("1 of 1", world.Row(24), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", world.Row(24), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_attempts_under_one_key_the_list_has_the_one_that_is_there()
    {
        var old = Some("a", Lifecycle.Failed, "2h") with { };
        old = old with { Worker = old.Worker with { Identity = "earlier" } };
        var world = GridWorld.Of(Of(old, Some("a")));
        Assert.Equal("[a]", Names(world));
        Assert.Equal(Lifecycle.Running, world.Ui.Selected?.State);
        world.Press("5");
        Assert.Equal("earlier", world.Ui.Selected?.Worker.Identity);
    }

    [Fact]
    public void What_ended_well_goes_after_its_hour()
    {
        var world = GridWorld.Of(Of(Some("done", Lifecycle.Completed, "119m"), Some("bad", Lifecycle.Failed, "9d")));
        Assert.Equal("[bad] done", Names(world));
        world.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal("[bad]", Names(world));
        world.Press("5");
        Assert.Equal("[bad] done", Names(world));
    }

    [Fact]
    public void A_changed_state_stands_in_reverse_for_three_seconds()
    {
        var world = GridWorld.Of(Of(Some("a"), Some("b")));
        Assert.False(IsReversed(world, 5));
        world.Look(Of(Some("a", Lifecycle.Idle), Some("b")));
        Assert.True(IsReversed(world, 5));
        world.Pass(TimeSpan.FromSeconds(2));
        Assert.True(IsReversed(world, 5));
        world.Pass(TimeSpan.FromSeconds(1));
        Assert.False(IsReversed(world, 5));
    }

    [Fact]
    public void Who_is_born_or_dies_stands_out_for_five_seconds_but_nobody_does_at_the_start()
    {
        var first = Of(Some("a")) with { Awaited = ["tmux"] };
        var world = GridWorld.Of(first);
        world.Look(Of(Some("a"), Some("b")));
        Assert.False(IsReversed(world, 5) || IsReversed(world, 6));
        world.Look(Of(Some("a"), Some("b")) with { Awaited = ["process"] });
        world.Look(Of(Some("a", Lifecycle.Waiting), Some("b")));
        Assert.False(IsReversed(world, 5) || IsReversed(world, 6));
        world.Look(Of(Some("a", Lifecycle.Waiting), Some("b"), Some("c")));
        Assert.True(IsReversed(world, 7));
        world.Pass(TimeSpan.FromSeconds(4));
        Assert.True(IsReversed(world, 7));
        world.Pass(TimeSpan.FromSeconds(1));
        Assert.False(IsReversed(world, 7));
    }

    private static bool IsReversed(UiWorld world, int row) => RoleScheme.GroundLetter(world.Draw()[4, row - 1].Style) == '#';
}
