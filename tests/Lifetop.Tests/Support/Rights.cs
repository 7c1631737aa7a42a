using System;
using System.IO;
using Lifetop.Platform;
using Lifetop.Tests.Registry;

namespace Lifetop.Tests.Support;

/// <summary>What whoever runs these tests may do here, found out by doing it once; each answer is what is missing, or null.</summary>
internal static class Rights
{
    private static readonly Lazy<string?> Root = new(static () => IsRoot() ? null : "only root may give files away and read those of others");
    private static readonly Lazy<string?> Disk = new(static () => MayMount() ? null : "only root may mount a disk for all to see");
    private static readonly Lazy<string?> OwnMounts = new(static () => MayMountAlone() ? null : "no mount can be made here, not even in a namespace of its own");

    private static readonly Lazy<string?> Hiding = new(static () => MayHide() ? null : "only root may mount a /proc that hides processes");

    private static readonly Lazy<string?> Tracing = new(static () => Succeeds(["strace", "-f", "-o", "/dev/null", "true"]) ? null : "strace is missing, or may trace nobody here");

    private static readonly Lazy<string?> ChosenPids = new(static () => PidBearer.MayChoose ? null : "only root may say which pid comes next");

    private static readonly Lazy<string?> Freezing = new(static () => MayFreeze() ? null : "only root may freeze processes, where the kernel has a freezer of its own for that");

    private static readonly Lazy<string?> Grouping = new(static () => MayGroup() ? null : "only root may make control groups, where the kernel has the unified hierarchy");

    /// <summary>Runs the command behind it as root, where others see only their own processes.</summary>
    public static readonly string[] WhereProcessesHide = ["unshare", "-m", "sh", "-c", "mount -t proc -o hidepid=2 lifetop-test /proc && exec \"$@\"", "sh"];

    /// <summary>Runs the command behind it with mounts of its own.</summary>
    public static readonly string[] WithOwnMounts = ["unshare", Libc.EffectiveUser() == 0 ? "-m" : "-rm"];

    public static string? MissingForRoot => Root.Value;

    public static string? MissingForDisk => Disk.Value;

    public static string? MissingForOwnMounts => OwnMounts.Value;

    public static string? MissingForHiding => MissingForRoot ?? Hiding.Value;

    public static string? MissingForTracing => Tracing.Value;

    public static string? MissingForChosenPids => ChosenPids.Value;

    public static string? MissingForFreezing => Freezing.Value;

    public static string? MissingForControlGroups => Grouping.Value;

    private static bool MayGroup()
    {
        try
        {
            using var slice = new ControlGroupSlice();
            using var process = RealProcess.Start("sleep", "1000");
            slice.Put(process.Pid, "probe.scope");
            return slice.In("probe.scope").Count == 1;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool MayFreeze()
    {
        try
        {
            using var freezer = new Freezer();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    // Before Linux 5.8 the option counts for every mount of /proc.
    private static bool MayHide() => Environment.OSVersion.Version >= new Version(5, 8) && Succeeds([.. WhereProcessesHide, "true"]);

    private static bool IsRoot()
    {
        using var folder = new TempFolder();
        return Libc.EffectiveUser() == 0 && StateSandbox.ChangeOwner(folder.Write("file", ""), 65534, 65534) == 0;
    }

    private static bool MayMount()
    {
        try
        {
            using var disk = new SmallDisk(300);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool MayMountAlone() => Succeeds([.. WithOwnMounts, "mount", "--bind", "/dev/null", "/etc/passwd"]);

    private static bool Succeeds(string[] command) => ChildCommand.Run(command[0], command.AsSpan(1), new CommandLimits(TimeSpan.FromSeconds(10), 1 << 16)).Succeeded;
}
