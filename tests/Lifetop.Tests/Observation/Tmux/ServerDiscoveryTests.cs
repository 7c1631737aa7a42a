using System;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Lifetop.Observation.Tmux;
using Lifetop.Platform;
using Lifetop.Tests.Observation.Proc;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Tmux;

[SupportedOSPlatform("linux")]
public sealed class ServerDiscoveryTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TempFolder _folder = new();
    private readonly string _own;
    private readonly string _standard;

    public ServerDiscoveryTests()
    {
        string name = "tmux-" + Libc.RealUser();
        // tmux refuses a folder that others may read.
        _own = Directory.CreateDirectory(Path.Combine(_folder.Path, "own", name), Private).FullName;
        _standard = Directory.CreateDirectory(Path.Combine(_folder.Path, "std", name), Private).FullName;
    }

    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Finds_the_sockets_in_both_folders_and_labels_them()
    {
        foreach (string path in new[] { _own + "/default", _own + "/work", _standard + "/default", _standard + "/work", _standard + "/build" })
            Listen(path);

        var found = Discovery().Find(Now);

        Assert.Equal(
            [
                new TmuxSocket(_own + "/default", ""),
                new TmuxSocket(_own + "/work", "work"),
                new TmuxSocket(_standard + "/build", "build"),
                new TmuxSocket(_standard + "/default", _standard + "/default"),
                new TmuxSocket(_standard + "/work", _standard + "/work"),
            ],
            found.ToArray());
    }

    [Fact]
    public void Reads_a_folder_again_that_could_not_be_read_though_it_did_not_change()
    {
        Listen(_own + "/work");
        foreach (string above in new[] { _folder.Path, Path.GetDirectoryName(_own)! })
            File.SetUnixFileMode(above, (UnixFileMode)0x1ED); // 0755
        Directory.SetLastWriteTimeUtc(_own, DateTime.UtcNow.AddHours(-1));
        var folder = new SocketFolder(_own);
        File.SetUnixFileMode(_own, UnixFileMode.None);
        OtherUser.Run(() => folder.Refresh(Now));
        Assert.Empty(folder.Names);
        File.SetUnixFileMode(_own, Private);
        Assert.True(folder.Refresh(Now));
        Assert.Equal(["work"], folder.Names);
        // Who was seen is not gone because nobody may look any more.
        Directory.SetLastWriteTimeUtc(_own, DateTime.UtcNow.AddHours(-2));
        File.SetUnixFileMode(_own, UnixFileMode.None);
        OtherUser.Run(() => Assert.False(folder.Refresh(Now)));
        File.SetUnixFileMode(_own, Private);
        Assert.Equal(["work"], folder.Names);
        Assert.True(folder.Refresh(Now));
        Assert.False(folder.Refresh(Now));
    }

    [Fact]
    public void Takes_only_sockets()
    {
        File.WriteAllText(_own + "/default", "");
        Directory.CreateDirectory(_own + "/folder");
        Listen(_folder.File("elsewhere"));
        File.CreateSymbolicLink(_own + "/link", _folder.File("elsewhere"));

        Assert.Empty(Discovery().Find(Now));
    }

    [Fact]
    public void Adds_the_server_we_are_in_and_the_configured_ones_once()
    {
        string inside = _folder.File("inside");
        string configured = _folder.File("configured");
        Listen(inside);
        Listen(configured);
        Listen(_own + "/default");
        File.CreateSymbolicLink(_folder.File("alias"), _own + "/default");

        var found = new ServerDiscovery([configured, inside, _folder.File("alias"), _folder.File("missing")], _folder.File("own"), inside + ",123,0", _folder.File("std")).Find(Now);

        Assert.Equal(
            [new TmuxSocket(_own + "/default", ""), new TmuxSocket(inside, inside), new TmuxSocket(configured, configured)], found.ToArray());
    }

    [Fact]
    public void Finds_only_what_lies_below_a_folder_and_what_was_configured()
    {
        string outside = _folder.File("outside"), configured = _folder.File("configured");
        foreach (string socket in (string[])[outside, configured, _own + "/default", _standard + "/default"])
            Listen(socket);

        foreach (string below in (string[])[_folder.File("own"), _folder.File("own") + "/"])
        {
            var discovery = new ServerDiscovery([configured], _folder.File("own"), outside + ",123,0", _folder.File("std"), below);
            Assert.Equal([new TmuxSocket(_own + "/default", ""), new TmuxSocket(configured, configured)], discovery.Find(Now).ToArray());
        }
        Assert.Empty(new ServerDiscovery([], _folder.File("own"), outside + ",123,0", _folder.File("std"), _folder.File("ow")).Find(Now).ToArray());
        Assert.Equal(_own + "/default", new ServerDiscovery([], _folder.File("own"), null, _folder.File("std"), _folder.File("std")).DefaultSocket);
    }

    [Fact]
    public void Looks_where_a_pane_is_declared_and_says_where_it_cannot_see()
    {
        string named = _folder.File("named"), alias = _folder.File("alias"), file = _folder.Write("file", ""), missing = _folder.File("missing"), own = _own + "/default";
        foreach (string socket in (string[])[named, own])
            Listen(socket);
        File.CreateSymbolicLink(alias, own);
        var discovery = Discovery();
        Assert.Equal([new TmuxSocket(own, "")], discovery.Find(Now).ToArray());
        Assert.False(discovery.LooksAt(named));

        Assert.False(discovery.Name("named"));
        foreach (string path in (string[])[own, _own + "/none"])
            Assert.False(discovery.Name(path));
        foreach (string path in (string[])[named, alias, file, missing])
        {
            Assert.True(discovery.Name(path));
            Assert.False(discovery.Name(path));
        }

        Assert.Equal([new TmuxSocket(own, ""), new TmuxSocket(named, named)], discovery.Find(Now).ToArray());
        foreach (string path in (string[])[own, named, missing, _own + "/none"])
            Assert.True(discovery.LooksAt(path), path);
        foreach (string path in (string[])[alias, file])
            Assert.False(discovery.LooksAt(path), path);
    }

    [Fact]
    public void Sees_servers_come_and_go_and_else_gives_the_same_answer()
    {
        var discovery = Discovery();
        Assert.Empty(discovery.Find(Now));

        Listen(_own + "/default");
        var one = discovery.Find(Now);
        Assert.Single(one);
        Assert.True(one == discovery.Find(Now));
        Listen(_own + "/other");
        Assert.Equal(2, discovery.Find(Now).Length);
        File.Delete(_own + "/default");
        Assert.Equal("other", Assert.Single(discovery.Find(Now)).Label);
    }

    [Fact]
    public void Falls_back_to_the_standard_folder_as_tmux_does()
    {
        Listen(_standard + "/default");

        foreach (string? temporary in new[] { null, "", "relative", _folder.File("missing") })
        {
            var discovery = new ServerDiscovery([], temporary, null, _folder.File("std"));
            Assert.Equal(_standard + "/default", discovery.DefaultSocket);
            Assert.Equal("", Assert.Single(discovery.Find(Now)).Label);
        }
    }

    [Fact]
    public void Finds_a_real_server_where_tmux_puts_it()
    {
        var limits = new CommandLimits(TimeSpan.FromSeconds(5), 1000);
        string temporary = _folder.File("own");
        Assert.True(ChildCommand.Run("tmux", ["-f", "/dev/null", "-L", "named", "new-session", "-d", "sleep", "1000"], limits, environment: [new("TMUX_TMPDIR", temporary), new("TMUX", null)]).Succeeded);
        try
        {
            var socket = Assert.Single(Discovery().Find(Now));
            Assert.Equal("named", socket.Label);
            Assert.Single(new TmuxServerSource(socket, new TmuxClient(socket.Path), PromptPatterns.Shipped).Look(Now).Panes);
        }
        finally
        {
            ChildCommand.Run("tmux", ["-S", _own + "/named", "kill-server"], limits);
        }
    }

    private ServerDiscovery Discovery() => new([], _folder.File("own"), null, _folder.File("std"));

    /// <summary>Leaves a socket file; nobody needs to answer behind it.</summary>
    private static void Listen(string path)
    {
        // Closing a bound .NET socket removes its file, so it is moved away under it.
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path + "~"));
        File.Move(path + "~", path);
    }
}
