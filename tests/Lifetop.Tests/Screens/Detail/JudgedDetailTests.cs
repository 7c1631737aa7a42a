using System;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Screens;
using Lifetop.Screens.Detail;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Screens.Detail;

public sealed class JudgedDetailTests
{
    [Fact]
    public void Every_fact_of_a_judged_worker_has_a_label_that_fits_and_every_pane_ends_with_what_to_do()
    {
        var random = new Random(11);
        for (int round = 0; round < 40; round++)
        {
            var roster = RandomWorlds.Make(random).Look().Roster;
            foreach (var row in WorkerRow.Of(roster))
            {
                foreach (var evidence in row.Verdict.Evidence)
                    Assert.InRange(evidence.Label.Length, 3, 17);
                foreach (var shape in Enum.GetValues<PaneShape>())
                {
                    var detail = new DetailWorld(shape, shape == PaneShape.Tabs ? 120 : 80, shape == PaneShape.Mini ? 3 : 20, row.Judged);
                    detail.World.Ui.Now = roster.Time;
                    detail.World.Ui.Roster = roster;
                    detail.World.Ui.Selected = row;
                    string plain = detail.World.Plain();
                    Assert.Contains("next", plain, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void What_is_left_of_a_dead_worker_is_listed_once()
    {
        var world = Make.World().Server()
            .Process(51, 900, "/usr/bin/node /w/vite --port 3001", cwd: "/w", checkout: "/w", ports: [3001], markers: Make.Marker("manifest/web"))
            .Declare(Make.Declared("web", process: new ProcessClaim(50)) with
            {
                Leaves = [new Residue("file", "/run/web.pid")],
                Worktree = "/home/me/wt/web",
                Markers = Make.Marker("manifest/web"),
                NativeState = "running",
                Says = DeclaredState.Live,
            })
            .Exists("/run/web.pid").Exists("/home/me/wt/web").Look();
        var row = Array.Find(WorkerRow.Of(world.Roster), row => row.Name == "web")!;
        var detail = new DetailWorld(PaneShape.Tabs, 100, 12, row.Judged);
        (detail.World.Ui.Now, detail.World.Ui.Roster, detail.World.Ui.Selected) = (world.Roster.Time, world.Roster, row);
        detail.Tell(new SafetyRead(row.Worker, row.Verdict, new Safety(SafetyAnswer.Yes, [], []), new WorktreeFacts(true, null, 0, 0, 0, null), [null, null, null]));
        Golden.Is("Zombie.Tabs", detail.World.Plain());
        Golden.Is("Zombie.Inspect", detail.Inspect().Tell(new SafetyRead(row.Worker, row.Verdict, new Safety(SafetyAnswer.Yes, [], []), new WorktreeFacts(true, null, 0, 0, 0, null), [null, null, null])).World.Plain());
    }
}
