using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Lifetop.Judgement;
using Xunit;

namespace Lifetop.Tests.Support;

/// <summary>
/// Who could be taken for a worker and is none: for each worker a process with its name, the next free pid and a folder whose name only
/// begins like its worktree's; and in each worktree that is no checkout a shell with a terminal of its own. None of them is listed as a worker. They are started
/// right before the first ending of a test, once, and all of them must live after the last.
/// </summary>
public sealed partial class RealBystanders(TempFolder folder) : IDisposable
{
    /// <summary>A crowd of workers has no more than these.</summary>
    private const int Most = 4;

    private readonly List<string> _worktrees = [];
    private readonly List<int> _workers = [];
    private readonly List<(IDisposable Owner, int Pid, long StartTicks, string About)> _all = [];
    private readonly object _beginning = new();
    private bool _begun;

    /// <summary>Takes note of a worker.</summary>
    public void Worker(int pid) => _workers.Add(pid);

    /// <summary>Takes note of what a manifest names.</summary>
    public void Declared(string manifest)
    {
        if (WorktreeField().Match(manifest) is { Success: true } worktree)
            _worktrees.Add(worktree.Groups[1].Value);
        if (PidField().Match(manifest) is { Success: true } pid)
            _workers.Add(int.Parse(pid.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    /// <summary>Starts them, if they are not there yet; who ends something at the same time waits until all are there.</summary>
    public void Begin()
    {
        lock (_beginning)
        {
            if (!_begun)
                BeginAll();
            _begun = true;
        }
    }

    /// <summary>Ends them; all of them must have been there, as they were.</summary>
    public void Dispose()
    {
        var touched = _all.Where(static one => RealProcess.StartTicksOf(one.Pid) != one.StartTicks || RealProcess.StateOf(one.Pid) is 'Z' or 'T').Select(static one => $"pid {one.Pid}, {one.About}").ToList();
        foreach (var (owner, _, _, _) in _all)
            owner.Dispose();
        _all.Clear();
        Assert.True(touched.Count == 0, "bystanders were touched: " + string.Join("; ", touched));
    }

    private void BeginAll()
    {
        var trees = _worktrees.Distinct().Where(static tree => Directory.Exists(tree)).Take(Most).ToList();
        var workers = _workers.Distinct().Where(static pid => RealProcess.StateOf(pid) is not (null or 'Z')).Take(Most).ToList();
        if (workers.Count == 0)
            workers.AddRange(RealProcess.All(pid => RealProcess.EnvironmentOf(pid).Contains("LIFETOP_HEARTBEAT=" + folder.Path, StringComparison.Ordinal)).Take(Most));
        for (int i = 0; i < Math.Max(1, Math.Max(workers.Count, trees.Count)); i++)
            BeginBeside(i < workers.Count ? workers[i] : Environment.ProcessId, i < trees.Count ? trees[i] : folder.File("folder"));
        // One in a checkout keeps it from being removed, which others want to see: those have tests of their own.
        foreach (string tree in trees.Where(static tree => !Path.Exists(Path.Combine(tree, ".git"))))
        {
            var shell = new Pty().Start(["sh", "-c", "read line"], new Dictionary<string, string?>(), tree);
            Add(shell, shell.Pid, $"a shell in {tree} with a terminal of its own");
        }
    }

    private void BeginBeside(int pid, string place)
    {
        // A process has the name by which it was called. Called as an agent is, it would be a worker.
        string name = RealProcess.NameOf(pid) is { } worker && !worker.Contains('/', StringComparison.Ordinal) && !new Policy().AgentPrograms.Contains(worker) ? worker : "sleep";
        string program = Path.Combine(Directory.CreateDirectory(folder.File("bystanders")).FullName, name);
        if (!File.Exists(program))
            File.CreateSymbolicLink(program, "/bin/sleep");
        string longer = Directory.CreateDirectory(place + "b").FullName;
        // Not the number of a worker that has died: who has that at once, and its name and folder, nobody can tell from it.
        int next = pid + 1;
        while (_workers.Contains(next) || Directory.Exists("/proc/" + next.ToString(CultureInfo.InvariantCulture)))
            next++;
        var process = PidBearer.After(next - 1, longer, "setsid", program, "1000");
        Add(process, process.Pid, $"{name} in {longer}, started for the pid after {pid}");
    }

    private void Add(IDisposable owner, int pid, string about) => _all.Add((owner, pid, RealProcess.StartTicksOf(pid)!.Value, about));

    [GeneratedRegex("\"worktree\": \"([^\"]+)\"")]
    private static partial Regex WorktreeField();

    [GeneratedRegex("\"pid\": ([1-9][0-9]{0,7})\\b")]
    private static partial Regex PidField();
}
