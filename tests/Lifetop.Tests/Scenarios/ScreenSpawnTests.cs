using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>A worker started from the form on the screen.</summary>
public sealed class ScreenSpawnTests : SpawnScenario
{
    [Fact]
    public void A_refusal_names_the_field_that_is_at_fault()
    {
        Lifetop.Environment["TERM"] = "xterm-256color";
        Lifetop.Configure("""{ "sources": { "process": { "enabled": false } } }""");
        string repository = Repository();
        using var pty = new Pty(160, 36);
        pty.Start([LifetopProgram.Executable], Lifetop.Environment, Lifetop.Home);
        pty.UntilShows("No workers yet");

        pty.Type("n");
        pty.UntilShows("in a tmux window of its own");
        pty.Type("web\tsleep 1000\t/no/where\r");
        pty.UntilShows("spawn of web refused: folder: no folder /no/where");
        pty.Type("n");
        pty.UntilShows("folder     /no/where");
        pty.Type("\x15\t" + repository + "\t" + Lifetop.Home + "\tnew\r");
        pty.UntilShows($"spawn of web refused: worktree: {Lifetop.Home} is there already");
        pty.Type("q");
        Assert.Equal(0, pty.WaitForEnd());
    }

    [Fact]
    public void Spawns_what_the_form_says_once()
    {
        Lifetop.Environment["TERM"] = "xterm-256color";
        Lifetop.Configure("""{ "sources": { "process": { "enabled": false } } }""");
        using var pty = new Pty(120, 36);
        pty.Start([LifetopProgram.Executable], Lifetop.Environment, Lifetop.Home);
        pty.UntilShows("No workers yet");

        foreach (string said in (string[])["spawned web", "spawn of web refused: the name web is taken"])
        {
            pty.Type("n");
            pty.UntilShows("in a tmux window of its own");
            pty.Type("web\tsleep 1000\t" + Lifetop.Home + "\r");
            pty.UntilShows(said);
            pty.Until(static screen => ScreenRows.Find(screen.Text, "web") is { State: "running" }, "the worker");
        }
        Assert.Equal("running", Lifetop.List()["lifetop/web"].State);
        pty.Type("q");
        Assert.Equal(0, pty.WaitForEnd());
    }
}
