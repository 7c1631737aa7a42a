using System;
using System.IO;
using Lifetop.Platform;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Platform;

[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class XdgPathsTests : IDisposable
{
    private static readonly uint User = FileStamp.Of("/proc/self", followLinks: true).Owner;

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Takes_home_where_nothing_else_is_said()
    {
        var paths = Paths(home: "/home/a");
        Assert.Equal(("/home/a/.config/lifetop", "/home/a/.local/state/lifetop"), (paths.ConfigFolder, paths.StateFolder));
        Assert.Null(paths.RuntimeFolder);
        Assert.Null(paths.Missing);
    }

    [Fact]
    public void Takes_absolute_settings_and_ignores_relative_ones()
    {
        var paths = Paths(home: "/home/a", config: "/c", state: "relative/x", runtime: "/run/user/1");
        Assert.Equal(("/c/lifetop", "/home/a/.local/state/lifetop", "/run/user/1/lifetop"), (paths.ConfigFolder, paths.StateFolder, paths.RuntimeFolder));
    }

    [Fact]
    public void Without_any_home_says_what_to_set()
    {
        var paths = Paths();
        Assert.Null(paths.StateFolder);
        Assert.Contains("HOME", paths.Missing, StringComparison.Ordinal);
        Assert.Equal(paths.Missing, paths.ObserveOnly());
    }

    [Fact]
    public void A_private_state_folder_may_be_written_there_or_not_yet()
    {
        var paths = Paths(state: scratch.Root);
        Assert.Null(paths.ObserveOnly());
        Assert.Equal(0, AtomicFile.MakeFolder(paths.StateFolder!));
        Assert.Null(paths.ObserveOnly());
    }

    [Fact]
    public void Observes_only_when_the_state_folder_is_a_link_foreign_or_open_to_others()
    {
        var paths = Paths(state: scratch.Root);
        Directory.CreateDirectory(scratch["elsewhere"]);
        scratch.Link("lifetop", scratch["elsewhere"]);
        Assert.Contains("symlink", paths.ObserveOnly(), StringComparison.Ordinal);
        File.Delete(scratch["lifetop"]);
        Directory.CreateDirectory(scratch["lifetop"]);
        Assert.Contains("belongs to user", paths.ObserveOnly(User + 1), StringComparison.Ordinal);
        File.SetUnixFileMode(scratch["lifetop"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupWrite);
        Assert.Contains("by others", paths.ObserveOnly(), StringComparison.Ordinal);
        Directory.Delete(scratch["lifetop"]);
        scratch.Write("lifetop", "");
        Assert.Contains("regular file", paths.ObserveOnly(), StringComparison.Ordinal);
    }

    private static XdgPaths Paths(string? home = null, string? config = null, string? state = null, string? runtime = null) => new(name => name switch
    {
        "HOME" => home,
        "XDG_CONFIG_HOME" => config,
        "XDG_STATE_HOME" => state,
        "XDG_RUNTIME_DIR" => runtime,
        _ => null,
    });
}
