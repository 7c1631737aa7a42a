using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Processes that nobody declares: dev servers and strays in a checkout.</summary>
[Trait("Waits", "long")]
public sealed class StrayTests : Scenario
{
    private const string Listener = "import socket,time; s=socket.socket(); s.bind(('127.0.0.1',0)); s.listen(); print(s.getsockname()[1], flush=True); time.sleep(1000)";

    [Fact]
    public void Finds_a_dev_server_in_a_checkout_with_its_port()
    {
        var server = Detach(Checkout("app"), "python3", "-c", Listener);
        int port = PortOf(server);

        var worker = Assert.Single(List().OfPid(server.Pid));

        Assert.Equal(("server", "process", "running"), (worker.Kind, worker.Source, worker.State));
        Assert.Equal([port], worker.Ports);
        Assert.Contains($":{port}", worker.Name, StringComparison.Ordinal);
        Assert.Equal(worker.Key, Assert.Single(List($"port:{port}").Workers).Key);
    }

    [Fact]
    public void Passes_over_a_listener_outside_of_any_checkout()
    {
        var server = Detach(Directory.CreateDirectory(Path.Combine(Folder, "plain")).FullName, "python3", "-c", Listener);
        PortOf(server);
        Assert.Empty(List().OfPid(server.Pid));
    }

    [Fact]
    public void Fails_a_dev_server_that_nobody_asked_to_end()
    {
        var server = Detach(Checkout("app"), "python3", "-c", Listener);
        PortOf(server);
        using var stream = Lifetop.Watch();
        string key = Eventually.Get(() => List().OfPid(server.Pid) is [var only] ? only.Key : null, "the server is listed");
        stream.Until(key, static worker => worker.State == "running", "running");
        server.Kill("TERM");
        var over = stream.Until(key, static worker => worker.IsOver, "over");
        Assert.Equal("failed", over.State);
        Assert.Equal(15, over.Signal);
    }

    [Fact]
    public void Makes_a_member_of_the_dev_server_in_a_declared_worker_s_tree()
    {
        string tree = Checkout("app");
        var agent = Start("bash", "-c", "exec -a claude sleep 1000");
        var server = Detach(tree, "python3", "-c", Listener);
        int port = PortOf(server);
        Declare("coder", agent, $"\"kind\": \"agent\", \"worktree\": \"{tree}\"");

        var list = List();

        Assert.Empty(list.OfPid(server.Pid));
        Assert.Equal([port], list["manifest/coder"].Ports);
        Assert.Equal(2, list["manifest/coder"].Number("tree_size"));
    }

    [Fact]
    public void Takes_a_process_left_in_a_checkout_for_a_stray_after_a_minute()
    {
        var stray = Detach(Checkout("app"), "sleep", "1000");
        using var stream = Lifetop.Watch();
        string key = $"process/sleep-{stray.Pid}";
        Assert.Null(stream.First.Find(key));

        var worker = stream.Until(key, static worker => worker.State == "orphan", "an orphan", TimeSpan.FromSeconds(90));

        Assert.Equal(stray.Pid, worker.Pid);
        Assert.InRange(worker.Age ?? 0, 59, 90);
        Assert.Equal("orphan", List()[key].State);
    }

    private string Checkout(string name)
    {
        string folder = Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;
        using var git = Process.Start("git", ["init", "-q", folder]);
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return folder;
    }

    private static int PortOf(DetachedProcess server)
    {
        Eventually.True(() => File.ReadAllText(server.OutputFile).EndsWith('\n'), "it listens");
        return int.Parse(File.ReadAllText(server.OutputFile), CultureInfo.InvariantCulture);
    }
}
