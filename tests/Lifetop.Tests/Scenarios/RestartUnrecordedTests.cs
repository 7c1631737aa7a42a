using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.Json.Nodes;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Workers that lifetop itself has recorded nothing of: known by their process, a manifest or a pid file, and started once more all the same.</summary>
[Trait("Waits", "long")]
public sealed class RestartUnrecordedTests : SpawnScenario
{
    private readonly List<RealProcess> _processes = [];

    private string Program => Lifetop.Folder.File("bin/claude");

    protected override void End()
    {
        foreach (var process in _processes)
            process.Dispose();
    }

    [Fact]
    public void A_process_that_was_only_found_comes_back_with_its_folder_and_environment_and_is_recorded_from_then_on()
    {
        using var before = Detach(["env", "GIVEN=hunter", .. Agent("first", "second")]);
        string found = $"process/claude-{before.Pid}";
        Assert.Equal("running", Lifetop.List()[found].State);

        var plan = Lifetop.Run("restart", "--dry-run", found);
        var restarted = Lifetop.Run("restart", "--yes", found);

        Assert.True(restarted.ExitCode == 0, restarted.ToString());
        Assert.Contains($"record it as lifetop/claude-{before.Pid}", plan.Output, StringComparison.Ordinal);
        Assert.Contains($"with the environment of pid {before.Pid}", plan.Output, StringComparison.Ordinal);
        Assert.True(before.HasEnded);
        var after = Lifetop.List()[$"lifetop/claude-{before.Pid}"];
        Assert.Equal(("agent", "lifetop"), (after.Kind, after.Session));
        LogHolds(after.Name, $"hunter|{Lifetop.Home}|first second");
        string history = Lifetop.Run("history", after.Key).Output;
        Assert.Contains($"pid {before.Pid}", history, StringComparison.Ordinal);
        Assert.Contains($"pid {after.Pid}", history, StringComparison.Ordinal);
        // The value went from process to process, and to no file but the log it was printed into.
        Assert.Equal([Path.Combine(Spawned, after.Name, "log")], FilesWith("hunter"));
        Assert.DoesNotContain("hunter", plan.Output + restarted.Output, StringComparison.Ordinal);
        // And once more, as any other record.
        Assert.Equal(0, Lifetop.Run("restart", "--yes", after.Key).ExitCode);
    }

    [Fact]
    public void A_living_manifest_worker_keeps_its_key_and_its_manifest_names_the_new_process()
    {
        var before = Start(Lifetop.Home, "GIVEN", "hunter", Agent("one"));
        string manifest = Manifest("web", $"\"pid\": {before.Pid}, \"start_ticks\": {before.StartTicks}, \"boot_id\": \"{RealProcess.Boot}\", \"task\": \"stay\"");
        Assert.Equal(before.Pid, Lifetop.List()["manifest/web"].Pid);

        var restarted = Lifetop.Run("restart", "--yes", "web");

        Assert.True(restarted.ExitCode == 0, restarted.ToString());
        var after = Lifetop.List()["manifest/web"];
        Assert.True(before.HasEnded);
        Assert.NotEqual(before.Pid, after.Pid);
        Assert.Equal(("lifetop", "stay"), (after.Session, after.Text("task")));
        Assert.Equal(after.Pid, (int)JsonNode.Parse(File.ReadAllText(manifest))!["pid"]!);
        LogHolds("web", $"hunter|{Lifetop.Home}|one");
    }

    [Fact]
    public void A_dead_manifest_worker_is_started_by_what_its_manifest_says_in_the_environment_of_who_asks()
    {
        string gone = Gone();
        Manifest("web", $"{gone}, \"command\": [\"{string.Join("\", \"", Agent("a b"))}\"], \"cwd\": \"{Lifetop.Home}\", \"markers\": {{ \"MARK\": \"web\" }}, \"ended\": {{ \"exit_code\": 3 }}");
        Manifest("text", $"{gone}, \"command\": \"echo it is $GIVEN; exec sleep 1000\", \"cwd\": \"{Lifetop.Home}\"");
        Lifetop.Environment["GIVEN"] = "second";

        var first = Lifetop.Run("restart", "--yes", "web");
        var other = Lifetop.Run("restart", "--yes", "text");

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.True(other.ExitCode == 0, other.ToString());
        LogHolds("web", $"second|{Lifetop.Home}|a b");
        LogHolds("text", "it is second");
        var web = Lifetop.List()["manifest/web"];
        Assert.NotEqual("zombie", web.State);
        Assert.Contains("MARK=web", RealProcess.EnvironmentOf((int)web.Pid!), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pid_file_names_the_new_process_whoever_writes_it()
    {
        string silent = Lifetop.Folder.File("run/silent.pid"), own = Lifetop.Folder.File("run/own.pid");
        Lifetop.Configure($$"""{ "sources.pidfile.globs": ["{{Lifetop.Folder.File("run")}}/*.pid"] }""");
        var quiet = Start(Lifetop.Home, "GIVEN", "x", "sleep", "1000");
        File.WriteAllText(silent, $"{quiet.Pid}\n");
        var writer = Start(Lifetop.Home, "GIVEN", "x", "sh", "-c", "echo $$ > \"$1\"; exec sleep 1000", "sh", own);
        Eventually.True(() => File.Exists(own) && File.ReadAllText(own).Trim() == $"{writer.Pid}", "the pid file");

        var first = Lifetop.Run("restart", "--yes", "pidfile/silent");
        var other = Lifetop.Run("restart", "--yes", "pidfile/own");

        Assert.True(first.ExitCode == 0, first.ToString());
        // Its command line is by now the one it became: that writes no file.
        Assert.True(other.ExitCode == 0, other.ToString());
        foreach (var (name, old) in new[] { ("silent", quiet), ("own", writer) })
        {
            Assert.True(old.HasEnded);
            var row = Lifetop.List()["pidfile/" + name];
            Assert.Equal(("lifetop", true), (row.Session, row.State is "running" or "idle"));
            Assert.Equal($"{row.Pid}\n", File.ReadAllText(Lifetop.Folder.File($"run/{name}.pid")));
        }
        File.Delete(silent);
        File.Delete(own);
    }

    [Fact]
    public void A_daemon_that_forks_and_writes_its_own_pid_has_come_up()
    {
        string file = Lifetop.Folder.File("run/forking.pid");
        Lifetop.Configure($$"""{ "sources.pidfile.globs": ["{{Lifetop.Folder.File("run")}}/*.pid"] }""");
        // Its second half is a fork of the first, and so has the command line that began it all.
        string script = Script("forking", "trap '' HUP\n(while :; do sleep 1000 & wait; done) > /dev/null 2>&1 < /dev/null &\necho $! > \"$1\"\n");
        Start(Lifetop.Home, "GIVEN", "x", script, file).WaitForEnd();
        int first = int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture);

        var restarted = Lifetop.Run("restart", "--yes", "pidfile/forking");

        Assert.True(restarted.ExitCode == 0, restarted.ToString());
        var after = Lifetop.List()["pidfile/forking"];
        Assert.NotEqual(first, after.Pid);
        Assert.Equal(0, Lifetop.Run("stop", "--yes", "pidfile/forking").ExitCode);
        File.Delete(file);
    }

    [Fact]
    public void A_manifest_worker_that_is_its_pane_is_opened_there_again_and_one_that_was_typed_into_a_shell_is_not()
    {
        Tmux.Start("own", [.. Agent("in its pane")]);
        Tmux.Tmux("new-window", "-d", "-t", "own:", "-n", "typed");
        int own = int.Parse(Tmux.Tmux("display-message", "-p", "-t", "own:0", "#{pane_pid}"), CultureInfo.InvariantCulture);
        string shell = Tmux.Tmux("display-message", "-p", "-t", "own:typed", "#{pane_id}");
        Manifest("own", $"\"pid\": {own}, \"start_ticks\": {RealProcess.StartTicksOf(own)}, \"boot_id\": \"{RealProcess.Boot}\"");
        Tmux.Tmux("send-keys", "-t", shell, string.Join(' ', Agent("typed")), "Enter");
        Eventually.True(() => Tmux.Tmux("display-message", "-p", "-t", shell, "#{pane_current_command}") == "claude", "the typed one");
        int typed = int.Parse(File.ReadAllText($"/proc/{Tmux.Tmux("display-message", "-p", "-t", shell, "#{pane_pid}")}/task/{Tmux.Tmux("display-message", "-p", "-t", shell, "#{pane_pid}")}/children").Split(' ')[0], CultureInfo.InvariantCulture);
        int server = Tmux.ServerPid;
        Manifest("typed", $"\"pid\": {typed}, \"start_ticks\": {RealProcess.StartTicksOf(typed)}, \"boot_id\": \"{RealProcess.Boot}\", "
            + $"\"pane\": {{ \"id\": \"{shell}\", \"socket\": \"{Tmux.Socket}\", \"server_pid\": {server}, \"server_start_ticks\": {RealProcess.StartTicksOf(server)}, \"belongs\": false }}");
        var before = Lifetop.List()["manifest/own"];

        var opened = Lifetop.Run("restart", "--yes", "manifest/own");
        Assert.True(opened.ExitCode == 0, opened.ToString());
        var restarted = Lifetop.Run("restart", "--yes", "manifest/typed");

        Assert.True(restarted.ExitCode == 0, restarted.ToString());
        var list = Lifetop.List();
        Assert.Equal((before.PaneId, true), (list["manifest/own"].PaneId, list["manifest/own"].Pid != own && list["manifest/own"].IsAlive));
        Assert.Equal(("lifetop", true), (list["manifest/typed"].Session, list["manifest/typed"].IsAlive));
        LogHolds("typed", "|typed");
        Assert.Contains(shell, Tmux.Tmux("list-panes", "-a", "-F", "#{pane_id}"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_would_not_come_back_is_not_ended()
    {
        using var process = Detach(Agent());
        File.Delete(Program);
        Manifest("bare", Gone());
        string found = $"process/claude-{process.Pid}";

        var removed = Lifetop.Run("restart", "--yes", found);
        var bare = Lifetop.Run("restart", "--yes", "bare");

        Assert.Equal((4, 4), (removed.ExitCode, bare.ExitCode));
        Assert.Contains($"cannot be started: {Program}: no such file", removed.Errors, StringComparison.Ordinal);
        Assert.Contains("its manifest has no command", bare.Errors, StringComparison.Ordinal);
        Assert.False(process.HasEnded);
    }

    /// <summary>A program that lifetop takes for an agent; it says what it was given, and stays.</summary>
    private string[] Agent(params string[] arguments)
    {
        string script = Lifetop.Folder.Write("bin/agent.sh", "echo \"$GIVEN|$PWD|$*\"\nwhile :; do sleep 1000 & wait; done\n");
        if (!File.Exists(Program))
            File.Copy("/bin/bash", Program);
        return [Program, script, .. arguments];
    }

    private string Script(string name, string body)
    {
        string path = Lifetop.Folder.Write("bin/" + name, "#!/bin/sh\n" + body);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private RealProcess Start(string folder, string variable, string value, params string[] command)
    {
        var process = RealProcess.StartIn(folder, new Dictionary<string, string> { [variable] = value }, command);
        _processes.Add(process);
        return process;
    }

    /// <summary>Below no worker, as these tests themselves may be one's.</summary>
    private DetachedProcess Detach(string[] command)
    {
        var process = new DetachedProcess(Lifetop.Home, Lifetop.Folder.File("detached"), command);
        Eventually.True(() => RealProcess.NameOf(process.Pid) == "claude", "the agent runs");
        return process;
    }

    private string Manifest(string key, string fields) => Lifetop.WriteManifest(key, $"{{ \"key\": \"{key}\", \"kind\": \"daemon\", {fields} }}");

    /// <summary>The fields of a process that has ended.</summary>
    private static string Gone()
    {
        using var process = RealProcess.Start("sleep", "1000");
        string fields = $"\"pid\": {process.Pid}, \"start_ticks\": {process.StartTicks}, \"boot_id\": \"{RealProcess.Boot}\"";
        process.Kill();
        process.WaitForEnd();
        return fields;
    }
}
