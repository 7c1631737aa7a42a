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

    private readonly string[] parts = Parts(pattern);
    private readonly List<SeenFolder> folders = [];
    private readonly List<string> missed = [];
    private bool isListed;

    /// <summary>Sorted by name; of a folder that cannot be read those of its last good listing.</summary>
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
        missed.Clear();
        var found = ImmutableArray.CreateBuilder<string>();
        var gaps = ImmutableArray.CreateBuilder<Gap>();
        if (pattern.StartsWith('/'))
            Expand("/", 0, found, gaps, now);
        else
            gaps.Add(new Gap(source, pattern, $"{pattern} is no absolute path, so it finds nothing; write it from /", now) { HidesWorkers = false });
        foreach (string known in Files)
            if (IsMissed(known))
                found.Add(known);
        found.Sort(StringComparer.Ordinal);
        bool changed = !isListed;
        if (!Same(found))
        {
            Files = found.ToImmutable();
            changed = true;
        }
        changed |= TakeGaps(gaps);
        isListed = true;
        return changed;
    }

    /// <summary>Whether it would find this file, as it names files, if it is there.</summary>
    public bool Fits(ReadOnlySpan<char> file)
    {
        foreach (string part in parts)
        {
            if (file is not ['/', .. var rest])
                return false;
            int end = rest.IndexOf('/');
            var name = end < 0 ? rest : rest[..end];
            if (!FileNameGlob.Matches(part, name))
                return false;
            file = rest[name.Length..];
        }
        return file.IsEmpty;
    }

    private bool AreFoldersUnchanged(DateTimeOffset now)
    {
        foreach (var folder in folders)
        {
            var stamp = FileStamp.Of(folder.Path, followLinks: true);
            if (stamp != folder.Stamp || (stamp.Exists && !stamp.IsSettled(now)))
                return false;
        }
        return missed.Count == 0;
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
            if (FileStamp.Of(file, followLinks: false, out int errno).Exists)
                found.Add(file);
            else
                Miss(folder, errno, gaps, now);
            return;
        }
        var listing = FolderListing.Of(folder);
        folders.Add(new SeenFolder(folder, listing.Stamp));
        if (listing.Errno != 0)
            Miss(folder, listing.Errno, gaps, now);
        if (listing.Unnameable > 0)
            gaps.Add(new Gap(source, folder, $"{folder}: {(listing.Unnameable == 1 ? "1 name is not UTF-8 and was passed over; rename it" : $"{listing.Unnameable} names are not UTF-8 and were passed over; rename them")}", now) { HidesWorkers = false });
        for (int i = 0; i < listing.Names.Count; i++)
        {
            string name = listing.Names[i];
            if (!FileNameGlob.Matches(parts[part], name) || !(isLast || listing.MayBeFolder(i)))
                continue;
            if (found.Count >= MostFiles || listing.IsCut)
            {
                gaps.Add(new Gap(source, folder, $"{folder}: too many files; only {found.Count} of them are looked at", now));
                return;
            }
            string path = NativePath.Join(folder, name);
            if (isLast)
                found.Add(path);
            else if (FileStamp.Of(path, followLinks: true, out int errno).IsFolder)
                Expand(path, part + 1, found, gaps, now);
            else if (errno != Errno.NoEntry)
                Miss(path, errno, gaps, now);
        }
    }

    private static string[] Parts(string path)
    {
        var parts = new List<string>();
        for (int at = 0, start = 0; at <= path.Length; at++)
        {
            if (at < path.Length && path[at] != '/')
                continue;
            if (at > start)
                parts.Add(path[start..at]);
            start = at + 1;
        }
        return [.. parts];
    }

    /// <summary>What is not there at all has no files; whatever else keeps us out may hide some.</summary>
    private void Miss(string folder, int errno, ImmutableArray<Gap>.Builder gaps, DateTimeOffset now)
    {
        bool isMissing = FileFailures.Of(errno) == FileFailure.Missing;
        if (errno == 0 || (isMissing && !IsBehindBrokenLink(folder)))
            return;
        missed.Add(folder);
        gaps.Add(new Gap(source, folder, $"{folder}: {(isMissing ? "a symlink that leads nowhere" : FileFailures.Words(errno))}", now));
    }

    /// <summary>As when a disk that a link leads to is not mounted.</summary>
    private static bool IsBehindBrokenLink(string path)
    {
        while (!FileStamp.Of(path).Exists && path != "/")
            path = NativePath.Folder(path);
        return !FileStamp.Of(path, followLinks: true).Exists;
    }

    private bool IsMissed(string file)
    {
        foreach (string folder in missed)
            if (PathText.IsIn(file, folder))
                return true;
        return false;
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
