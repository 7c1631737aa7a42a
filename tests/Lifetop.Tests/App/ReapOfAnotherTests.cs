using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Actions;
using Lifetop.App;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Registry;
using Lifetop.Settings;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.App;

/// <summary>A worker that one lifetop reaps, as another one that goes on looking sees it, and as the next one finds it.</summary>
public sealed class ReapOfAnotherTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RealProcess _worker = RealProcess.Start("sleep", "1000");

    public void Dispose()
    {
        _worker.Dispose();
        _folder.Dispose();
    }

    private string StateFolder => _folder.File("state/lifetop");

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public void Is_reaping_while_its_plan_is_open_and_cleaned_after_it()
    {
        using var open = Lookout("screen");
        using var actor = Lookout("reap");
        Adopt(open);
        Assert.Equal(Lifecycle.Running, StateIn(actor.LookOnce([])));

        using var registry = actor.OpenRegistry(out _)!;
        var journal = new PlanJournal(registry, new Actor("ana", null, null, "reap"), PlanOwner.Self(), TimeProvider.System)
        {
            Memory = new MemoryCopy(registry.Folder, RealProcess.Boot, TimeSpan.FromDays(7), TimeProvider.System) { Written = actor.Engine!.Take },
        };
        var begun = journal.Begin(PlanningProgram.Plan(), Now);
        Assert.Null(begun.Refusal);
        Follow(open, Lifecycle.Reaping);
        Assert.Equal(Lifecycle.Reaping, StateIn(actor.LookAgain()));

        Assert.Null(journal.Intend(begun.Id, 1, Now));
        _worker.Kill();
        Assert.Equal(Lifecycle.Reaping, StateIn(actor.LookAgain()));
        Assert.Null(journal.Finish(begun.Id, 1, new StepResult(StepOutcome.Done, "1 of 1 gone, TERM, 0.1s"), Now));
        Assert.Null(journal.Intend(begun.Id, 2, Now));
        Assert.Null(journal.Finish(begun.Id, 2, new StepResult(StepOutcome.Kept, "written since"), Now));
        Assert.Null(journal.End(begun.Id, PlanOutcome.Done, "", Now));
        Assert.Equal(Lifecycle.Cleaned, StateIn(actor.LookAgain()));
        actor.Record(keepOpen: false);
        AssertNothingElse(Follow(open, Lifecycle.Cleaned));

        foreach (string place in (string[])["memory.json", "the registry"])
        {
            using var next = Lookout("ls");
            var judged = The(next.LookOnce([]));
            Assert.Equal((place, Lifecycle.Cleaned, "kept file run/a.pid: written since"), (place, judged.Verdict.State, judged.Verdict.RenderNote(Now)));
            Assert.StartsWith("reaped by plan 1: 1 of 1 gone, TERM, 0.1s; kept file run/a.pid: written since;", judged.Verdict.Evidence[0].Render(Now), StringComparison.Ordinal);
            next.Record(keepOpen: false);
            File.Delete(StateFolder + "/memory.json");
        }
        var cleaned = Assert.Single(Transitions(), change => change.To == Lifecycle.Cleaned);
        Assert.Equal(["reaped by plan 1: 1 of 1 gone, TERM, 0.1s", "kept file run/a.pid: written since"], cleaned.Evidence.Select(evidence => evidence.Text));
    }

    [Fact]
    public void Is_never_taken_for_one_that_ended_by_itself_though_its_reaper_leaves_at_once()
    {
        using var open = Lookout("screen");
        Adopt(open);
        using var program = PlanningProgram.Start(StateFolder, "ended", 0, StateFolder + "/registry.db", _worker.Pid.ToString(CultureInfo.InvariantCulture));
        AssertNothingElse(Follow(open, Lifecycle.Cleaned));
        program.WaitForEnd();
        Assert.Equal(Lifecycle.Cleaned, StateIn(open.LookAgain()));
        open.Record(keepOpen: true);
        var transitions = Transitions();
        Assert.Single(transitions, change => change.To == Lifecycle.Cleaned);
        AssertNothingElse([.. transitions.Select(change => change.To)]);
    }

    [Fact]
    public void Is_judged_anew_when_its_reaper_died_half_way()
    {
        using var open = Lookout("screen");
        Adopt(open);
        using (var program = PlanningProgram.Start(StateFolder, "finished 1", 0))
        {
            string[] said = ["ready", "begun", "intended 1", "finished 1"];
            Assert.Equal(said, said.Select(_ => program.Output.ReadLine()));
            Follow(open, Lifecycle.Reaping);
            program.Kill();
        }
        Follow(open, Lifecycle.Running);
        Assert.Contains(The(open.Last!).Verdict.Evidence, evidence => evidence.Text.StartsWith("plan 1 unfinished", StringComparison.Ordinal));
    }

    private static void AssertNothingElse(List<Lifecycle> seen)
        => Assert.All(seen, state => Assert.Contains(state, (Lifecycle[])[Lifecycle.Running, Lifecycle.Idle, Lifecycle.Reaping, Lifecycle.Cleaned]));

    private Lookout Lookout(string verb) => new(
        new UserSettings { DisabledSources = ["tmux", "process"] }, new XdgPaths(name => name switch { "XDG_STATE_HOME" => _folder.File("state"), "HOME" => _folder.Path, _ => null }),
        readOnly: false, verb, TimeProvider.System);

    private void Adopt(Lookout lookout)
    {
        lookout.LookOnce([]);
        var adopted = lookout.Records.Adopt(new Declaration
        {
            Source = "lifetop",
            Identity = "test:a",
            Key = new WorkerKey("lifetop", "a"),
            Name = "a",
            Kind = WorkerKind.Daemon,
            Adopted = true,
            WrittenAt = Now,
            Process = new ProcessClaim(_worker.Pid) { StartTicks = _worker.StartTicks, Boot = RealProcess.Boot },
        }, out string trouble);
        Assert.True(adopted == RecordOutcome.Done, trouble);
        Assert.Equal(Lifecycle.Running, StateIn(lookout.Last!));
    }

    /// <summary>Looks as the screen does until this state is there; every state seen on the way.</summary>
    private static List<Lifecycle> Follow(Lookout lookout, Lifecycle wanted)
    {
        var seen = new List<Lifecycle>();
        bool came = Eventually.IsTrue(() =>
        {
            lookout.Record(keepOpen: true);
            lookout.Wait(TimeSpan.FromMilliseconds(200));
            seen.Add(StateIn(lookout.LookAgain()));
            return seen[^1] == wanted;
        });
        Assert.True(came, $"{wanted} does not come after {string.Join(", ", seen.Distinct())}: {string.Join("; ", The(lookout.Last!).Verdict.Evidence)} {File.ReadAllText(lookout.Memory!.Folder!.Memory)}");
        return seen;
    }

    private static Lifecycle StateIn(Roster roster) => The(roster).Verdict.State;

    private static JudgedWorker The(Roster roster) => roster.Workers.Single(static judged => judged.Worker.Identity == "test:a");

    private RecordedTransition[] Transitions()
    {
        using var registry = new RegistryFile(new StateFolder(StateFolder), TimeProvider.System);
        Assert.True(new History(registry).Transitions(new HistoryQuery { Identity = "test:a" }, out var found).IsUsable);
        return [.. found];
    }
}
