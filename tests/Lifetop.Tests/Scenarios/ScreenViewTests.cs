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
        pty.Type("q");
        pty.Until(static screen => screen.Shows("No workers yet"), "the grid");
        pty.Type("q");
        pty.Until(static screen => !screen.OnAlternateScreen, "its end");
    }

    [Fact]
    public void An_unknown_view_is_refused_with_those_there_are()
    {
        var refused = Lifetop.Run("--view", "everything");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("processes", refused.Errors, System.StringComparison.Ordinal);
    }
}
