using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Lifetop.Actions;
using Lifetop.Actions.Ending;
using Lifetop.Actions.Steps;
using Lifetop.App;
using Lifetop.App.Acting;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Observation.Systems;
using Lifetop.Platform;
using Lifetop.Settings;
using Xunit;

namespace Lifetop.Tests.Support;

/// <summary>Real processes, declared in a private folder, and plans for them made by hand from what the engine sees.</summary>
internal sealed class ActingWorld : IDisposable
{
    private readonly List<IDisposable> _processes = [];
    private readonly UserSettings _settings;
    private Engine? _engine;

    public ActingWorld(string? tmuxSocket = null)
    {
        _settings = tmuxSocket is null ? new UserSettings { DisabledSources = ["tmux"] } : new UserSettings { TmuxSockets = [tmuxSocket], TmuxBelow = tmuxSocket };
    }

    public TempFolder Folder { get; } = new();

    public MemoryJournal Journal { get; init; } = new();

    public List<string> Said { get; } = [];

    public IReadOnlyList<IStepRunner> Runners { get; init; } = [];

    public EngineWorld World { get => field ??= new EngineWorld(Engine, last: null, TimeProvider.System); private set; }

    public RealBystanders Bystanders => field ??= new RealBystanders(Folder);

    private Engine Engine
    {
        get
        {
            var paths = new XdgPaths(name => name is "XDG_STATE_HOME" or "HOME" ? Folder.Path : null);
            var memory = Memory.Load(paths, BootClock.ReadBoot(), TimeProvider.System, TimeSpan.FromDays(7));
            return _engine ??= new Engine(_settings, paths, memory, new SystemPlaces(), [], new EarlyScan(TimeProvider.System, static _ => null), TimeProvider.System);
        }
    }

    /// <summary>A value of LIFETOP_WORKER that nobody else has.</summary>
    public string Mark(string key) => $"{Folder.Path}/{key}";

    public RealProcess Start(params string[] command) => Keep(RealProcess.StartIn(Folder.Path, null, command));

    public RealProcess StartMarked(string key, params string[] command)
        => Keep(RealProcess.StartIn(Folder.Path, new Dictionary<string, string> { ["LIFETOP_WORKER"] = Mark(key), ["LIFETOP_TEST"] = Folder.Path }, command));

    public DetachedProcess Detach(string folder, params string[] command)
        => Keep(new DetachedProcess(folder, Folder.File("detached-" + _processes.Count.ToString(CultureInfo.InvariantCulture)), command));

    public T Keep<T>(T process)
        where T : IDisposable
    {
        _processes.Add(process);
        return process;
    }

    public void Declare(string key, RealProcess process, string more = "")
        => DeclareFields(key, string.Create(CultureInfo.InvariantCulture, $"\"pid\": {process.Pid}, \"start_ticks\": {process.StartTicks}, \"boot_id\": \"{RealProcess.Boot}\", \"markers\": {{ \"LIFETOP_WORKER\": \"{Mark(key)}\" }}{(more.Length == 0 ? "" : ", " + more)}"));

    public void DeclareFields(string key, string fields)
    {
        Bystanders.Declared(fields);
        Folder.Write($"lifetop/workers/{key}.json", $"{{ \"key\": \"{key}\", {fields} }}");
    }

    /// <summary>Looks until the worker has so many members.</summary>
    public JudgedWorker See(string key, int members)
    {
        JudgedWorker? seen = null;
        bool found = Eventually.IsTrue(() =>
        {
            World.Look();
            seen = World.Roster.Workers.FirstOrDefault(judged => judged.Worker.Key.Text == key);
            return seen?.Worker.Members.Length == members;
        });
        Assert.True(found, $"{key} never had {members} members but {seen?.Worker.Members.Length}: {string.Join(", ", seen?.Worker.Members.Select(static member => $"{member.Process.Pid} {RealProcess.NameOf(member.Process.Pid)} {member.Tie.Words()}") ?? [])}");
        return seen!;
    }

    public WorkerPlan PlanOf(JudgedWorker judged, double grace, params PlanStep[] more)
    {
        var worker = judged.Worker;
        var tree = worker.Members.Select(static member => new PlannedProcess(member.Process, "", default, member.Tie.Words())).ToImmutableArray();
        return new WorkerPlan
        {
            Identity = worker.Identity,
            Key = worker.Key.Text,
            Name = worker.Name,
            AlsoKnownAs = worker.AlsoKnownAs,
            Root = worker.Root,
            Steps = [new EndProcesses(tree, TimeSpan.FromSeconds(grace)), .. more],
        };
    }

    public Plan Reap(double grace, params JudgedWorker[] workers)
        => new() { Action = WorkerAction.Reap, Grace = TimeSpan.FromSeconds(grace), Workers = [.. workers.Select(worker => PlanOf(worker, grace))] };

    public PlanResult Run(Plan plan, CancellationToken cancel = default)
    {
        Bystanders.Begin();
        return new Executor(World, Journal, new ProcessEnding(World, TimeProvider.System), Runners, TimeProvider.System) { Progress = Said.Add }.Run(plan, cancel);
    }

    /// <summary>Carries it out and gives the result of its first step.</summary>
    public StepResult End(Plan plan, CancellationToken cancel = default) => Run(plan, cancel).Workers[0].Steps[0]!;

    public void Dispose()
    {
        _engine?.Dispose();
        foreach (var process in _processes)
            process.Dispose();
        foreach (int pid in RealProcess.Carrying("LIFETOP_TEST=" + Folder.Path))
            RealProcess.Signal(pid, "KILL");
        try
        {
            Bystanders.Dispose();
        }
        finally
        {
            Folder.Dispose();
        }
    }
}
