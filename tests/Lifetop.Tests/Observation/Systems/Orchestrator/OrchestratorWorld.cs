using System;
using System.Collections.Generic;
using System.IO;
using Lifetop.Model;
using Lifetop.Observation.Systems;
using Lifetop.Tests.Support;

namespace Lifetop.Tests.Observation.Systems.Orchestrator;

/// <summary>One sample project of the orchestrator beside the sample home, with a real process for every pid that shall be somebody's.</summary>
internal sealed class OrchestratorWorld : IDisposable
{
    public const string System = "Orchestrator", Prefix = "orchestrator/home/";
    public const int Claude = 777777781, Younger = 777777782, Other = 888888881;
    public const string State = ".orchestrator-state/", Channel = State + "agent-channel/agent_channel.db";

    private readonly Dictionary<int, RealProcess> _processes = [];
    private SampleEngine? _engine;

    public OrchestratorWorld(string tree = "project")
    {
        Project = new SampleTree(System, tree);
        // One has the kernel's own name, the other what it was invoked as.
        string program = Path.Combine(Project.Folder.Path, "claude");
        File.Copy("/bin/sleep", program);
        _processes[Claude] = RealProcess.Start(program, "1000");
        _processes[Younger] = RealProcess.Start("bash", "-c", "exec -a claude sleep 1000");
        _processes[Other] = RealProcess.Start("sleep", "1000");
        foreach (var (pid, process) in _processes)
            Project.With(pid, process.Pid);
        Project.Copy();
        Home.Copy();
        if (tree == "project")
            Date(Anchor(Younger), SampleTime.Start - Make.Minutes(1));
    }

    public SampleTree Home { get; } = new(System, "home");

    public SampleTree Project { get; }

    public SampleTime Time { get; } = new();

    public SystemPlaces Places => new() { Home = Home.Home, TempFolder = Home.Home, Projects = new ProjectFolders { Below = Project.Folder.Path }, RootsOf = label => label == "orchestrator" ? [Project.Home] : [] };

    /// <summary>Has looked.</summary>
    public SampleEngine Engine
    {
        get
        {
            if (_engine is null)
                (_engine = new SampleEngine(Places, Time)).LookWhole();
            return _engine;
        }
    }

    public RealProcess Process(int samplePid) => _processes[samplePid];

    /// <summary>Of a pid of the samples, by the pid it has here.</summary>
    public string Anchor(int samplePid) => $"active-session-{(_processes.TryGetValue(samplePid, out var process) ? process.Pid : samplePid)}";

    public JudgedWorker The(string name) => Engine.The(Prefix + name);

    public string Evidence(string name) => SampleEngine.Evidence(The(name), Time.Now);

    public void Date(string anchor, DateTimeOffset time) => File.SetLastWriteTimeUtc(Project.File(State + anchor), time.UtcDateTime);

    public void Dispose()
    {
        _engine?.Dispose();
        foreach (var process in _processes.Values)
            process.Dispose();
        Project.Dispose();
        Home.Dispose();
    }
}
