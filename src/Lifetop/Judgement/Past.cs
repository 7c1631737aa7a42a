using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>
/// What is known of each worker from earlier looks, this lifetop's or another's. It is what lets a worker that vanished be shown as
/// ended, a silent busy one be told from an idle one, and a member that dropped every mark still be found.
/// </summary>
public sealed class Past
{
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(10);

    /// <summary>Whoever cannot write them down for so long loses the oldest.</summary>
    private const int MostUntold = 1000;

    private readonly Dictionary<string, PastWorker> _byName = [];

    public Past(Recollection recollection)
    {
        Recollection = recollection;
        foreach (var worker in recollection.Workers)
            Index(new PastWorker(worker), worker.Identity, worker.AlsoKnownAs);
    }

    public Recollection Recollection { get; private set; }

    /// <summary>Every worker of the past, once, as a list that may be walked while others are added.</summary>
    public List<PastWorker> Workers { get; } = [];

    /// <summary>Attempts that ended between two looks and were begun anew, until somebody has written them down.</summary>
    public List<EndedAttempt> Untold { get; } = [];

    /// <summary>Declarations, protections, snoozes or plans were changed, here or by another lifetop; what one of them reaped is cleaned for all.</summary>
    public void Renew(Recollection recollection)
    {
        Recollection = recollection;
        foreach (var worker in recollection.Workers)
            if (worker.State == Lifecycle.Cleaned)
                MarkCleaned(worker.Identity, worker.Since, worker.Kept, worker.Reaped);
    }

    /// <summary>A reap of this worker is done: what it kept on purpose does not make a zombie again.</summary>
    public void MarkCleaned(string identity, DateTimeOffset at, string? kept, string? reaped = null)
    {
        if (_byName.TryGetValue(identity, out var past) && (!(past.Since >= at) || IsOnlyLate(past, at)))
            past.Clean(at, kept, reaped);
    }

    /// <summary>Who looked before it heard of the reap saw the same end and took it for another.</summary>
    private static bool IsOnlyLate(PastWorker past, DateTimeOffset at)
        => past is { State: Lifecycle.Completed or Lifecycle.Failed or Lifecycle.Blocked or Lifecycle.Zombie, Since: { } since } && since - at < Lateness;

    public PastWorker? Find(string identity, ImmutableArray<string> alsoKnownAs)
    {
        if (_byName.TryGetValue(identity, out var past))
            return past;
        foreach (string name in alsoKnownAs)
            if (_byName.TryGetValue(name, out past))
                return past;
        return null;
    }

    /// <summary>The past of a worker of this look. Two workers never share one: who comes second begins anew.</summary>
    public PastWorker Of(Worker worker, long look)
    {
        if (Find(worker.Identity, worker.AlsoKnownAs) is { } known && known.SeenInLook != look)
        {
            if (known.Identity != worker.Identity)
                Rename(known, worker);
            return known;
        }
        var past = new PastWorker(worker.Identity);
        Index(past, worker.Identity, worker.AlsoKnownAs);
        // Even if another had taken the name: from now on it is this one's.
        _byName[worker.Identity] = past;
        return past;
    }

    internal void Tell(EndedAttempt ended)
    {
        if (Untold.Count == MostUntold)
            Untold.RemoveAt(0);
        Untold.Add(ended);
    }

    public void Drop(PastWorker past)
    {
        Workers.Remove(past);
        foreach (string name in past.Names)
            if (_byName.TryGetValue(name, out var owner) && owner == past)
                _byName.Remove(name);
    }

    internal ProcessIdentities MembersOf(Draft draft) => Of(draft)?.Members ?? ProcessIdentities.None;

    internal PastWorker? Of(Draft draft)
    {
        PastWorker? past = null;
        if (draft.Declaration is { } declaration)
            _byName.TryGetValue(declaration.Identity, out past);
        foreach (var joined in draft.Joined)
            if (past is null)
                _byName.TryGetValue(joined.Identity, out past);
        if (past is null && draft.OwnsPane && draft.Pane is { } pane)
            _byName.TryGetValue(pane.Identity, out past);
        if (past is null && draft.Root is not null)
            _byName.TryGetValue(draft.RootName, out past);
        return past;
    }

    private void Rename(PastWorker past, Worker worker)
    {
        past.Identity = worker.Identity;
        AddName(past, worker.Identity);
        AddIdentities(past, worker.AlsoKnownAs);
    }

    private void Index(PastWorker past, string identity, ImmutableArray<string> alsoKnownAs)
    {
        Workers.Add(past);
        AddName(past, identity);
        AddIdentities(past, alsoKnownAs);
    }

    private void AddIdentities(PastWorker past, ImmutableArray<string> names)
    {
        foreach (string name in names)
            if (Identities.Is(name))
                AddName(past, name);
    }

    private void AddName(PastWorker past, string name)
    {
        if (_byName.TryAdd(name, past))
            past.Names.Add(name);
    }
}
