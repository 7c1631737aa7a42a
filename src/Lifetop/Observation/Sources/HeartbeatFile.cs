using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Sources;

/// <summary>A file a worker touches while it is well: its time counts, and what it says in JSON if it says anything.</summary>
public sealed class HeartbeatFile(string source, string path)
{
    private const int Limit = 64 * 1024;

    private FileStamp stamp;
    private bool isRead, isSettled, isAhead;
    /// <summary>The last beat: the file's own time, or the one it states if that is later.</summary>
    private DateTimeOffset? at;
    private int? health;
    private long? tokensUsed;
    private string? task, state;
    private ImmutableArray<Evidence> remarks = [];

    public string Path { get; } = path;

    /// <summary>True when it says something else than before.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        var seen = FileStamp.Of(Path);
        // A time ahead of ours is worth a word until ours has caught up.
        if (isRead && isSettled && seen == stamp && isAhead == at > now)
            return false;
        var reading = RegularFile.Read(Path, Limit);
        bool isFirst = !isRead;
        stamp = reading.Stamp;
        isSettled = !stamp.Exists || stamp.IsSettled(now);
        isRead = true;
        return Take(reading, now) || isFirst;
    }

    public Declaration AppliedTo(Declaration declaration)
    {
        // What the declaration says of the end is not undone by an old beat.
        bool isOver = declaration.Says is DeclaredState.Completed or DeclaredState.Failed or DeclaredState.Blocked or DeclaredState.Over;
        var says = isOver ? null : ManifestDeclaration.Parse(state);
        bool isLater = at is not null && (declaration.LastBeat is null || at > declaration.LastBeat);
        return declaration with
        {
            LastBeat = isLater ? at : declaration.LastBeat,
            HealthScore = health ?? declaration.HealthScore,
            TokensUsed = tokensUsed ?? declaration.TokensUsed,
            Task = task ?? declaration.Task,
            NativeState = isOver ? declaration.NativeState : state ?? declaration.NativeState,
            Says = says ?? declaration.Says,
            SaysSince = says is null ? declaration.SaysSince : at,
            Remarks = remarks.IsEmpty ? declaration.Remarks : declaration.Remarks.AddRange(remarks),
        };
    }

    /// <summary>True when it says something else than before.</summary>
    private bool Take(FileReading reading, DateTimeOffset now)
    {
        var (oldAt, oldHealth, oldTokens, oldTask, oldState, oldRemarks) = (at, health, tokensUsed, task, state, remarks);
        at = null;
        health = null;
        tokensUsed = null;
        task = state = null;
        var notes = new List<Evidence>();
        if (reading.IsRead || reading.Failure == FileFailure.TooBig)
        {
            at = stamp.Modified;
            if (!reading.Bytes.IsEmpty)
                Read(reading.Bytes, notes);
        }
        else if (reading.Failure != FileFailure.Missing)
        {
            notes.Add(new Evidence($"heartbeat file {Path}: {reading.Why}", source));
        }
        isAhead = at > now;
        if (isAhead)
            notes.Add(new Evidence("the heartbeat is ahead of the clock, its age counts as 0", source));
        bool isSaidAgain = notes.Count == oldRemarks.Length;
        for (int i = 0; isSaidAgain && i < notes.Count; i++)
            isSaidAgain = notes[i] == oldRemarks[i];
        if (!isSaidAgain)
            remarks = [.. notes];
        return !isSaidAgain || at != oldAt || health != oldHealth || tokensUsed != oldTokens || task != oldTask || state != oldState;
    }

    /// <summary>Only a JSON object says anything; any other content is the worker's own affair, and torn ones still beat.</summary>
    private void Read(ReadOnlySpan<byte> bytes, List<Evidence> notes)
    {
        if (BeatNote.Read(bytes, source, notes) is not { } note)
            return;
        at = Later(at, note.At);
        health = note.Health;
        tokensUsed = note.TokensUsed;
        task = note.Task;
        state = note.State;
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => other is null || one > other ? one : other;
}
