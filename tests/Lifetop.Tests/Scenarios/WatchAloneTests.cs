using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>
/// A watch that is left alone with the policy it comes with ends nothing that lifetop did not spawn. For some seconds with a quick
/// policy; with LIFETOP_ALONE_MINUTES for so long with the usual one: <c>make alone</c>.
/// </summary>
public sealed class WatchAloneTests : WatchScenario
{
    private static readonly double Minutes = double.Parse(Environment.GetEnvironmentVariable("LIFETOP_ALONE_MINUTES") ?? "0", CultureInfo.InvariantCulture);

    private readonly string _mark;
    private readonly List<RealProcess> _processes = [];
    private readonly List<DetachedProcess> _detached = [];

    public WatchAloneTests() => _mark = Lifetop.Folder.File("mark");

    [Fact]
    public void It_ends_nothing_that_was_not_spawned()
    {
        if (Minutes > 0)
            Lifetop.Configure("{}");
        else
            Lifetop.Configure("""{ "reap_after": "1s" }""");
        string tree = Directory.CreateDirectory(Lifetop.Folder.File("repo/.git")).Parent!.FullName;
        // Sessions of somebody's own: a job, a shell, a dead pane; a stray, an orphan, what outlives its dead worker, and an adopted one.
        Tmux.Tmux("new-session", "-d", "-s", "mine", "sleep", "1000");
        Tmux.Tmux("new-session", "-d", "-s", "shell", "sh", "-i");
        Tmux.Tmux("set-option", "-g", "remain-on-exit", "on");
        Tmux.Tmux("new-window", "-d", "-t", "mine:", "false");
        var stray = new DetachedProcess(tree, Lifetop.Folder.File("stray"), ["sleep", "1000"]);
        _detached.Add(stray);
        var (boss, orphan, adopted, saved) = (Start(), Start(), Start(), Start());
        var dead = Keep(RealProcess.StartIn(null, new Dictionary<string, string> { ["LIFETOP_WORKER"] = _mark }, "sh", "-c", "setsid --fork sleep 1000; echo ready; exec sleep 1001"));
        Assert.Equal("ready", dead.Output.ReadLine());
        string manifest = Manifest("dead", dead, $", \"markers\": {{ \"LIFETOP_WORKER\": \"{_mark}\" }}");
        Manifest("orphan", orphan, $", \"owner\": {{ \"name\": \"boss\", \"pid\": {boss.Pid}, \"start_ticks\": {boss.StartTicks} }}");
        Manifest("saved", saved, "");
        Assert.Equal(0, Lifetop.Run("adopt", "--pid", adopted.Pid.ToString(CultureInfo.InvariantCulture), "--name", "adopted").ExitCode);
        MustSpawn("lives", "--", "sleep", "1000");
        MustSpawn("over", "--", "sh", "-c", "setsid sleep 1000 & sleep 0.5; exit 1");
        Lifetop.List();
        boss.Kill();
        dead.Kill();
        int left = Assert.Single(RealProcess.Carrying("LIFETOP_WORKER=" + _mark));
        Lead();

        Until("lifetop/over", Minutes > 0 ? "zombie" : "cleaned");
        using (var never = new ManualResetEventSlim())
            never.Wait(TimeSpan.FromMinutes(Minutes));
        Until("lifetop/over", "cleaned");
        Until("manifest/dead", "zombie");

        Assert.False(stray.HasEnded || orphan.HasEnded || adopted.HasEnded || saved.HasEnded);
        Assert.Equal("sleep", RealProcess.NameOf(left));
        Assert.True(File.Exists(manifest));
        Assert.Equal(2, Tmux.Tmux("list-panes", "-s", "-t", "mine:").Split('\n').Length);
        Assert.Equal("0", Tmux.Tmux("list-panes", "-s", "-t", "shell:", "-F", "#{pane_dead}"));
        Assert.Contains(Lifetop.List()["lifetop/lives"].State, (string[])["running", "idle"]);
        Assert.Equal("lifetop/over", ProgramRegistry.Ask(Lifetop, "SELECT group_concat(DISTINCT key) FROM plan_workers w JOIN plans p ON p.id=w.plan WHERE p.via='watch'"));
    }

    private RealProcess Start() => Keep(RealProcess.Start("sleep", "1000"));

    private RealProcess Keep(RealProcess process)
    {
        _processes.Add(process);
        return process;
    }

    private string Manifest(string key, RealProcess process, string more)
        => Lifetop.WriteManifest(key, $"{{ \"key\": \"{key}\", \"pid\": {process.Pid}, \"start_ticks\": {process.StartTicks}, \"boot_id\": \"{RealProcess.Boot}\"{more} }}");

    protected override void End()
    {
        base.End();
        foreach (var process in _processes)
            process.Dispose();
        foreach (var process in _detached)
            process.Dispose();
        foreach (int pid in RealProcess.Carrying("LIFETOP_WORKER=" + _mark))
            RealProcess.Signal(pid, "KILL");
    }
}
