using System;
using System.IO;
using System.Linq;
using Lifetop.Registry;
using Lifetop.Tests.Actions.Running;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>Workers that nothing is done to, or not all of it, whoever asks: with the whole program, by verb and by key.</summary>
public sealed class ActingRefusedWorkersTests : ScreenScenario
{
    private const string Stubborn = "trap '' TERM; while :; do sleep 0.2; done";

    [Fact]
    public void A_protected_one_is_refused_to_every_verb_that_touches_it_and_to_every_option()
    {
        var worker = Start("sleep", "1000");
        Declare("web", worker);
        Assert.Equal(0, Lifetop.Run("protect", "web").ExitCode);

        foreach (string[] verb in (string[][])[["reap"], ["reap", "--force"], ["reap", "--grace", "0"], ["reap", "--discard", "web"], ["stop"], ["restart"], ["pause"], ["signal", "--signal", "TERM"], ["signal", "--signal", "KILL", "--tree"]])
        {
            var refused = Lifetop.Run([.. verb, "--yes", "web"]);
            Assert.True(refused.ExitCode == 4, refused.ToString());
            Assert.Contains("refused: protected", refused.Errors, StringComparison.Ordinal);
        }
        Assert.Contains("left out manifest/web: protected", Lifetop.Run("reap", "--all", "--force", "--yes", "--filter", "name=web").Errors, StringComparison.Ordinal);
        Assert.False(worker.HasEnded);
        using var pty = OpenOn("web");
        pty.Type("x");
        pty.UntilShows("reap: it is protected, p unprotects it");
        pty.Type("y");
        Assert.False(worker.HasEnded);
    }

    [Fact]
    public void One_that_cannot_be_read_is_refused_with_what_cannot_be()
    {
        var worker = Start("sleep", "1000");
        string file = Declare("torn", worker), whole = File.ReadAllText(file);
        Assert.Equal("running", List()["manifest/torn"].State);
        File.WriteAllText(file, whole[..(whole.Length / 2)]);

        foreach (string verb in (string[])["reap", "stop", "restart", "pause"])
        {
            var refused = Lifetop.Run(verb, "--yes", "torn");
            Assert.True(refused.ExitCode == 4, refused.ToString());
            Assert.Contains("its state is unknown", refused.Errors, StringComparison.Ordinal);
        }
        using var pty = OpenOn("torn");
        pty.Type("x");
        pty.UntilShows("reap: it was not seen clearly enough");
        Assert.False(worker.HasEnded);
        Assert.True(File.Exists(file));
    }

    [Fact]
    public void One_that_another_lifetop_is_at_is_refused_with_its_plan()
    {
        var worker = Start("sh", "-c", Stubborn);
        Declare("web", worker);
        Declare("beside", Start("sleep", "1000"));
        using var pty = OpenOn("web");
        // Tests that a script runs in the background have INT ignored, and so has whom they start.
        using var reaping = RealProcess.StartIn(Lifetop.Home, Lifetop.Environment.Where(static pair => pair.Value is not null).ToDictionary(static pair => pair.Key, static pair => pair.Value!),
            "env", "--default-signal=INT", LifetopProgram.Executable, "reap", "web", "--yes", "--grace", "60s");
        ListUntil("manifest/web", static row => row.State == "reaping", "reaping");

        var refused = Lifetop.Run("reap", "--yes", "web");

        Assert.Equal(4, refused.ExitCode);
        Assert.Contains($"plan 1 of lifetop {reaping.Pid} is at it: reap", refused.Errors, StringComparison.Ordinal);
        pty.Until(static screen => ScreenRows.Find(screen.Text, "web") is { State: "reaping" }, "the row");
        pty.Type("x");
        pty.UntilShows("reap: it is being ended already");
        reaping.Kill("INT");
        reaping.WaitForEnd();
        Assert.False(worker.HasEnded);
    }

    [Fact]
    public void Somebody_s_terminal_and_an_orphan_stay_out_of_many_and_are_ended_when_named()
    {
        Lifetop.Configure("""{ "sources": { "process": { "enabled": false } } }""");
        using var tmux = Lifetop.Tmux().Start("seen", "sleep", "1000");
        using var client = new Pty(80, 24);
        client.Start(["tmux", "-S", tmux.Socket, "attach"], With(), Lifetop.Home);
        var owner = Start("sleep", "1000");
        var orphan = Start("sleep", "1000");
        Declare("lost", orphan, $"\"owner\": {{ \"name\": \"boss\", \"pid\": {owner.Pid}, \"start_ticks\": {owner.StartTicks} }}");
        owner.Kill();
        ListUntil("manifest/lost", static row => row.State == "orphan", "an orphan");
        ListUntil("tmux/seen:0.0", static row => row.Json.GetProperty("attached").ValueKind == System.Text.Json.JsonValueKind.True, "attached");

        var many = Lifetop.Run("reap", "--all", "--yes", "--filter", "src:tmux,manifest");

        Assert.Equal(4, many.ExitCode);
        Assert.Contains("left out tmux/seen:0.0: a client is attached", many.Errors, StringComparison.Ordinal);
        Assert.Contains("left out manifest/lost: an orphan, only when named", many.Errors, StringComparison.Ordinal);
        Assert.Contains("left out manifest/lost: an orphan", Lifetop.Run("reap", "--all", "--force", "--dry-run", "--filter", "src:tmux,manifest").Errors, StringComparison.Ordinal);
        Assert.False(orphan.HasEnded);
        Assert.Equal(0, Lifetop.Run("reap", "--yes", "lost", "tmux/seen").ExitCode);
        orphan.WaitForEnd();
        Assert.False(tmux.Try("list-panes", "-a").Succeeded);
    }

    [Fact]
    public void Unsaved_work_goes_only_with_the_worker_that_is_named_a_second_time()
    {
        string repository = Lifetop.Folder.File("repo"), worktree = Lifetop.Folder.File("tree");
        Directory.CreateDirectory(repository);
        Repositories.Git(repository, "init", "-q", "-b", "main");
        Repositories.Commit(repository, "first");
        Repositories.Git(repository, "worktree", "add", "-q", "-b", "work", worktree);
        File.WriteAllText(Path.Combine(worktree, "notes"), "mine");
        var worker = Start("sleep", "1000");
        Declare("web", worker, $"\"worktree\": \"{worktree}\"");
        Declare("other", Start("sleep", "1000"));

        Assert.Equal(2, Lifetop.Run("reap", "--yes", "web", "--discard", "other").ExitCode);
        Assert.False(worker.HasEnded);
        var kept = Lifetop.Run("reap", "--yes", "web", "--force");
        Assert.True(kept.ExitCode == 0, kept.ToString());
        Assert.Contains("worktree kept", kept.Output, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(worktree, "notes")));

        Declare("web", Start("sleep", "1000"), $"\"worktree\": \"{worktree}\"");
        Assert.Contains("with all that is in it: 1 file", Lifetop.Run("reap", "--dry-run", "web", "--discard", "web").Output, StringComparison.Ordinal);
        Assert.Equal(0, Lifetop.Run("reap", "--yes", "web", "--discard", "web").ExitCode);
        Assert.False(Directory.Exists(worktree));
    }

    [Fact]
    public void With_a_registry_that_takes_nothing_nobody_is_ended_unless_told_to_do_it_unrecorded()
    {
        var worker = Start("sleep", "1000");
        Declare("web", worker);
        List();
        using (var registry = new RegistryFile(new StateFolder(Lifetop.StateFolder), TimeProvider.System))
            registry.Write(static connection => Sql.Execute(connection, "PRAGMA user_version=99"));

        var refused = Lifetop.Run("reap", "--yes", "web");
        Assert.Equal(4, refused.ExitCode);
        Assert.Contains("nothing is done unrecorded", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("newer lifetop", refused.Errors, StringComparison.Ordinal);
        using (var pty = OpenOn("web"))
        {
            pty.Type("x");
            pty.UntilShows("nothing is done unrecorded");
            pty.UntilShows("Close");
            pty.Type("y\r");
            pty.Until(static screen => !screen.Shows("Close"), "no dialog");
        }
        Assert.False(worker.HasEnded);

        var done = Lifetop.Run("reap", "--yes", "--unrecorded", "web");

        Assert.True(done.ExitCode == 0, done.ToString());
        Assert.StartsWith("reaped web: 1 of 1 gone", done.Output, StringComparison.Ordinal);
        Assert.Contains("unrecorded: step 1 of manifest/web: TERM to 1 process", done.Errors, StringComparison.Ordinal);
        Assert.Contains("unrecorded: reap ended: done", done.Errors, StringComparison.Ordinal);
        Assert.True(worker.HasEnded);
    }

    /// <summary>The screen, with the cursor on this worker.</summary>
    private Pty OpenOn(string name)
    {
        var pty = Open(120, 36);
        pty.Until(screen => ScreenRows.Find(screen.Text, name) is not null, name);
        while (ScreenRows.Find(pty.Screen.Text, name) is { HasCursor: false })
        {
            string before = pty.Screen.Text;
            pty.Type("j");
            pty.Until(screen => screen.Text != before, "the cursor moves");
        }
        return pty;
    }
}
