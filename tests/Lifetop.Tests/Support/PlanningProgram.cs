using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;
using Lifetop.Actions;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Registry;
using Microsoft.Win32.SafeHandles;

namespace Lifetop.Tests.Support;

/// <summary>
/// A lifetop as a process of its own that writes a plan of two steps into a registry, says each call when it is done, and stays where
/// it is told to: it can be raced, and killed between any two calls.
/// </summary>
internal static class PlanningProgram
{
    public const string Name = "plan";

    /// <summary>What it says, in order.</summary>
    public static readonly string[] Calls = ["begun", "intended 1", "finished 1", "intended 2", "finished 2", "ended"];

    public static Plan Plan(string worker = "a") => new()
    {
        Action = WorkerAction.Reap,
        Grace = TimeSpan.FromSeconds(5),
        Workers =
        [
            new WorkerPlan
            {
                Identity = "test:" + worker, Key = "test/" + worker, Name = worker,
                Steps = [new EndProcesses([], TimeSpan.FromSeconds(5)), new RemoveFile("/run/a.pid", default, "a.pid")],
            },
        ],
    };

    /// <param name="arguments">
    /// The state folder, the call to stay after, how many milliseconds to wait for others; then, for one that ends after it, a file to wait
    /// for first, and a process to kill as its first step.
    /// </param>
    public static int Run(string[] arguments)
    {
        using var output = new StreamWriter(new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write)) { AutoFlush = true };
        using var registry = new RegistryFile(new StateFolder(arguments[0]), TimeProvider.System);
        int last = Array.IndexOf(Calls, arguments[1]);
        var journal = new PlanJournal(registry, new Actor("ana", "pts/3", "10.0.0.7", "reap"), PlanOwner.Self(), TimeProvider.System)
        {
            Patience = TimeSpan.FromMilliseconds(int.Parse(arguments[2], CultureInfo.InvariantCulture)),
            Memory = new MemoryCopy(registry.Folder, PlanOwner.Self().Boot, TimeSpan.FromDays(7), TimeProvider.System),
        };
        output.WriteLine("ready");
        if (arguments.Length > 3)
            Eventually.True(() => File.Exists(arguments[3]), "the start");
        var beginning = journal.Begin(Plan(), Now);
        output.WriteLine(beginning.Refusal ?? "begun");
        if (beginning.Refusal is not null)
            return beginning.TimedOut ? 7 : 4;
        long id = beginning.Id;
        for (int call = 1; call <= last; call++)
        {
            if (call == 2 && arguments.Length > 4)
                RealProcess.Signal(int.Parse(arguments[4], CultureInfo.InvariantCulture), "KILL");
            string? trouble = call switch
            {
                1 or 3 => journal.Intend(id, call / 2 + 1, Now),
                2 or 4 => journal.Finish(id, call / 2, new StepResult(StepOutcome.Done, "2 of 2 gone, TERM, 0.4s"), Now),
                _ => journal.End(id, PlanOutcome.Done, "", Now),
            };
            output.WriteLine(trouble ?? Calls[call]);
        }
        if (arguments.Length <= 3)
            new ManualResetEventSlim().Wait();
        return 0;
    }

    public static RealProcess Start(string stateFolder, string stayAfter, int patience, params string[] more)
        => RealProcess.StartIn(null, new Dictionary<string, string> { ["DOTNET_EnableDiagnostics"] = "0" },
            [Path.Combine(LifetopProgram.DotnetRoot, "dotnet"), typeof(PlanningProgram).Assembly.Location, Name, stateFolder, stayAfter, patience.ToString(CultureInfo.InvariantCulture), .. more]);

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
}
