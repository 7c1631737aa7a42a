using System;
using System.Globalization;
using Lifetop.Actions;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Platform;

namespace Lifetop.App.Acting;

/// <summary>Who this lifetop acts for: the user, behind sudo the one who called it, the terminal and where that is connected from.</summary>
public static class ActorOf
{
    /// <param name="via">screen, the verb of the command line, or watch.</param>
    /// <param name="variable">Reads the environment.</param>
    public static Actor This(string via, Func<string, string?> variable) => new(UserOf(variable), Terminal(), SshClientOf(variable), via);

    /// <summary>The address, of SSH_CONNECTION or what older servers set: <c>10.0.0.7 52344 10.0.0.1 22</c>.</summary>
    public static string? SshClientOf(Func<string, string?> variable)
    {
        foreach (string name in (ReadOnlySpan<string>)["SSH_CONNECTION", "SSH_CLIENT"])
            if (variable(name)?.Split(' ', 2)[0] is { Length: > 0 } address)
                return address;
        return null;
    }

    /// <summary>The controlling one, wherever input and output go.</summary>
    private static string? Terminal()
    {
        const int enough = 4096;
        var self = new ProcessRow();
        return RegularFile.Read("/proc/self/stat", enough) is { IsRead: true } stat && ProcStat.TryParse(stat.Bytes, ref self)
            && TerminalName.Of(self.Terminal) is { Length: > 0 } name ? name : null;
    }

    private static string UserOf(Func<string, string?> variable)
    {
        uint number = Libc.EffectiveUser();
        var names = new UserNames();
        names.Load();
        string user = names.Of(number) ?? number.ToString(CultureInfo.InvariantCulture);
        return variable("SUDO_USER") is { Length: > 0 } caller && caller != user ? $"{caller} as {user}" : user;
    }
}
