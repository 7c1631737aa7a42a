namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop protect NAME… [--off]</c>: no plan may touch a worker, or one may again.</summary>
public static class ProtectCommand
{
    public static int Run(CommandContext context, LocalLifetop lifetop)
    {
        bool on = !context.Command.Has("--off");
        return Deciding.Run(context, lifetop, on ? "protect" : "unprotect",
            judged => (lifetop.Records.Protect(judged, on, out string trouble), trouble),
            judged => on ? $"protected {judged.Worker.Name}: no plan may touch it" : $"unprotected {judged.Worker.Name}");
    }
}
