using System;
using System.IO;
using System.Linq;
using Lifetop.Registry;
using Lifetop.Tests.Actions.Running;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>A lifetop that is killed in the middle of a spawn, and what the next one makes of it.</summary>
[Trait("Waits", "long")]
public sealed class SpawnDeathTests : WatchScenario
{
    private string Worktree => Lifetop.Folder.File("fresh");

    private string Go => Lifetop.Folder.File("go");

    private string Begun => Lifetop.Folder.File("begun");

    public static TheoryData<string, string, bool> Boundaries => new()
    {
        { "git", " branch ", false },
        { "git", " branch ", true },
        { "git", " worktree add ", false },
        { "git", " worktree add ", true },
        { "tmux", " new-session ", true },
        { "tmux", " new-window ", false },
        { "tmux", " new-window ", true },
        { "tmux", " set-option ", true },
        { "tmux", " pipe-pane ", false },
        { "tmux", " pipe-pane ", true },
    };

    [Theory]
    [MemberData(nameof(Boundaries))]
    public void Killed_before_or_after_any_part_it_is_told_and_undone_whole_by_a_sweep(string program, string call, bool after)
    {
        string repository = Repository();
        KillAt(program, call, after);

        var killed = SpawnFresh(repository);

        Assert.Equal(137, killed.ExitCode);
        Forget();
        Assert.Contains("spawn of lifetop/web", Lifetop.Run("doctor").Output, StringComparison.Ordinal);
        var offered = Lifetop.Run("sweep");
        Assert.Contains("undo unfinished plan", offered.Output, StringComparison.Ordinal);
        var swept = Lifetop.Run("sweep", "--yes");
        Assert.True(swept.ExitCode == 0, swept.ToString());
        IsAsBefore(repository);
        Assert.Contains("nothing to sweep", Lifetop.Run("sweep").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_spawn_again_undoes_the_half_of_it_first()
    {
        string repository = Repository();
        KillAt("tmux", " pipe-pane ", after: true);
        Assert.Equal(137, SpawnFresh(repository).ExitCode);
        Forget();

        var again = SpawnFresh(repository);

        Assert.True(again.ExitCode == 0, again.ToString());
        Eventually.True(() => File.Exists(Begun), "it begins");
        Assert.Single(Tmux.Tmux("list-panes", "-a", "-F", "#{pane_id}").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("none is unfinished", Lifetop.Run("doctor").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_watch_undoes_a_young_one_by_itself()
    {
        Configure();
        string repository = Repository();
        KillAt("tmux", " new-window ", after: true);
        Assert.Equal(137, SpawnFresh(repository).ExitCode);
        Forget();

        Lead();

        Eventually.True(() => Lifetop.Run("doctor").Output.Contains("none is unfinished", StringComparison.Ordinal), "the plan ends", TimeSpan.FromSeconds(60));
        IsAsBefore(repository);
    }

    [Fact]
    public void What_somebody_has_put_into_its_worktree_since_stays()
    {
        string repository = Repository();
        KillAt("tmux", " new-window ", after: false);
        Assert.Equal(137, SpawnFresh(repository).ExitCode);
        Forget();
        File.WriteAllText(Path.Combine(Worktree, "notes"), "mine");

        var swept = Lifetop.Run("sweep", "--yes");

        Assert.Contains("1 file changed", swept.ToString(), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Worktree, "notes")));
    }

    [Theory]
    [InlineData("*' branch '*|*' worktree add '*", "fresh")]
    [InlineData("*' worktree add '*", "theirs")]
    public void What_somebody_else_has_made_at_its_place_just_before_stays(string call, string branch)
    {
        string repository = Repository();
        Lifetop.Before("git", $"case \" $* \" in {call}) real -C '{repository}' worktree add -q -b {branch} '{Worktree}'; kill -9 $PPID;; esac; real \"$@\"");
        Assert.Equal(137, SpawnFresh(repository).ExitCode);
        Forget();

        Lifetop.Run("sweep", "--yes");

        Assert.Equal(branch, Repositories.Git(Worktree, "branch", "--show-current"));
        Assert.Equal(branch, Repositories.Git(repository, "branch", "--list", "--format=%(refname:short)", "fresh", "theirs"));
        Assert.Contains("none is unfinished", Lifetop.Run("doctor").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Killed_while_the_shell_stands_at_the_gate_nobody_is_left_there()
    {
        string repository = Repository();
        HoldShell();
        using var spawning = Start(repository);
        UntilStarting();
        Kill(spawning);
        Forget();

        var swept = Lifetop.Run("sweep", "--yes");

        Assert.True(swept.ExitCode == 0 && swept.Output.EndsWith(": undone\n", StringComparison.Ordinal), swept.ToString());
        IsAsBefore(repository);
    }

    [Fact]
    public void The_half_of_it_that_is_a_worker_already_can_be_reaped_whole()
    {
        string repository = Repository();
        HoldShell();
        using var spawning = Start(repository);
        UntilStarting();
        Kill(spawning);
        Forget();

        var reaped = Lifetop.Run("reap", "--yes", "web");

        Assert.True(reaped.ExitCode == 0, reaped.ToString());
        Assert.False(File.Exists(Begun));
        Assert.False(Directory.Exists(Worktree));
        Assert.Equal(["log"], Directory.GetFileSystemEntries(Path.Combine(Spawned, "web")).Select(Path.GetFileName));
        Assert.Contains("none is unfinished", Lifetop.Run("doctor").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Killed_after_the_program_began_the_worker_lives_and_only_the_plan_is_ended()
    {
        HoldShell();
        using var spawning = Start(Repository());
        using (var registry = UntilStarting())
            registry.Write(_ =>
            {
                // While this is written lifetop cannot write that it has begun.
                File.WriteAllText(Go, "");
                Eventually.True(() => File.Exists(Begun), "it begins");
                Kill(spawning);
            });
        Forget();
        Assert.True(Lifetop.List()["lifetop/web"].IsAlive);

        var swept = Lifetop.Run("sweep", "--yes");

        Assert.Contains("it had begun: lifetop/web stays", swept.Output, StringComparison.Ordinal);
        Assert.True(Lifetop.List()["lifetop/web"].IsAlive);
        Assert.Contains("none is unfinished", Lifetop.Run("doctor").Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Spawned, "web", "start")));
    }

    /// <summary>The shell in the new pane does not come to the gate until it may, so that lifetop waits for it with everything made.</summary>
    private void HoldShell()
        => Lifetop.Before("sh", $"case $* in */start) until [ -e {Go} ]; do sleep 0.02; done;; esac; exec /bin/sh \"$@\"");

    /// <summary>Until its last part is begun, by the journal, which is given open.</summary>
    private RegistryFile UntilStarting()
    {
        Eventually.True(() => File.Exists(Path.Combine(Lifetop.StateFolder, "registry.db")), "the registry");
        var registry = new RegistryFile(new StateFolder(Lifetop.StateFolder), TimeProvider.System);
        long begun = 0;
        Eventually.True(() => registry.Read(connection => begun = Sql.Number(connection, "SELECT count(*) FROM steps WHERE what='start' AND intent_at IS NOT NULL")).IsUsable && begun == 1, "the last part");
        return registry;
    }

    private string[] Command(string repository)
        => ["spawn", "--name", "web", "--repo", repository, "--worktree", Worktree, "--branch", "fresh", "--env", "A=b", "--",
            "sh", "-c", $"touch {Begun}; exec sleep 1000"];

    private ProgramResult SpawnFresh(string repository) => Lifetop.Run(Command(repository));

    /// <summary>A spawn that this test can end.</summary>
    private RealProcess Start(string repository)
    {
        var environment = Lifetop.Environment.Where(static pair => pair.Value is not null).ToDictionary(static pair => pair.Key, static pair => pair.Value!);
        environment["TMUX"] = environment["TMUX_PANE"] = "";
        return RealProcess.StartIn(Lifetop.Home, environment, [LifetopProgram.Executable, .. Command(repository)]);
    }

    /// <summary>A program before git or tmux that ends who called it with the signal that nobody can catch.</summary>
    private void KillAt(string program, string call, bool after)
        => Lifetop.Before(program, $"case \" $* \" in *'{call}'*) {(after ? "real \"$@\"; kill -9 $PPID" : "kill -9 $PPID; real \"$@\"")};; *) real \"$@\";; esac");

    /// <summary>From here on git and tmux are themselves.</summary>
    private void Forget() => Directory.Delete(Lifetop.Folder.File("bin"), recursive: true);

    private void IsAsBefore(string repository)
    {
        Assert.False(File.Exists(Begun));
        Assert.False(Directory.Exists(Worktree));
        Assert.Equal("", Repositories.Git(repository, "branch", "--list", "fresh").Trim());
        Assert.Single(Repositories.Git(repository, "worktree", "list").Trim().Split('\n'));
        Assert.True(!Directory.Exists(Spawned) || Directory.GetFileSystemEntries(Spawned).Length == 0, "files are left");
        Assert.Null(Lifetop.List().Find("lifetop/web"));
        Assert.False(Tmux.Try("list-panes", "-a").Succeeded, "a window is left");
        Assert.DoesNotContain(RealProcess.Carrying("LIFETOP_WORKER=lifetop/web"), process => RealProcess.EnvironmentOf(process).Contains(Lifetop.Folder.Path, StringComparison.Ordinal));
    }
}
