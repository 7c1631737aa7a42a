using System;
using System.IO;
using Lifetop.Platform;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>The screen on a machine without tmux: it says so, and what to do about it.</summary>
public sealed class ScreenTmuxTests : ScreenScenario
{
    private const string Notice = "no tmux on PATH: install it";

    private readonly string _programs;

    public ScreenTmuxTests()
    {
        _programs = Lifetop.Folder.File("programs");
        Directory.CreateDirectory(_programs);
        Link("sh");
        Link("sleep");
        Lifetop.Environment["PATH"] = _programs;
        Lifetop.Configure("""{ "sources": { "process": { "enabled": false } } }""");
    }

    [Fact]
    public void It_is_told_beside_workers_and_spawning_says_why_not()
    {
        Declare("subject", Start("sleep", "1000"));
        using var pty = Open(120, 36);
        pty.UntilShows(Notice);
        pty.Until(static screen => screen.Shows("subject") && !screen.Row(35).Contains("n spawn", StringComparison.Ordinal), "the worker, and no key to spawn");
        pty.Type("n");
        pty.UntilShows("spawn: there is no tmux on PATH to start it in");
        pty.Type("q");
        pty.UntilShows("code 0");
    }

    [Fact]
    public void It_is_told_where_nobody_is_and_no_more_once_there_is_one()
    {
        using var pty = Open(120, 36);
        pty.UntilShows(Notice);
        pty.UntilShows("n  start one here, needs tmux on PATH");
        Link("tmux");
        // Somebody else's server may be in sight from then on, so the list need not stay empty.
        pty.Until(static screen => !screen.Shows(Notice) && screen.Row(35).Contains("n spawn", StringComparison.Ordinal), "the key to spawn, and no notice");
        pty.Type("q");
        pty.UntilShows("code 0");
    }

    [Fact]
    public void A_server_that_cannot_be_asked_is_a_gap_that_says_what_to_do()
    {
        StartTmux("main", "sleep", "1000");
        using var pty = Open(120, 36);
        pty.UntilShows("no tmux on PATH: install it, there is a server to ask");
        pty.Type("q");
        pty.UntilShows("code 0");
    }

    private void Link(string program) => File.CreateSymbolicLink(Path.Combine(_programs, program), ProgramPath.Find(program)!);
}
