using System;
using Lifetop.Platform;
using Xunit;

namespace Lifetop.Tests.Platform;

public sealed class XdgPathsTests
{
    [Fact]
    public void Takes_home_where_nothing_else_is_said()
    {
        var paths = Paths(home: "/home/a");
        Assert.Equal(("/home/a/.config/lifetop", "/home/a/.local/state/lifetop"), (paths.ConfigFolder, paths.StateFolder));
        Assert.Null(paths.Missing);
    }

    [Fact]
    public void Takes_absolute_settings_and_ignores_relative_ones()
    {
        var paths = Paths(home: "/home/a", config: "/c", state: "relative/x");
        Assert.Equal(("/c/lifetop", "/home/a/.local/state/lifetop"), (paths.ConfigFolder, paths.StateFolder));
    }

    [Fact]
    public void Without_any_home_says_what_to_set()
    {
        var paths = Paths();
        Assert.Null(paths.StateFolder);
        Assert.Contains("HOME", paths.Missing, StringComparison.Ordinal);
    }

    private static XdgPaths Paths(string? home = null, string? config = null, string? state = null) => new(name => name switch
    {
        "HOME" => home,
        "XDG_CONFIG_HOME" => config,
        "XDG_STATE_HOME" => state,
        _ => null,
    });
}
