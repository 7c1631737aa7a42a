using System;
using System.Collections.Generic;
using System.IO;
using Lifetop.Observation.Systems;
using Lifetop.Tests.Support;

namespace Lifetop.Tests.Observation.Systems.Multiclaude;

/// <summary>A sample tree of multiclaude with what its rows need: a window for each agent that has one, Claude where it lives, a daemon.</summary>
internal sealed class MulticlaudeWorld : IDisposable
{
    public const string System = "Multiclaude";
    private readonly List<RealProcess> _processes = [];
    private readonly SampleWindows _windows;
    private SampleEngine? _engine;

    /// <param name="tmux">Where its windows are, not started yet; null for a server of their own.</param>
    public MulticlaudeWorld(string tree, TmuxSandbox? tmux = null)
    {
        _windows = new SampleWindows(tmux);
        Tree = new SampleTree(System, tree);
    }

    public SampleTree Tree { get; }

    public SampleTime Time { get; } = new();

    public SampleWindows Windows => _windows;

    public SampleEngine Engine => _engine ??= new SampleEngine(new SystemPlaces { Home = Tree.Home, TempFolder = Tree.Home, TmuxSocket = Windows.Socket, Projects = new ProjectFolders { Below = Tree.Home } }, Time);

    public string StateFile => Tree.File(".multiclaude/state.json");

    /// <summary>All that EXPECTED.tsv asks for beside this tree's files.</summary>
    public static MulticlaudeWorld Of(string tree, TmuxSandbox? tmux = null)
    {
        var world = new MulticlaudeWorld(tree, tmux);
        switch (tree)
        {
            case "current" or "torn":
                world.Current();
                break;
            case "v0":
                world.Window("mc-legacy", "supervisor", 777777708, "agent-1768700000000000000");
                world.Window("mc-legacy", "sunny-fox", 0);
                break;
            case "reused-daemon":
                world.Process(888888801, "sleep", "1000");
                world.Windows.Open("mine", "mine");
                break;
            default:
                world.Windows.Open("mine", "mine");
                break;
        }
        world.Tree.Copy();
        return world;
    }

    /// <summary>A process that shows as multiclaude's own.</summary>
    public RealProcess Daemon(int samplePid) => Process(samplePid, "bash", "-c", "exec -a multiclaude sleep 1000");

    public RealProcess Process(int samplePid, params string[] command)
    {
        var process = RealProcess.Start(command);
        _processes.Add(process);
        if (samplePid > 0)
            Tree.With(samplePid, process.Pid);
        return process;
    }

    /// <summary>A window whose shell has the place of a pid in the samples, with Claude of a session below it if one is named.</summary>
    public int Window(string session, string window, int samplePid, string? claude = null)
    {
        int shell = Windows.Open(session, window);
        if (samplePid > 0)
            Tree.With(samplePid, shell);
        if (claude is not null)
            Windows.Run(session, window, "claude", $"--session-id {claude}");
        return shell;
    }

    public void Dispose()
    {
        _engine?.Dispose();
        _windows.Dispose();
        foreach (var process in _processes)
            process.Dispose();
        Tree.Dispose();
    }

    private void Current()
    {
        const string session = "mc-my-app", id = "4f6c0c2e-0000-4000-8000-";
        Daemon(777777700);
        Window(session, "supervisor", 777777701, id + "7a24ffcac5f2");
        Window(session, "merge-queue", 0);
        Window(session, "happy-otter", 777777702, id + "76cb4df19ba1");
        Window(session, "calm-panda", 0);
        Window(session, "eager-badger", 0);
        Window(session, "proud-deer", 0);
        Window(session, "quiet-shell", 777777703);
        Window(session, "fox-2", 777777705, id + "ed3343240b85");
        Window(session, "bright-lion", 777777706);
        Window(session, "review-12", 0);
        Window(session, "odd-one", 777777707, id + "c9ff184aefa2");
        // Its window is gone; the pid is somebody else's by now.
        Process(777777704, "sleep", "1000");
    }
}
