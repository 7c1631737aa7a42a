using System;
using System.Globalization;
using System.IO;
using Lifetop.Actions;
using Lifetop.Actions.Systems.EveryCode;
using Lifetop.App.Acting;
using Lifetop.Tests.Observation.Systems.EveryCode;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Systems.EveryCode;

/// <summary>A launchplane that never answers is given up, and with it all that it began.</summary>
public sealed class CleanupDeadlineTests
{
    [Fact]
    public void One_that_never_returns_is_ended_at_the_deadline_and_never_told_to_act()
    {
        using var world = EveryCodeWorld.Empty();
        world.WriteSession(12);
        string folder = world.Tree.Folder.Path, asked = Path.Combine(folder, "asked"), script = world.Tree.Folder.Write("launchplane", $"#!/bin/sh\necho \"$$ $*\" >> '{asked}'\nexec sleep 1000\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string before = Files(world);
        var runner = new ReconcileCleanupRunner(new EngineWorld(world.Engine.Engine, last: null, world.Time)) { Deadline = TimeSpan.FromSeconds(2) };

        var result = runner.Run(new ReconcileCleanup([script], world.Root, "here", EveryCodeWorld.IdOf(12)), new WorkerPlan { Identity = "none", Key = "none", Name = "none" }, default);

        Assert.Equal((StepOutcome.Failed, true, $"{script} did not end within 2s and was ended"), (result.Outcome, result.TimedOut, result.Detail));
        // Once, for the dry run, and not any more to act.
        string line = Assert.Single(File.ReadAllLines(asked));
        Assert.DoesNotContain("--apply", line, StringComparison.Ordinal);
        int pid = int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture);
        Eventually.True(() => RealProcess.StateOf(pid) is null or 'Z', "its end");
        Assert.Equal(before, Files(world));
    }

    private static string Files(EveryCodeWorld world)
    {
        string[] files = Directory.GetFiles(world.Root, "*", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        return string.Join('\n', Array.ConvertAll(files, static file => $"{file} {Convert.ToHexString(File.ReadAllBytes(file))}"));
    }
}
