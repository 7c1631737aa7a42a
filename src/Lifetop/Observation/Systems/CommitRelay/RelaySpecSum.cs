using System;
using System.Collections.Generic;
using Lifetop.Observation.Sources;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>
/// What the specs of a root come to: allocated to those in active, and to those in zombie whose tokens were not given back yet. Read whole
/// at one moment, since whoever is moved meanwhile would count twice or not at all.
/// </summary>
internal sealed class RelaySpecSum
{
    private const int Limit = 1024 * 1024;
    private const int MostTries = 3;
    private static readonly string[] Holding = ["active/*.json", "zombie/*.json", "zombie/*/*.json"];

    private readonly List<string> _files = [], _unread = [];
    private bool _hasMoved;

    public long Given { get; private set; }

    /// <summary>The part of it that belongs to workers which have not started.</summary>
    public long Waiting { get; private set; }

    /// <summary>Paths of the specs.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>What could not be read, each with the reason: then the sum is none.</summary>
    public IReadOnlyList<string> Unread => _unread;

    public static RelaySpecSum Read(string root, DateTimeOffset now)
    {
        for (int attempt = 1; ; attempt++)
        {
            var sum = new RelaySpecSum();
            sum.List(NativePath.Join(root, RelaySpecs.Folder), now);
            foreach (string file in sum._files)
                sum.Add(file);
            if (!sum._hasMoved)
                return sum;
            if (attempt < MostTries)
                continue;
            sum._unread.Add("its specs are moved all the time");
            return sum;
        }
    }

    private void List(string folder, DateTimeOffset now)
    {
        foreach (string holding in Holding)
        {
            var pattern = new FilePattern(CommitRelaySource.Label, NativePath.Join(folder, holding));
            pattern.Refresh(now);
            foreach (var gap in pattern.Gaps)
                _unread.Add(gap.What);
            _files.AddRange(pattern.Files);
        }
    }

    private void Add(string file)
    {
        var reading = RegularFile.Read(file, Limit);
        if (reading.Failure == FileFailure.Missing)
        {
            _hasMoved = true;
            return;
        }
        string wrong = reading.Why;
        if (!reading.IsRead || RelaySpecReader.Read(reading.Bytes, [], out wrong) is not { } spec)
        {
            _unread.Add($"{NativePath.Name(file)} cannot be read: {wrong}");
            return;
        }
        if (spec.AreTokensReturned || spec.TokensAllocated is not { } allocated)
            return;
        Given += allocated;
        if (spec.Status == "pending")
            Waiting += allocated;
    }
}
