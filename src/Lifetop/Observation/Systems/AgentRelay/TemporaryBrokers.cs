using System.Collections.Generic;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>Folders in the temp folder of brokers that die with who started them; that is listed again when its stamp moves.</summary>
internal sealed class TemporaryBrokers(string temp)
{
    private FileStamp _stamp;

    public List<string> Folders { get; } = [];

    /// <summary>True when one came or went.</summary>
    public bool Refresh()
    {
        var seen = FileStamp.Of(temp, followLinks: true);
        if (seen == _stamp)
            return false;
        _stamp = seen;
        bool changed = Folders.RemoveAll(static path => !FileStamp.Of(path).Exists) > 0;
        foreach (string name in FolderListing.Of(temp, "agent-relay-ephemeral-"u8).Names)
        {
            if (Folders.Contains(NativePath.Join(temp, name)))
                continue;
            Folders.Add(NativePath.Join(temp, name));
            changed = true;
        }
        return changed;
    }
}
