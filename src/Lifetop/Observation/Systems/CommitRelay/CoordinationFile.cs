using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Observation.Sources;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>
/// A file of a project's coordination folder besides its specs. While it cannot be read whole it says what it said before, and a gap says
/// why; nobody is judged by it.
/// </summary>
internal abstract class CoordinationFile(string path)
{
    private const int Limit = 4 * 1024 * 1024;

    private readonly SystemFile _file = new(path, Limit);
    private readonly List<Evidence> _ignored = [];

    public string Path => path;

    public Gap? Gap { get; private set; }

    /// <summary>True when it says something else than before, or cannot be read any more.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        if (!_file.Refresh(now))
            return false;
        var reading = _file.Reading;
        string? wrong = null;
        if (reading.Failure == FileFailure.Missing)
            Clear();
        else if (!reading.IsRead)
            wrong = reading.Why;
        else
            wrong = Take(reading.Bytes);
        Gap = wrong is null ? null : new Gap(CommitRelaySource.Label, path, $"{path}: {wrong}; what it said before holds until it is mended", Gap?.Since ?? now) { HidesWorkers = false };
        return true;
    }

    /// <summary>Null, or why nothing of it counts.</summary>
    private string? Take(ReadOnlySpan<byte> bytes)
    {
        _ignored.Clear();
        var json = new JsonFields(bytes, CommitRelaySource.Label, _ignored);
        try
        {
            if (!json.Begin())
                return "not whole JSON";
            var take = Read(ref json);
            json.End();
            take();
            return null;
        }
        catch (JsonFault torn)
        {
            return torn.Words;
        }
    }

    /// <summary>Reads its fields; what comes back makes them count, once all of it was whole.</summary>
    private protected abstract Action Read(ref JsonFields json);

    /// <summary>It is not there.</summary>
    private protected abstract void Clear();
}
