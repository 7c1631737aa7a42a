using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>With which view the screen begins.</summary>
public sealed class ScreenViewTests : ScreenScenario
{
    [Fact]
    public void Begins_with_the_processes_if_told_to_and_has_the_grid_below_them()
    {
        using var pty = Begin(new Pty(100, 30), "--view", "processes");
        pty.Until(static screen => screen.Shows("yours, not part of a worker") && screen.Shows("cpu%   mem  ports   tty"), "the processes");
        pty.Type("\e");
        pty.Until(static screen => screen.Shows("No workers yet"), "the grid");
        pty.Type("P");
        pty.UntilShows("yours, not part of a worker");
        pty.Type("q");
        pty.Until(static screen => screen.Shows("No workers yet"), "the grid");
        pty.Type("q");
        pty.UntilShows("code 0");
    }

    [Fact]
    public void Who_began_with_the_processes_leaves_from_there()
    {
        using var pty = Begin(new Pty(100, 30), "--view", "processes");
        pty.UntilShows("yours, not part of a worker");
        pty.Type("?");
        pty.UntilShows("type to search");
        pty.Type("\e");
        pty.Until(static screen => !screen.Shows("type to search") && screen.Shows("yours, not part of a worker"), "the processes");
        pty.Type("q");
        pty.UntilShows("code 0");
    }

    [Fact]
    public void Draws_with_ASCII_and_without_colours_where_the_command_line_says_so()
    {
        using var pty = Open(80, 24, "--ascii", "--color", "never");
        pty.UntilShows("No workers yet");
        Assert.DoesNotContain(pty.Screen.Text, static letter => letter > '~');
        Assert.DoesNotContain("\e[38;", pty.Output, System.StringComparison.Ordinal);
        pty.Type("q");
        pty.UntilShows("code 0");
    }

    [Fact]
    public void An_unknown_view_is_refused_with_those_there_are()
    {
        var refused = Lifetop.Run("--view", "everything");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("processes", refused.Errors, System.StringComparison.Ordinal);
    }
}
