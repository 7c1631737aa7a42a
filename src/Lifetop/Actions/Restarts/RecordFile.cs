using System;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Lifetop.Actions.Spawning;
using Lifetop.Actions.Systems;
using Lifetop.Observation.Sources;
using Lifetop.Platform;

namespace Lifetop.Actions.Restarts;

/// <summary>
/// The manifest or pid file by which a worker is known. After a new start it is to name the new process: most programs write it themselves,
/// and where one does not, lifetop does it for them.
/// </summary>
/// <param name="Stamp">Of the file when the plan was made.</param>
public sealed record RecordFile(string Path, FileStamp Stamp, bool IsManifest)
{
    /// <summary>A program that writes its own file must not find its own pid in it: it would take that for another one of its kind.</summary>
    private static readonly TimeSpan ItsOwnTime = TimeSpan.FromSeconds(1);

    /// <summary>The words by which a manifest says that all is over, which is not so any more.</summary>
    private static readonly string[] OfTheLastAttempt = ["ended", "summary", "heartbeat_at", "state_since"];

    private string Name => NativePath.Name(Path).ToString();

    public string Words => $"let {Name} name its new process";

    /// <summary>True as soon as somebody else has written the file since the plan was made.</summary>
    public bool IsWrittenAnew(TimeProvider time)
    {
        long began = time.GetTimestamp();
        while (FileStamp.Of(Path) == Stamp)
        {
            if (time.GetElapsedTime(began) > ItsOwnTime)
                return false;
            Pause();
        }
        return FileStamp.Of(Path).Exists;
    }

    /// <summary>The process that a pid file names now; 0 for none, and for a manifest.</summary>
    public int NamedPid() => !IsManifest && RegularFile.Read(Path, 64) is { IsRead: true } reading && PidText.Parse(reading.Bytes) is { } pid ? pid : 0;

    /// <summary>Null when it names the process now, else why not.</summary>
    internal string? Renew(OpenedWindow opened, long startTicks, Guid boot)
        => IsManifest ? RenewManifest(opened, startTicks, boot) : RenewPidFile(opened.Pid);

    private string? RenewManifest(OpenedWindow opened, long startTicks, Guid boot)
    {
        var trouble = JsonEdit.Apply(Path, manifest =>
        {
            if (manifest.ContainsKey("pid") || !manifest.ContainsKey("pane"))
                (manifest["pid"], manifest["start_ticks"], manifest["boot_id"]) = (opened.Pid, startTicks, boot.ToString("D"));
            manifest.Remove("started_at");
            foreach (string old in OfTheLastAttempt)
                manifest.Remove(old);
            if (ManifestDeclaration.Parse(manifest["state"]?.ToString()) is not null || manifest.ContainsKey("states"))
                manifest.Remove("state");
            if (manifest["pane"] is JsonObject pane && (string?)pane["id"] != opened.PaneId)
                manifest["pane"] = PaneOf(opened);
            return null;
        }, out _);
        return trouble?.Detail;
    }

    private static JsonObject PaneOf(OpenedWindow opened) => new()
    {
        ["id"] = opened.PaneId,
        ["socket"] = opened.Server.Socket,
        ["server_pid"] = opened.Server.Pid,
        ["server_start_ticks"] = opened.Server.StartTicks,
    };

    private string? RenewPidFile(int pid)
    {
        int errno = AtomicFile.Replace(Path, Stamp, Encoding.ASCII.GetBytes(pid.ToString(CultureInfo.InvariantCulture) + "\n"));
        // Its program may have come to it in the meantime, and knows best.
        return errno is 0 or Errno.Again ? null : FileFailures.Words(errno);
    }

    private static unsafe void Pause() => _ = Libc.Poll(null, 0, 20);
}
