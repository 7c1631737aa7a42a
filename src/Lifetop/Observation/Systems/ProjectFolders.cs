using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Lifetop.Model;

namespace Lifetop.Observation.Systems;

/// <summary>
/// The folders in which processes run, and the checkouts around them: written by the observing thread, read by sources on theirs.
/// A folder once seen stays, so that the state of a system whose last process has ended is still looked at.
/// </summary>
public sealed class ProjectFolders
{
    private const int Most = 512;

    private readonly HashSet<string> _known = [];
    private string[] _folders = [];
    private long _version = -1;

    /// <summary>Only it and what lies in it counts; null for everything.</summary>
    public string? Below { get; init; }

    /// <summary>The very array of before while no new one was seen.</summary>
    public ImmutableArray<string> Folders => System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(Volatile.Read(ref _folders));

    /// <summary>On the observing thread; true when there is a new one.</summary>
    public bool Refresh(ProcessTable table)
    {
        if (_version == table.Version)
            return false;
        _version = table.Version;
        int before = _known.Count;
        for (int i = 0; i < table.Count; i++)
            if (table.DetailsAt(i) is { InSystemService: false } details)
            {
                Take(details.Checkout);
                if (!details.WorkingDirectoryDeleted)
                    Take(details.WorkingDirectory);
            }
        if (_known.Count == before)
            return false;
        string[] folders = new string[_known.Count];
        _known.CopyTo(folders);
        Array.Sort(folders, string.CompareOrdinal);
        Volatile.Write(ref _folders, folders);
        return true;
    }

    private void Take(string? folder)
    {
        if (folder is { Length: > 1 } && _known.Count < Most && (Below is null || PathText.IsIn(folder, Below.TrimEnd('/'))))
            _known.Add(folder);
    }
}
