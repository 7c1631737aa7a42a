using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Platform;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>
/// A private world for one scenario, torn down even on failure; the program must have left no process, socket or stray file in it.
/// </summary>
public abstract class Scenario : IDisposable
{
    protected const string Nobody = "65534";

    // The journal is of one that was ended while it made the registry: the next one rolls it back.
    private static readonly string[] OwnFiles = ["registry.db", "registry.db-wal", "registry.db-shm", "registry.db-journal", "memory.json", "pull-requests.json"];
    private readonly List<RealProcess> _processes = [];
    private readonly List<DetachedProcess> _detached = [];
    private readonly List<TmuxSandbox> _servers = [];
    private readonly List<IDisposable> _owned = [];

    protected LifetopProgram Lifetop { get; } = new();

    protected string Folder => Lifetop.Folder.Path;

    protected RealProcess Start(params string[] command) => StartIn(null, command);

    protected RealProcess StartIn(string? folder, params string[] command) => Track(RealProcess.StartIn(folder, null, command));

    protected RealProcess StartMarked(string variable, string value, params string[] command)
        => Track(RealProcess.StartIn(null, new Dictionary<string, string> { [variable] = value }, command));

    /// <summary>A process that no longer descends from these tests, as a daemon does not.</summary>
    protected DetachedProcess Detach(string? folder, params string[] command)
    {
        var process = new DetachedProcess(folder ?? Folder, Path.Combine(Folder, $"detached-{_detached.Count}"), command);
        _detached.Add(process);
        Lifetop.Bystanders.Worker(process.Pid);
        return process;
    }

    /// <summary>Goes with the scenario, after everything that runs in it.</summary>
    protected T Own<T>(T thing) where T : IDisposable
    {
        _owned.Add(thing);
        return thing;
    }

    /// <summary>A tmux server with one session.</summary>
    protected TmuxSandbox StartTmux(string session, params string[] command) => StartTmuxAt("default", session, command);

    protected TmuxSandbox StartTmuxAt(string socket, string session, params string[] command)
    {
        var server = Lifetop.Tmux(socket);
        _servers.Add(server);
        return server.Start(session, command);
    }

    /// <summary>A manifest with the process and what else is given: <c>"kind": "agent", …</c>.</summary>
    protected string Declare(string key, RealProcess process, string more = "") => Declare(key, process.Pid, process.StartTicks, more);

    protected string Declare(string key, int pid, long startTicks, string more = "")
        => Declare(key, $"\"pid\": {pid}, \"start_ticks\": {startTicks}, \"boot_id\": \"{RealProcess.Boot}\"{(more.Length == 0 ? "" : ", " + more)}");

    protected string Declare(string key, string fields)
        => Lifetop.WriteManifest(key, $"{{ \"key\": \"{key}\"{(fields.Length == 0 ? "" : ", " + fields)} }}");

    /// <summary>The fields of a manifest's pane, by the ids that tmux prints.</summary>
    protected static string PaneField(TmuxSandbox tmux, string paneId)
    {
        int server = tmux.ServerPid;
        return $"\"pane\": {{ \"id\": \"{paneId}\", \"socket\": \"{tmux.Socket}\", \"server_pid\": {server}, \"server_start_ticks\": {RealProcess.StartTicksOf(server)} }}";
    }

    protected ProgramResult List(params string[] more) => Lifetop.List(more);

    /// <summary>Lists until the worker is as described, each time anew.</summary>
    protected ListedWorker ListUntil(string key, Func<ListedWorker, bool> isSo, string what, TimeSpan? within = null)
    {
        ListedWorker? last = null;
        bool found = Eventually.IsTrue(() => (last = List().Find(key)) is not null && isSo(last), within ?? TimeSpan.FromSeconds(20));
        Assert.True(found, $"{key} never {what}; it is {last}");
        return last!;
    }

    protected ProgramResult RunAsNobody(params string[] arguments) => RunAsNobody([], arguments);

    /// <summary>Runs a copy that anybody may read, as a user who owns this world and nothing else.</summary>
    protected ProgramResult RunAsNobody(string[] wrapper, string[] arguments)
    {
        if (Libc.EffectiveUser() != 0)
            return Lifetop.Run(arguments);
        string program = Path.Combine(Folder, "program");
        if (!Directory.Exists(program))
        {
            Directory.CreateDirectory(program);
            foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(LifetopProgram.Executable)!))
                File.Copy(file, Path.Combine(program, Path.GetFileName(file)));
        }
        using (var give = Process.Start("chown", ["-R", $"{Nobody}:{Nobody}", Folder]))
            give.WaitForExit();
        return Lifetop.RunProgram([.. wrapper, "setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", Path.Combine(program, "lifetop")], arguments);
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        try
        {
            foreach (var process in _processes)
                process.Dispose();
            foreach (var process in _detached)
                process.Dispose();
            foreach (var server in _servers)
                server.Dispose();
            Lifetop.StopStreams();
            Assert.True(Eventually.IsTrue(() => Left().Count == 0, TimeSpan.FromSeconds(5)), "left behind: " + string.Join(", ", Left()));
        }
        finally
        {
            foreach (var thing in _owned)
                thing.Dispose();
            Lifetop.Dispose();
        }
    }

    private RealProcess Track(RealProcess process)
    {
        _processes.Add(process);
        Lifetop.Bystanders.Worker(process.Pid);
        return process;
    }

    /// <summary>Processes that were given this world's environment, and files that nobody asked for.</summary>
    private List<string> Left()
    {
        var left = new List<string>();
        string mark = "XDG_STATE_HOME=" + Folder + "/";
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int pid) && RealProcess.EnvironmentOf(pid).Contains(mark, StringComparison.Ordinal))
                left.Add($"process {pid} {RealProcess.NameOf(pid)}");
        }
        foreach (string name in (string[])["tmp", "run", "cache", "data", "home"])
            left.AddRange(Directory.EnumerateFileSystemEntries(Lifetop.Folder.File(name)).Where(static path => !Path.GetFileName(path).StartsWith("own-", StringComparison.Ordinal)));
        if (Directory.Exists(Lifetop.StateFolder))
            left.AddRange(Directory.EnumerateFiles(Lifetop.StateFolder).Where(static path => !OwnFiles.Contains(Path.GetFileName(path))));
        return left;
    }
}
