using System;
using System.Collections.Generic;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems;

/// <summary>The folders in one folder of a system's state, listed again when its stamp moves.</summary>
internal sealed class SystemFolder(string path)
{
    private FileStamp _stamp;
    private bool _isListed, _isSettled;

    public string Path => path;

    public string Name { get; } = NativePath.Name(path).ToString();

    /// <summary>Sorted. While it cannot be listed, those of the last good listing.</summary>
    public IReadOnlyList<string> Folders { get; private set; } = [];

    /// <summary>Why it could not be listed; null when it was, or is not there.</summary>
    public string? Why { get; private set; }

    /// <summary>True when there are others than before.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        var seen = FileStamp.Of(path, followLinks: true);
        if (_isListed && _isSettled && seen == _stamp)
            return false;
        bool isFirst = !_isListed;
        _isListed = true;
        string? why = Why;
        var listing = FolderListing.Of(path);
        _stamp = listing.Stamp;
        _isSettled = !_stamp.Exists || _stamp.IsSettled(now);
        Why = listing.Failure is FileFailure.None or FileFailure.Missing ? null : listing.Why;
        if (Why is not null)
            return isFirst || why != Why;
        var found = new List<string>(listing.Names.Count);
        for (int i = 0; i < listing.Names.Count; i++)
            if (listing.Names[i][0] != '.' && listing.MayBeFolder(i) && FileStamp.Of(NativePath.Join(path, listing.Names[i])).IsFolder)
                found.Add(listing.Names[i]);
        found.Sort(StringComparer.Ordinal);
        if (!isFirst && why is null && IsSame(found))
            return false;
        Folders = found;
        return true;
    }

    private bool IsSame(List<string> found)
    {
        if (found.Count != Folders.Count)
            return false;
        for (int i = 0; i < found.Count; i++)
            if (found[i] != Folders[i])
                return false;
        return true;
    }
}
