using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Lifetop.Model;
using Lifetop.Screens;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens.Grid;

public sealed class TreeTests
{
    /// <summary>The sample machine, with the three processes of happy-otter.</summary>
    private static UiWorld WithTree(int width = 80, int height = 40)
    {
        var roster = Devbox.Roster();
        var otter = roster.Workers[0];
        var members = ImmutableArray.Create(Member(4211, MemberTie.Root), Member(4260), Member(4262));
        otter = otter with { Worker = otter.Worker with { Members = members, Pane = new PaneSighting(Rows.Pane(id: "%11")) } };
        var world = GridWorld.Of(roster with { Workers = roster.Workers.SetItem(0, otter) }, width, height);
        world.Ui.Processes = new Facts();
        world.Press("t");
        return world;
    }

    private static Member Member(int pid, MemberTie tie = MemberTie.Descendant) => new(new ProcessIdentity(pid, 1, Rows.Boot), tie);

    [Fact]
    public void Groups_are_headings_with_their_needs_and_workers_hang_in_the_name_column()
    {
        var world = WithTree();
        var designed = GridWorld.Designed("tree").Select(static line => line.TrimEnd()).ToArray();
        var lines = world.Plain().Split('\n');
        Assert.Equal(designed[0], lines[3]);
        foreach (string line in new[] { designed[1], designed[14 - 3 + 1], designed[2], designed[3], designed[9], designed[10] })
            Assert.Contains(line.Replace('└', '├'), lines.Select(static seen => seen.Replace('└', '├').Replace('▌', ' ')));
    }

    [Fact]
    public void Unfolding_a_worker_shows_its_processes_by_parent()
    {
        var world = WithTree();
        var designed = GridWorld.Designed("tree").Select(static line => line.TrimEnd()).ToArray();
        world.Press("w");
        while (world.Ui.Selected?.Name != "happy-otter")
            world.Press("w");
        world.Press("Right");
        var lines = world.Plain().Split('\n');
        int at = Array.FindIndex(lines, static line => line.Contains("happy-otter", StringComparison.Ordinal));
        for (int i = 0; i < 4; i++)
            Assert.Equal(designed[4 + i], lines[at + i]);
        world.Press("j j");
        Assert.Equal("happy-otter", world.Ui.Selected?.Name);
        world.Press("Left");
        Assert.Equal("happy-otter", world.Ui.Selected?.Name);
        world.Press("Left");
        Assert.DoesNotContain("zsh -c", world.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folded_heading_keeps_its_workers_and_their_count()
    {
        var world = WithTree();
        world.Press("g Left");
        Assert.StartsWith("▌ ▸ agent-relay api  4 workers  ?1 ◆1", world.Row(5), StringComparison.Ordinal);
        Assert.DoesNotContain("Frontend", world.Plain(), StringComparison.Ordinal);
        Assert.EndsWith("of 40", world.Row(40), StringComparison.Ordinal);
        Assert.Null(world.Ui.Selected);
        world.Press("Right j");
        Assert.Equal("Backend", world.Ui.Selected?.Name);
    }

    [Fact]
    public void Marking_a_branch_marks_its_workers()
    {
        var world = WithTree();
        world.Press("g c");
        Assert.Equal(4, world.Ui.Marked.Count);
    }

    [Fact]
    public void Groups_by_source_and_by_project()
    {
        var world = GridWorld.Of(80, 60);
        world.Press("B");
        Assert.Contains("  ▾ commit-relay  6 workers  !1 ◆1", world.Plain(), StringComparison.Ordinal);
        world.Press("B");
        Assert.Contains("  ▾ api  10 workers  ?1 !1 ◆2", world.Plain(), StringComparison.Ordinal);
        world.Press("B");
        Assert.DoesNotContain("▾ api", world.Plain(), StringComparison.Ordinal);
    }

    [Fact]
    public void Dead_entries_of_one_folder_with_nothing_left_but_a_file_are_one_line()
    {
        var dead = new List<JudgedWorker>();
        for (int i = 0; i < 5; i++)
        {
            var worker = Rows.Worker($"job-{i}", $"pidfile/job-{i}");
            var declared = new Declaration { Source = "pidfile", Identity = "p" + i, Key = worker.Key, Name = worker.Name, File = $"/srv/app/run/job-{i}.pid" };
            var judged = Rows.Judged(worker with { Declaration = declared }, Lifecycle.Zombie, $"{i + 1}h", "left pid file");
            dead.Add(judged with { Verdict = judged.Verdict with { Residue = [new Residue("file", declared.File)] } });
        }
        var world = GridWorld.Of(new Roster { Time = Rows.Now, Counters = [], Workers = [.. dead, Rows.Judged(Rows.Worker("alive"))] });
        Assert.Equal("▌ ◆ zombie     ▸ app/run/           5h00             5 dead, left their files", world.Row(5));
        Assert.StartsWith("  lifetop devbox  0 all 6  1 attention 6"[..25], world.Row(1), StringComparison.Ordinal);
        Assert.Null(world.Ui.Selected);
        world.Press("j");
        Assert.EndsWith("6 of 6", world.Row(24), StringComparison.Ordinal);
        world.Press("k Right j");
        Assert.Equal("job-4", world.Ui.Selected?.Name);
        Assert.Contains("├ job-4", world.Row(6), StringComparison.Ordinal);
        world.Press("k Left Space");
        Assert.Equal(5, world.Ui.Marked.Count);
    }

    private sealed class Facts : IProcessFacts
    {
        public bool Find(in ProcessIdentity process, out ProcessFact fact)
        {
            fact = process.Pid switch
            {
                4211 => new ProcessFact { Parent = 1, CpuPercent = 0, ResidentBytes = 362L << 20, Command = "claude" },
                4260 => new ProcessFact { Parent = 4211, CpuPercent = 0, ResidentBytes = 8L << 20, Command = "zsh -c npm test --watch" },
                4262 => new ProcessFact { Parent = 4260, CpuPercent = 0, ResidentBytes = 40L << 20, Command = "node jest", IsStopped = true },
                _ => default,
            };
            return fact.Command is not null;
        }
    }
}
