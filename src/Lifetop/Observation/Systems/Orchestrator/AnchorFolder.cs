using System;
using System.Collections.Generic;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.Orchestrator;

/// <summary>The anchors in one project's state folder, listed again when its stamp moves; each file is looked at in every look, for it is written over in place.</summary>
internal sealed class AnchorFolder(string path)
{
    private FileStamp _stamp;
    private bool _isListed, _isSettled;

    /// <summary>Sorted by name. While the folder cannot be listed, those of the last good listing.</summary>
    public List<AnchorFile> Files { get; private set; } = [];

    /// <summary>Why it could not be listed; null when it was.</summary>
    public string? Why { get; private set; }

    /// <summary>True when there are others than before, or one says something else.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        bool changed = List(now);
        foreach (var file in Files)
            changed |= file.Refresh(now);
        return changed;
    }

    private bool List(DateTimeOffset now)
    {
        var seen = FileStamp.Of(path, followLinks: true);
        if (_isListed && _isSettled && seen == _stamp)
            return false;
        string? why = Why;
        var listing = FolderListing.Of(path);
        _stamp = listing.Stamp;
        _isSettled = _stamp.IsSettled(now);
        _isListed = true;
        Why = listing.Failure is FileFailure.None or FileFailure.Missing ? null : listing.Why;
        if (Why is not null)
            return why != Why;
        var names = new List<string>();
        foreach (string name in listing.Names)
            if (AnchorName.Pid(name) is not null)
                names.Add(name);
        names.Sort(StringComparer.Ordinal);
        if (AreSame(names))
            return why is not null;
        var files = new List<AnchorFile>(names.Count);
        foreach (string name in names)
            files.Add(Known(name) ?? new AnchorFile(NativePath.Join(path, name), name, AnchorName.Pid(name)!.Value)); // only such names were taken
        Files = files;
        return true;
    }

    private bool AreSame(List<string> names)
    {
        if (names.Count != Files.Count)
            return false;
        for (int i = 0; i < names.Count; i++)
            if (names[i] != Files[i].Name)
                return false;
        return true;
    }

    private AnchorFile? Known(string name)
    {
        foreach (var file in Files)
            if (file.Name == name)
                return file;
        return null;
    }
}
