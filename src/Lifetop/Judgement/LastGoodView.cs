using System;
using System.Collections.Generic;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>
/// Workers of earlier looks whose source, or the file that declares them, cannot be read now, as they were declared: whoever of them is met by
/// a process or pane would else be taken for no more than that.
/// </summary>
internal static class LastGoodView
{
    public static void Find(Census census, Past past, List<Declaration> found)
    {
        HashSet<string>? declared = null;
        foreach (var known in past.Workers)
        {
            if (known.State?.IsEnded() == true || !Unread.HidesDeclaration(known, census) || known.Declared is not { } before)
                continue;
            declared ??= IdentitiesOf(census, found);
            if (declared.Add(known.Identity))
                found.Add(before);
        }
    }

    /// <summary>From memory alone, which knows no more than this.</summary>
    public static Declaration Of(RememberedWorker known) => new()
    {
        Source = known.Source,
        Identity = known.Identity,
        Key = new WorkerKey(known.Key),
        Name = known.Name,
        Kind = known.Kind,
        Type = known.Type,
        WrittenAt = known.SeenAt,
        File = known.DeclarationFile,
        Process = known.Root is { } root ? new ProcessClaim(root.Pid) { StartTicks = root.StartTicks, Boot = root.Boot } : null,
        Pane = known.PaneId is null ? null : new PaneClaim
        {
            Socket = known.PaneSocket,
            PaneId = known.PaneId,
            ServerPid = known.PaneServerPid,
            ServerStartTicks = known.PaneServerStart,
            Belongs = known.OwnsPane,
        },
        Command = known.Command,
        Cwd = known.Cwd,
        Worktree = known.Worktree,
        Branch = known.Branch,
        Log = known.Log,
        Task = known.Task,
        ResultUrl = known.ResultUrl,
        Summary = known.Summary,
    };

    private static HashSet<string> IdentitiesOf(Census census, List<Declaration> found)
    {
        var identities = new HashSet<string>(StringComparer.Ordinal);
        foreach (var declaration in census.Declarations.AsSpan())
            identities.Add(declaration.Identity);
        foreach (var declaration in found)
            identities.Add(declaration.Identity);
        return identities;
    }
}
