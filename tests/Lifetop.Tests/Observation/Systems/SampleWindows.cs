using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;

namespace Lifetop.Tests.Observation.Systems;

/// <summary>A private tmux server with the windows a system would have opened, each with a shell that agents are typed into.</summary>
/// <param name="tmux">Which server; null for one of its own.</param>
/// <param name="isStarted">That one has a session already.</param>
internal sealed class SampleWindows(TmuxSandbox? tmux = null, bool isStarted = false) : IDisposable
{
    private bool _isStarted = isStarted;

    public TmuxSandbox Tmux { get; } = tmux ?? new TmuxSandbox();

    public string Socket => Tmux.Socket;

    /// <summary>Opens a window of exactly this name with a bare shell; the pid of its pane.</summary>
    public int Open(string session, string window)
    {
        if (!_isStarted)
            Tmux.Start("other");
        _isStarted = true;
        bool hasSession = Tmux.Tmux("list-sessions", "-F", "#{session_name}").Split('\n').Contains(session);
        string pid = hasSession
            ? Tmux.Tmux("new-window", "-d", "-P", "-F", "#{pane_pid}", "-t", $"={session}:", "-n", window)
            : Tmux.Tmux("new-session", "-d", "-P", "-F", "#{pane_pid}", "-x", "80", "-y", "24", "-s", session, "-n", window);
        Tmux.Tmux("set-window-option", "-t", IdOf(session, window), "automatic-rename", "off");
        return int.Parse(pid, CultureInfo.InvariantCulture);
    }

    /// <summary>Types a command that shows as this program with these arguments; gives its pid once it runs below the shell.</summary>
    public int Run(string session, string window, string program, string arguments)
    {
        // It waits by itself: a child of its own would outlive a test that ends it.
        int shell = int.Parse(Tmux.Tmux("display-message", "-p", "-t", IdOf(session, window), "#{pane_pid}"), CultureInfo.InvariantCulture);
        Tmux.Tmux("send-keys", "-t", IdOf(session, window), "-l", $"bash -c 'exec -a {program} bash -c \"read -r -t 1000; :\" {arguments}'");
        Tmux.Tmux("send-keys", "-t", IdOf(session, window), "Enter");
        int found = 0;
        Eventually.True(() => (found = ChildOf(shell, program)) != 0, $"{program} runs in {window}");
        return found;
    }

    public void Close(string session, string window) => Tmux.Tmux("kill-window", "-t", IdOf(session, window));

    /// <summary>By id, because names match by prefix.</summary>
    public string IdOf(string session, string window)
        => Tmux.Tmux("list-windows", "-a", "-F", "#{session_name}\t#{window_name}\t#{window_id}").Split('\n').Select(static line => line.Split('\t'))
            .Single(cell => cell[0] == session && cell[1] == window)[2];

    public void Dispose() => Tmux.Dispose();

    private static int ChildOf(int parent, string program)
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int pid) && RealProcess.ParentOf(pid) == parent
                && Arguments(pid).StartsWith(program + "\0", StringComparison.Ordinal))
                return pid;
        return 0;
    }

    private static string Arguments(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
