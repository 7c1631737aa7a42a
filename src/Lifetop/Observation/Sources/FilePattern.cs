using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Sources;

/// <summary>The files that fit one absolute pattern (<c>/run/*/worker-?.pid</c>), listed again only when a folder on the way changed.</summary>
internal sealed class FilePattern(string source, string pattern)
{
    private const int MostFiles = 4096;

    private readonly string[] parts = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
    private readonly List<SeenFolder> folders = [];
    private bool isListed, hidesFiles;

    /// <summary>Sorted by name; those of the last good listing when a folder cannot be read.</summary>
    public ImmutableArray<string> Files { get; private set; } = [];
    public ImmutableArray<Gap> Gaps { get; private set; } = [];

    /// <summary>Folders whose change can bring or take files.</summary>
    public IReadOnlyList<SeenFolder> Folders => folders;

    /// <summary>True when files or gaps are not what they were.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        if (isListed && AreFoldersUnchanged(now))
            return false;
        folders.Clear();
        var found = ImmutableArray.CreateBuilder<string>();
        var gaps = ImmutableArray.CreateBuilder<Gap>();
        if (pattern.StartsWith('/'))
            Expand("/", 0, found, gaps, now);
        else
            gaps.Add(new Gap(source, pattern, $"{pattern} is no absolute path, so it finds nothing; write it from /", now) { HidesWorkers = false });
        found.Sort(StringComparer.Ordinal);
        hidesFiles = false;
        foreach (var gap in gaps)
            hidesFiles |= gap.HidesWorkers;
        bool changed = !isListed;
        if (!hidesFiles && !Same(found))
        {
            Files = found.ToImmutable();
            changed = true;
        }
        changed |= TakeGaps(gaps);
        isListed = true;
        return changed;
    }

    private bool AreFoldersUnchanged(DateTimeOffset now)
    {
        foreach (var folder in folders)
        {
            var stamp = FileStamp.Of(folder.Path, followLinks: true);
            if (stamp != folder.Stamp || (stamp.Exists && !stamp.IsSettled(now)))
                return false;
        }
        return !hidesFiles;
    }

    private void Expand(string folder, int part, ImmutableArray<string>.Builder found, ImmutableArray<Gap>.Builder gaps, DateTimeOffset now)
    {
        while (part < parts.Length - 1 && !FileNameGlob.IsPattern(parts[part]))
            folder = NativePath.Join(folder, parts[part++]);
        if (part == parts.Length)
            return;
        bool isLast = part == parts.Length - 1;
        if (isLast && !FileNameGlob.IsPattern(parts[part]))
        {
            folders.Add(new SeenFolder(folder, FileStamp.Of(folder, followLinks: true)));
            string file = NativePath.Join(folder, parts[part]);
            if (FileStamp.Of(file).Exists)
                found.Add(file);
            return;
        }
        var listing = FolderListing.Of(folder);
        folders.Add(new SeenFolder(folder, listing.Stamp));
        if (listing.Failure is not (FileFailure.None or FileFailure.Missing))
            gaps.Add(new Gap(source, folder, $"{folder}: {listing.Why}", now));
        if (listing.Unnameable > 0)
            gaps.Add(new Gap(source, folder, $"{folder}: {listing.Unnameable} names are not UTF-8 and were passed over; rename them", now) { HidesWorkers = false });
        for (int i = 0; i < listing.Names.Count; i++)
        {
            string name = listing.Names[i];
            if (!FileNameGlob.Matches(parts[part], name) || !(isLast || listing.MayBeFolder(i)))
                continue;
            if (found.Count >= MostFiles || listing.IsCut)
            {
                gaps.Add(new Gap(source, folder, $"{folder}: too many files; only the first {found.Count} are looked at", now) { HidesWorkers = false });
                return;
            }
            string path = NativePath.Join(folder, name);
            if (isLast)
                found.Add(path);
            else if (FileStamp.Of(path, followLinks: true).IsFolder)
                Expand(path, part + 1, found, gaps, now);
        }
    }

    private bool Same(ImmutableArray<string>.Builder found)
    {
        if (found.Count != Files.Length)
            return false;
        for (int i = 0; i < found.Count; i++)
            if (found[i] != Files[i])
                return false;
        return true;
    }

    /// <summary>A gap that goes on keeps its beginning, and with it stays the same record.</summary>
    private bool TakeGaps(ImmutableArray<Gap>.Builder gaps)
    {
        bool changed = gaps.Count != Gaps.Length;
        for (int i = 0; i < gaps.Count; i++)
        {
            Gap? known = null;
            foreach (var gap in Gaps)
                if (gap.Scope == gaps[i].Scope && gap.What == gaps[i].What)
                    known = gap;
            changed |= known is null;
            gaps[i] = known ?? gaps[i];
        }
        if (changed)
            Gaps = gaps.ToImmutable();
        return changed;
    }
}

/// <summary>A folder on the way to a pattern's files, as it was when they were listed.</summary>
internal sealed record SeenFolder(string Path, FileStamp Stamp);
