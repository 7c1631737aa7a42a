using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

namespace Lifetop.Platform;

/// <summary>Puts one command to one tmux server, by its socket, in a second at most. Never starts a server unless told a command that does.</summary>
public sealed class TmuxClient(string socket, string program = "tmux")
{
    private static readonly CommandLimits Limits = new(TimeSpan.FromSeconds(1), 8 << 20);

    /// <summary>
    /// Inside a pane the first two would name our own server and pane as the target of what we ask; the others mark the processes of the
    /// worker we run in, and a server that is started here is none of them.
    /// </summary>
    private static readonly KeyValuePair<string, string?>[] Environment =
        [new("TMUX", null), new("TMUX_PANE", null), new("LIFETOP_WORKER", null), new("LIFETOP_HEARTBEAT", null)];

    private int _asked;

    public string Socket { get; } = socket;

    /// <summary>The socket of the server lifetop itself was started in; null outside of tmux.</summary>
    public static string? CurrentSocket => System.Environment.GetEnvironmentVariable("TMUX")?.Split(',')[0];

    /// <summary>How many clients were started.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>The command and its arguments as tmux takes them: a <c>;</c> of its own separates commands.</summary>
    public TmuxReply Run(params string[] command) => RunIn(null, command);

    /// <summary>The same from a folder, which is where a new pane begins: as an argument its name would be searched for commands.</summary>
    public TmuxReply RunIn(string? folder, params string[] command)
    {
        string[] arguments = ["-u", "-S", Socket, .. command];
        Interlocked.Increment(ref _asked);
        return TmuxReply.Of(ChildCommand.Run(program, arguments, Limits, folder, Environment));
    }

    /// <summary>Whether certainly nobody listens behind the socket, found out without a client: a server that was ended by force leaves its socket.</summary>
    public unsafe bool IsDeserted()
    {
        var address = new UnixAddress { Family = Libc.UnixFamily };
        byte[] path = PlainText.Terminated(Socket);
        if (path.Length > UnixAddress.LongestPath)
            return false;
        for (int i = 0; i < path.Length; i++)
            address.Path[i] = path[i];
        // A server that is stopped has a queue that may be full: nobody waits for that.
        int socket = Libc.NewSocket(Libc.UnixFamily, Libc.Stream | Libc.SocketCloseOnExec | Libc.SocketNonBlocking, 0);
        if (socket < 0)
            return false;
        bool refused = Libc.Connect(socket, &address, (uint)sizeof(UnixAddress)) != 0 && Marshal.GetLastPInvokeError() == Errno.ConnectionRefused;
        _ = Libc.Close(socket);
        return refused;
    }

    public static bool IsInstalled(string program = "tmux") => ProgramPath.Find(program) is not null;

    /// <summary>What <c>tmux -V</c> says, like "tmux 3.3a"; null if there is no tmux.</summary>
    public static string? InstalledVersion(string program = "tmux")
    {
        var result = ChildCommand.Run(program, ["-V"], Limits, environment: Environment);
        return result.Succeeded ? Encoding.UTF8.GetString(result.Output.Span).Trim() : null;
    }

    /// <summary>Before 3.2 a text cannot be asked for with its length, so rows could be forged. Words without a number are builds newer than that.</summary>
    public static bool IsTooOld(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        int at = 0;
        while (at < version.Length && !char.IsAsciiDigit(version[at]))
            at++;
        // "openbsd-7.4" counts by another clock.
        if (at == version.Length || version.Contains("openbsd", StringComparison.Ordinal))
            return false;
        int major = Number(version, ref at);
        int minor = at < version.Length && version[at] == '.' ? Number(version, ref at, skip: 1) : 0;
        return major < 3 || (major == 3 && minor < 2);
    }

    private static int Number(string text, ref int at, int skip = 0)
    {
        at += skip;
        int value = 0;
        while (at < text.Length && char.IsAsciiDigit(text[at]) && value < 10_000)
            value = value * 10 + (text[at++] - '0');
        return value;
    }
}
