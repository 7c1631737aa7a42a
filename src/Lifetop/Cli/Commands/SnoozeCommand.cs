using System;
using Lifetop.Model;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop snooze NAME… [--for 2h|--off]</c>: off the attention list for a while, or back on it.</summary>
public static class SnoozeCommand
{
    public static int Run(CommandContext context, LocalLifetop lifetop)
    {
        bool off = context.Command.Has("--off");
        if (off && context.Command.Has("--for"))
            return context.Fail(ExitCode.Usage, "--for or --off, not both");
        var length = context.Command.Duration("--for") ?? Snooze.ForAWhile;
        if (length <= TimeSpan.Zero)
            return context.Fail(ExitCode.Usage, "--for: a snooze lasts a while; --off ends one");
        DateTimeOffset? until = off ? null : lifetop.Time.GetUtcNow() + length;
        return Deciding.Run(context, lifetop, off ? "end snooze" : "snooze",
            judged => (lifetop.Records.Snooze(judged, until, out string trouble), trouble),
            judged => off ? $"{judged.Worker.Name} is back on the attention list" : $"snoozed {judged.Worker.Name}: off the attention list for {AgeText.Limit(length)}");
    }
}
