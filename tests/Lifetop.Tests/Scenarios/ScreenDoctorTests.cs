using System;
using System.Linq;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

/// <summary>The doctor on the screen, in a real tmux.</summary>
public sealed class ScreenDoctorTests : ScreenScenario
{
    [Fact]
    public void The_palette_opens_it_and_it_says_what_the_command_says_as_things_are_now()
    {
        Declare("subject", Start("sleep", "1000"));
        // The registry is there before both look at it.
        Assert.Equal("running", List()["manifest/subject"].State);
        using var screen = new TmuxScreen(Lifetop, 120, 50);
        screen.UntilShows("subject");
        Configure("\"no_such_key\": 1");
        screen.Type(":doctor").UntilShows("what was looked at").Press("Enter").UntilShows("none is stale");
        string[] said = Lifetop.Run("doctor").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(said, static line => line.Contains("no_such_key", StringComparison.Ordinal));
        // What is broken into lines on the screen is one in the command, and how many processes there are is another number each time.
        string shown = string.Concat(screen.Text.Split('\n').Select(Inside));
        foreach (string line in said.Where(static line => !line.Contains("processes", StringComparison.Ordinal)))
            Assert.Contains(Plain(line), shown, StringComparison.Ordinal);

        Configure("");
        screen.Press("Escape").UntilHides("none is stale");
        screen.Type(":doctor").UntilShows("what was looked at").Press("Enter").UntilShows("none is stale").UntilHides("no_such_key");
        screen.Press("Escape").UntilHides("none is stale");
        screen.Type("q").Until(_ => screen.Sessions == 1, "its end");
    }

    /// <summary>What stands between the sides of the box.</summary>
    private static string Inside(string row) => row.Split('│') is [_, var inside, _] ? Plain(inside) : "";

    private static string Plain(string text) => string.Concat(text.Where(static letter => letter > ' '));
}
