using System;
using System.Collections.Generic;
using System.IO;
using Lifetop.Observation.Systems;
using Lifetop.Tests.Support;

namespace Lifetop.Tests.Observation.Systems.AgentRelay;

/// <summary>A sample tree of agent-relay with a real process for every pid in it that shall live; it is a project that the config names.</summary>
internal sealed class AgentRelayWorld : IDisposable
{
    public const string System = "AgentRelay";
    public const int Daemon = 777777740, Reused = 888888841, Broker = 777777745;

    private static readonly Dictionary<string, (int Pid, string Name)[]> Agents = new()
    {
        ["g1"] = [(777777741, "Alice"), (777777742, "Bob"), (777777743, "Fresh")],
        ["g1-crashed"] = [(777777744, "Survivor")],
    };

    private readonly Dictionary<int, RealProcess> _processes = [];

    public AgentRelayWorld(string tree)
    {
        Tree = new SampleTree(System, tree);
        foreach (var (pid, name) in Agents.GetValueOrDefault(tree, []))
            Add(pid, StartAgent(name));
        int[] others = tree switch { "g1" => [Daemon, Reused], "g2" => [Broker, 777777746, 777777747], "g2-crashed" => [777777748], _ => [] };
        foreach (int pid in others)
            Add(pid, RealProcess.Start("sleep", "1000"));
        // The processes begin only now, and every file was written after them whatever the test does to the clock.
        Tree.Copy(dated: SampleTime.Ahead);
        if (tree == "g1-crashed")
            using (new RelayMessages(Tree.File(".agent-relay/" + RelayMessages.Name), "DELETE").Session("Victim", SampleTime.Start - TimeSpan.FromMinutes(30)))
            {
            }
    }

    public SampleTree Tree { get; }

    public SampleTime Time { get; } = new();

    /// <summary>Empty, so that nothing of the machine's is found.</summary>
    public TempFolder Temp { get; } = new();

    public string Key(string name) => $"agent-relay/home/{name}";

    public SystemPlaces Places => new() { Home = Temp.Path, TempFolder = Temp.Path, RootsOf = label => label == "agent-relay" ? [Tree.Home] : [], Projects = new ProjectFolders { Below = Tree.Home } };

    public IEnumerable<RealProcess> Processes => _processes.Values;

    public RealProcess Of(int samplePid) => _processes[samplePid];

    public SampleEngine Engine() => new(Places, Time);

    /// <summary>Shows as the terminal that agent-relay puts around an agent. It waits by itself: a child would outlive a test that ends it.</summary>
    public static RealProcess StartAgent(string name) => Shown(RealProcess.Start("bash", "-c", $"exec -a relay-pty bash -c 'read -r -t 1000 <> <(:); :' --name {name} --socket s"));

    /// <summary>Once it goes by its name.</summary>
    public static RealProcess Shown(RealProcess agent)
    {
        Eventually.True(() => File.ReadAllText($"/proc/{agent.Pid}/cmdline").StartsWith("relay-pty\0", StringComparison.Ordinal), $"{agent.Pid} shows as relay-pty");
        return agent;
    }

    public void Dispose()
    {
        foreach (var process in _processes.Values)
            process.Dispose();
        Tree.Dispose();
        Temp.Dispose();
    }

    private void Add(int samplePid, RealProcess process)
    {
        _processes[samplePid] = process;
        Tree.With(samplePid, process.Pid);
    }
}
