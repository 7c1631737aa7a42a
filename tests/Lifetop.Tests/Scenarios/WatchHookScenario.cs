using System;
using System.Collections.Generic;
using System.IO;
using Lifetop.Tests.Support;

namespace Lifetop.Tests.Scenarios;

/// <summary>A watch whose hook writes down what it is told of, and workers to be told of.</summary>
public abstract class WatchHookScenario : WatchScenario
{
    private readonly List<RealProcess> _processes = [];
    private readonly string _told;

    protected WatchHookScenario()
    {
        _told = Lifetop.Folder.File("told");
        Hook("");
    }

    /// <summary>Who was told of, a line each, in order.</summary>
    protected string[] Told => File.Exists(_told) ? File.ReadAllLines(_told) : [];

    /// <param name="then">What it does once it has written that down, for the shell.</param>
    protected void Hook(string then) => Configure($$"""
        "hooks": [{ "name": "tell", "on": ["zombie", "failed", "blocked"], "run": ["sh", "-c", "echo \"$LIFETOP_NAME $LIFETOP_WAS $LIFETOP_STATE\" >> '{{_told}}'; {{then}}"] }]
        """);

    /// <summary>A process of its own, declared by that name.</summary>
    protected RealProcess Declare(string name)
    {
        var process = RealProcess.Start("sleep", "1000");
        _processes.Add(process);
        Lifetop.WriteManifest(name, $"{{ \"key\": \"{name}\", \"pid\": {process.Pid}, \"start_ticks\": {process.StartTicks}, \"boot_id\": \"{RealProcess.Boot}\" }}");
        return process;
    }

    /// <summary>Lists until it is in that state, and so writes it down unless somebody did.</summary>
    protected void ListUntil(string name, string state)
        => Eventually.True(() => Lifetop.List().Find("manifest/" + name)?.State == state, $"{name} is {state}");

    protected void UntilRecorded(params string[] names)
    {
        foreach (string name in names)
            Eventually.True(() => Recorded(name) != "0", $"{name} is known");
    }

    private string Recorded(string name) => ProgramRegistry.Ask(Lifetop, $"SELECT count(*) FROM transitions t JOIN workers w ON w.id=t.worker WHERE w.key='manifest/{name}'");

    protected override void End()
    {
        base.End();
        foreach (var process in _processes)
            process.Dispose();
    }
}
