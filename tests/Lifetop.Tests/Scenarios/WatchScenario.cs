using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>A private world with watches in it, all of which end with it.</summary>
public abstract class WatchScenario : SpawnScenario
{
    private readonly List<RealProcess> _watches = [];

    protected string WatchFile(string name) => Path.Combine(Lifetop.StateFolder, "watch", name);

    protected string WatchLog => File.Exists(WatchFile("log")) ? File.ReadAllText(WatchFile("log")) : "";

    protected ProgramResult Status => Lifetop.Run("watch", "--status", "--json");

    /// <summary>Without the processes of this machine; with quick restarts and reaps.</summary>
    protected void Configure(string more = "") => Lifetop.Configure($$"""
        { "sources": { "process": { "enabled": false } }, "reap_after": "1s"{{(more.Length == 0 ? "" : ", " + more)}} }
        """);

    /// <summary>A watch as a process of this test's own.</summary>
    protected RealProcess Watch(params string[] more) => WatchThrough([], more);

    private RealProcess WatchThrough(string[] through, string[] more)
    {
        var environment = Lifetop.Environment.Where(static pair => pair.Value is not null).ToDictionary(static pair => pair.Key, static pair => pair.Value!);
        environment["TMUX"] = environment["TMUX_PANE"] = "";
        var watch = RealProcess.StartIn(Lifetop.Home, environment, [.. through, LifetopProgram.Executable, "watch", .. more]);
        _watches.Add(watch);
        return watch;
    }

    /// <summary>Returns once it leads.</summary>
    /// <param name="through">A command that becomes it.</param>
    protected RealProcess Lead(params string[] through)
    {
        var watch = WatchThrough(through, ["--log", WatchFile("log")]);
        Eventually.True(() => Leader() == watch.Pid, "the watch leads");
        return watch;
    }

    /// <summary>Pid of who leads; 0 for nobody.</summary>
    protected int Leader() => Status.Json.GetProperty("watch") is { ValueKind: JsonValueKind.Object } watch ? watch.GetProperty("pid").GetInt32() : 0;

    protected JsonElement? Watched(string key)
    {
        foreach (var worker in Status.Json.GetProperty("workers").EnumerateArray())
            if (worker.GetProperty("key").GetString() == key)
                return worker;
        return null;
    }

    protected void UntilWatched(string key, Func<JsonElement, bool> isSo, string what, double seconds = 30)
    {
        JsonElement? last = null;
        bool found = Eventually.IsTrue(() => (last = Watched(key)) is { } worker && isSo(worker), TimeSpan.FromSeconds(seconds));
        Assert.True(found, $"{key} never {what}: {last}\n{WatchLog}");
    }

    protected static void Kill(RealProcess process)
    {
        RealProcess.Signal(process.Pid, "KILL");
        Eventually.True(() => process.HasEnded, "its end");
    }

    /// <summary>Seconds of the clock that a worker wrote down at each of its starts.</summary>
    protected double[] Starts(string name)
    {
        string file = Lifetop.Folder.File(name + "-starts");
        return File.Exists(file) ? [.. File.ReadAllLines(file).Select(static line => double.Parse(line, CultureInfo.InvariantCulture))] : [];
    }

    /// <summary>A command that writes down when it starts, then goes on as given.</summary>
    protected string[] Noting(string name, string then) => ["--", "sh", "-c", $"date +%s.%N >> {Lifetop.Folder.File(name + "-starts")}; {then}"];

    protected override void End()
    {
        Lifetop.Run("watch", "--stop");
        foreach (var watch in _watches)
            watch.Dispose();
        Lifetop.Run("watch", "--stop");
    }
}
