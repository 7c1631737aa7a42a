using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using Lifetop.Observation.Tmux;
using Lifetop.Platform;
using Xunit;

namespace Lifetop.Tests.Support;

/// <summary>A private tmux server in a private folder, ended with its test whatever happens.</summary>
public sealed class TmuxSandbox : IDisposable
{
    private static readonly CommandLimits Limits = new(TimeSpan.FromSeconds(10), 1 << 20);
    private readonly TempFolder? _ownFolder;
    private readonly List<(int Pid, long StartTicks)> _servers = [];

    public TmuxSandbox(TempFolder? folder = null, string name = "s")
    {
        _ownFolder = folder is null ? new TempFolder() : null;
        Folder = folder ?? _ownFolder!;
        Socket = Folder.File(name);
    }

    public TempFolder Folder { get; }

    public string Socket { get; }

    public int ServerPid => int.Parse(Tmux("display-message", "-p", "#{pid}"));

    /// <summary>Starts the server with one session that runs the command.</summary>
    public TmuxSandbox Start(string session = "main", params string[] command)
    {
        Tmux(["new-session", "-d", "-x", "80", "-y", "24", "-s", session, .. command.Length == 0 ? ["sleep", "1000"] : command]);
        int server = ServerPid;
        _servers.Add((server, ServerProcess.StartTicks(server)));
        return this;
    }

    /// <summary>Runs one tmux command that must succeed; what it prints, without the last newline.</summary>
    public string Tmux(params string[] arguments)
    {
        var result = Try(arguments);
        Assert.True(result.Succeeded, $"tmux {string.Join(' ', arguments)}: {result.End} {result.ExitCode} {result.Errors}");
        return Encoding.UTF8.GetString(result.Output.Span).TrimEnd('\n');
    }

    /// <summary>
    /// Waits until tmux itself says that a pane is dead, and how it ended: the one may come before the other. It may miss that in the first moments of a server, so it is told again, as the kernel would.
    /// </summary>
    public void AwaitDeath(string pane)
    {
        int server = ServerPid;
        Eventually.True(
            () =>
            {
                if (Tmux("display-message", "-p", "-t", pane, "#{pane_dead}#{pane_dead_status}#{pane_dead_signal}") is ['1', _, ..])
                    return true;
                if (RealProcess.StateOf(int.Parse(Tmux("display-message", "-p", "-t", pane, "#{pane_pid}"), CultureInfo.InvariantCulture)) == 'Z')
                    RealProcess.Signal(server, "CHLD");
                return false;
            },
            $"tmux knows that {pane} is dead");
    }

    public CommandResult Try(params string[] arguments) =>
        ChildCommand.Run(
            "tmux",
            ["-u", "-f", "/dev/null", "-S", Socket, .. arguments],
            Limits,
            environment: [new("TMUX", null), new("TMUX_PANE", null), new("TMUX_TMPDIR", Folder.Path), new("SHELL", "/bin/sh")]);

    public void Dispose()
    {
        if (File.Exists(Socket))
            Try("kill-server");
        foreach (var (pid, startTicks) in _servers)
        {
            // A failed test may have left its server stopped or without its socket.
            bool IsGone() => ServerProcess.StartTicks(pid) != startTicks;
            if (!Eventually.IsTrue(IsGone, TimeSpan.FromSeconds(2)))
                ChildCommand.Run("kill", ["-KILL", pid.ToString(CultureInfo.InvariantCulture)], Limits);
        }
        _ownFolder?.Dispose();
    }
}
