using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using Lifetop.Observation.Systems;
using Lifetop.Tests.Support;

namespace Lifetop.Tests.Observation.Systems.CommitRelay;

/// <summary>A copy of the sample root and temp folder with a real process for every pid in them that shall live.</summary>
internal sealed class RelayWorld : IDisposable
{
    public const string System = "CommitRelay";
    public const int Daemon = 777777760, Survivor = 777777767, Reused = 888888861;

    /// <summary>Pids of the samples and the workers they are of.</summary>
    public static readonly ImmutableArray<(int Pid, string Id)> Workers =
    [
        (777777761, "worker-implementation-001"), (777777762, "worker-implementation-002"), (777777763, "worker-implementation-009"), (777777764, "worker-implementation-010"),
        (777777765, "worker-implementation-013"), (777777766, "dev-worker-AAAA0001"), (Survivor, "worker-fix-021"),
    ];

    private readonly Dictionary<int, RealProcess> _processes = [];

    public RelayWorld()
    {
        bool inFolder = false;
        foreach (var (pid, id) in Workers)
        {
            // By turns known by its folder and by its command line, which are as good as one another.
            inFolder = !inFolder;
            _processes[pid] = inFolder && pid != Survivor ? RealProcess.StartIn(Directory.CreateDirectory(Root.File($"agents/workers/{id}")).FullName, null, "sleep", "1000")
                : RealProcess.Start("bash", "-c", $"exec -a agents/workers/{id}/execute.sh sleep 1000");
        }
        _processes[Reused] = RealProcess.Start("sleep", "1000");
        _processes[Daemon] = RealProcess.StartIn(null, new Dictionary<string, string> { ["COMMIT_RELAY_HOME"] = Root.Home }, "sleep", "1000");
        foreach (var (pid, process) in _processes)
        {
            Root.With(pid, process.Pid);
            Temp.With(pid, process.Pid);
        }
        Root.Copy();
        Temp.Copy(dated: SampleTime.Ahead);
    }

    public SampleTree Root { get; } = new(System, "home");
    public SampleTree Temp { get; } = new(System, "tmpdir");
    public SampleTime Time { get; } = new();

    public SystemPlaces Places => new() { TempFolder = Temp.Home, Projects = Projects, RootsOf = label => label == "commit-relay" ? [Root.Home] : [] };

    /// <summary>Of this world alone, whatever else runs on the machine.</summary>
    public ProjectFolders Projects => new() { Below = Root.Folder.Path };

    public RealProcess Process(int samplePid) => _processes[samplePid];

    /// <summary>The real process in place of a worker's.</summary>
    public RealProcess Of(string id)
    {
        foreach (var (pid, worker) in Workers)
            if (worker == id)
                return _processes[pid];
        throw new ArgumentException(id);
    }

    public SampleEngine Engine() => new(Places, Time);

    public void Dispose()
    {
        foreach (var process in _processes.Values)
            process.Dispose();
        Root.Dispose();
        Temp.Dispose();
    }
}
