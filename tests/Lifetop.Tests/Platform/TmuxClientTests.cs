using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using Lifetop.Platform;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Platform;

public sealed class TmuxClientTests
{
    [Theory]
    [InlineData("no server running on /tmp/tmux-0/default", TmuxEnd.NoServer)]
    [InlineData("error connecting to /tmp/x (No such file or directory)", TmuxEnd.NoServer)]
    [InlineData("error connecting to /tmp/x (Connection refused)", TmuxEnd.NoServer)]
    [InlineData("error connecting to /tmp/x (Permission denied)", TmuxEnd.Denied)]
    [InlineData("error connecting to /tmp/x (File name too long)", TmuxEnd.TooLong)]
    [InlineData("directory /tmp/tmux-0 has unsafe permissions", TmuxEnd.UnsafePermissions)]
    [InlineData("error connecting to /tmp/x (Too many open files)", TmuxEnd.Failed)]
    [InlineData("server exited unexpectedly", TmuxEnd.Failed)]
    [InlineData("can't find pane: %9", TmuxEnd.Failed)]
    [InlineData("", TmuxEnd.Failed)]
    public void Tells_the_failures_apart_by_their_words(string words, TmuxEnd expected)
    {
        var reply = TmuxReply.Of(new CommandResult { End = CommandEnd.Exited, ExitCode = 1, Errors = words });

        Assert.Equal(expected, reply.End);
        Assert.Equal(words, reply.Text);
    }

    [Fact]
    public void Meets_those_failures_in_the_flesh()
    {
        using var folder = new TempFolder();
        using var tmux = new TmuxSandbox(folder).Start();

        Assert.Equal(TmuxEnd.Answered, new TmuxClient(tmux.Socket).Run("list-panes", "-a").End);
        Assert.Equal(TmuxEnd.NoServer, new TmuxClient(folder.File("none")).Run("list-panes", "-a").End);
        Assert.Equal(TmuxEnd.NoServer, new TmuxClient(folder.Write("regular", "")).Run("list-panes", "-a").End);
        Assert.Equal(TmuxEnd.TooLong, new TmuxClient(folder.File(new string('x', 200))).Run("list-panes", "-a").End);
        Assert.Equal(TmuxEnd.NoTmux, new TmuxClient(tmux.Socket, "no-such-tmux").Run("list-panes", "-a").End);
        Assert.Equal(TmuxEnd.Failed, new TmuxClient(tmux.Socket).Run("no-such-command").End);
        Assert.False(File.Exists(folder.File("none")));
    }

    [Fact]
    public void Gives_up_on_a_stopped_server_after_a_second()
    {
        using var tmux = new TmuxSandbox().Start();
        int server = tmux.ServerPid;
        Assert.True(ChildCommand.Run("kill", ["-STOP", server.ToString()], new(TimeSpan.FromSeconds(5), 100)).Succeeded);
        try
        {
            var clock = Stopwatch.StartNew();
            Assert.Equal(TmuxEnd.TimedOut, new TmuxClient(tmux.Socket).Run("list-panes", "-a").End);
            Assert.InRange(clock.ElapsedMilliseconds, 900, 2500);
        }
        finally
        {
            Assert.True(ChildCommand.Run("kill", ["-CONT", server.ToString()], new(TimeSpan.FromSeconds(5), 100)).Succeeded);
        }
    }

    [Fact]
    public void Answers_with_what_the_server_prints()
    {
        using var tmux = new TmuxSandbox().Start("größe");
        var client = new TmuxClient(tmux.Socket);

        var reply = client.Run("display-message", "-p", "#{session_name}", ";", "display-message", "-p", "-t", "%0", "#{pane_id}");

        Assert.Equal("größe\n%0\n", Encoding.UTF8.GetString(reply.Output.Span));
        Assert.Equal(1, client.Asked);
    }

    [Theory]
    [InlineData("2.9a", true)]
    [InlineData("3.1c", true)]
    [InlineData("3", true)]
    [InlineData("3.2", false)]
    [InlineData("3.3a", false)]
    [InlineData("tmux 3.10", false)]
    [InlineData("next-3.7", false)]
    [InlineData("master", false)]
    [InlineData("openbsd-2.1", false)]
    [InlineData("", false)]
    public void Knows_versions_that_cannot_give_lengths(string version, bool tooOld) =>
        Assert.Equal(tooOld, TmuxClient.IsTooOld(version));

    [Fact]
    public void Tells_the_installed_version()
    {
        Assert.StartsWith("tmux ", TmuxClient.InstalledVersion());
        Assert.Null(TmuxClient.InstalledVersion("no-such-tmux"));
    }
}
