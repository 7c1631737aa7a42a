using System.Collections.Immutable;
using System.IO;
using Lifetop.Platform;

namespace Lifetop.Cli;

/// <summary>The folders of <c>--dir</c>, as seen from where we are.</summary>
public static class FolderOption
{
    public static ImmutableArray<string> Of(ParsedCommand command)
    {
        var folders = ImmutableArray.CreateBuilder<string>();
        foreach (string folder in command.Values("--dir"))
            folders.Add(Path.GetFullPath(folder));
        return folders.DrainToImmutable();
    }

    /// <summary>The same, and says which is not there: it would look like an empty one.</summary>
    public static ImmutableArray<string> Of(CommandContext context)
    {
        var folders = Of(context.Command);
        foreach (string folder in folders)
            if (!FileStamp.Of(folder, followLinks: true).IsFolder)
                context.Complain($"--dir {folder}: there is no such folder");
        return folders;
    }
}
