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

    /// <summary>Runs the command behind it with mounts of its own.</summary>
    public static readonly string[] WithOwnMounts = ["unshare", Libc.EffectiveUser() == 0 ? "-m" : "-rm"];

    public static string? MissingForRoot => Root.Value;

    public static string? MissingForDisk => Disk.Value;

    public static string? MissingForOwnMounts => OwnMounts.Value;

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

    private static bool MayMountAlone()
    {
        var limits = new CommandLimits(TimeSpan.FromSeconds(10), 1 << 16);
        return ChildCommand.Run(WithOwnMounts[0], [WithOwnMounts[1], "mount", "--bind", "/dev/null", "/etc/passwd"], limits).Succeeded;
    }
}
