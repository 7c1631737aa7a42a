using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Lifetop.Actions;
using Lifetop.Actions.Ending;
using Lifetop.Actions.Planning;
using Lifetop.Actions.Systems.CommitRelay;
using Lifetop.App.Acting;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Tests.Observation.Systems;
using Lifetop.Tests.Observation.Systems.CommitRelay;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Systems.CommitRelay;

/// <summary>Plans over the sample root, carried out on its real processes and files, and what they touched of it.</summary>
internal sealed class RelayActing : IDisposable
{
    private readonly RelayWorld _world;

    public RelayActing(RelayWorld world)
    {
        _world = world;
        Engine = world.Engine();
        Engine.LookWhole();
        Before = Files();
    }

    public SampleEngine Engine { get; }

    /// <summary>All files of the root before anything was done.</summary>
    public Dictionary<string, string> Before { get; }

    public Plan Plan(string name, WorkerAction action = WorkerAction.Reap)
    {
        // Beside another project its key is longer.
        var judged = Engine.Roster.Workers.Single(one => one.Worker.Name == name && one.Worker.Declaration?.File?.StartsWith(_world.Root.Home, StringComparison.Ordinal) == true);
        var census = Engine.Engine.Observer.Census;
        var facts = new WorkerFacts(judged, _world.Time.Now)
        {
            Tree = PlannedTree.Of(judged.Worker, census, out _),
            Record = FileStamp.Of(judged.Worker.Declaration!.File!),
        };
        return Planner.Of(new PlanRequest(action), [facts], Make.Seconds(5));
    }

    public PlanResult Run(Plan plan)
    {
        var world = new EngineWorld(Engine.Engine, last: null, _world.Time);
        // The task is the registry's affair.
        plan = plan with { Workers = [.. plan.Workers.Select(static worker => worker with { Steps = [.. worker.Steps.Where(static step => step is not Lifetop.Actions.Steps.RecordTask)] })] };
        return new Executor(world, new MemoryJournal(), new ProcessEnding(world, TimeProvider.System), [new SpecRunner(), new QueueRestartRunner(world, _world.Time)], TimeProvider.System).Run(plan, default);
    }

    public JsonObject Json(string name) => JsonNode.Parse(_world.Root.Read(name))!.AsObject();

    public Dictionary<string, string> Files()
        => Directory.GetFiles(_world.Root.Home, "*", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(_world.Root.Home, path), File.ReadAllText);

    public void AssertOnlyTouched(params string[] names)
    {
        var now = Files();
        var touched = Before.Keys.Union(now.Keys).Where(name => Before.GetValueOrDefault(name) != now.GetValueOrDefault(name));
        Assert.Equal(names.Order(StringComparer.Ordinal), touched.Order(StringComparer.Ordinal));
    }

    public void Dispose() => Engine.Dispose();
}
