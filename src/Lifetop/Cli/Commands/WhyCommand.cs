namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop why NAME…</c>: the verdict, the facts behind it, and whether it is safe to remove.</summary>
public static class WhyCommand
{
    public static int Run(CommandContext context) => ShowCommand.Run(context, false);
}
