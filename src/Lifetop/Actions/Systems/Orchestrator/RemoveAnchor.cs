using System.Globalization;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems.Orchestrator;

/// <summary>Removes an <c>active-session-PID</c> file of a Claude that is gone.</summary>
/// <param name="Stamp">Of the file when the plan was made.</param>
public sealed record RemoveAnchor(string Path, FileStamp Stamp, int Pid) : PlanStep
{
    public override string What => "remove anchor";

    public override string Target => Path;

    public override string Words => $"remove {NativePath.Name(Path)}, if pid {Pid.ToString(CultureInfo.InvariantCulture)} is no Claude of it then";
}
