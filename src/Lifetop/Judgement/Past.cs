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

    /// <summary>Declarations, protections, snoozes or plans were changed, here or by another lifetop.</summary>
    public void Renew(Recollection recollection) => Recollection = recollection;

    public PastWorker? Find(string identity, ImmutableArray<string> alsoKnownAs)
    {
        if (_byName.TryGetValue(identity, out var past))
            return past;
        foreach (string name in alsoKnownAs)
            if (_byName.TryGetValue(name, out past))
                return past;
        return null;
    }

    public PastWorker Of(Worker worker)
    {
        if (Find(worker.Identity, worker.AlsoKnownAs) is { } known)
        {
            if (known.Identity != worker.Identity)
                Rename(known, worker);
            return known;
        }
        var past = new PastWorker(worker.Identity);
        Index(past, worker.Identity, worker.AlsoKnownAs);
        return past;
    }

    public void Drop(PastWorker past)
    {
        Workers.Remove(past);
        foreach (string name in past.Names)
            if (_byName.TryGetValue(name, out var owner) && owner == past)
                _byName.Remove(name);
    }

    internal ImmutableArray<ProcessIdentity> MembersOf(Draft draft)
    {
        PastWorker? past = null;
        if (draft.Declaration is { } declaration)
            _byName.TryGetValue(declaration.Identity, out past);
        if (past is null && draft.OwnsPane && draft.Pane is { } pane)
            _byName.TryGetValue(pane.Facts.Identity, out past);
        if (past is null && draft.Root is { } root)
            _byName.TryGetValue(Identities.Of(root), out past);
        return past?.Members ?? [];
    }

    private void Rename(PastWorker past, Worker worker)
    {
        past.Identity = worker.Identity;
        AddName(past, worker.Identity);
        foreach (string name in worker.AlsoKnownAs)
            AddName(past, name);
    }

    private void Index(PastWorker past, string identity, ImmutableArray<string> alsoKnownAs)
    {
        Workers.Add(past);
        AddName(past, identity);
        foreach (string name in alsoKnownAs)
            AddName(past, name);
    }

    private void AddName(PastWorker past, string name)
    {
        if (_byName.TryAdd(name, past))
            past.Names.Add(name);
    }
}

/// <summary>One worker's past: its last verdict, its last CPU sample, and whoever was seen in its tree.</summary>
public sealed class PastWorker
{
    public PastWorker(string identity) => Identity = identity;

    public PastWorker(RememberedWorker remembered)
    {
        Identity = remembered.Identity;
        Remembered = remembered;
        Members = remembered.Members;
        CpuNanoseconds = remembered.CpuNanoseconds;
        SampledTicks = remembered.SampledAt.UtcTicks;
        BusyTicks = remembered.BusyAt?.UtcTicks ?? 0;
        SeenTicks = remembered.SeenAt.UtcTicks;
    }

    public string Identity { get; set; }
    public List<string> Names { get; } = [];

    /// <summary>How an earlier lifetop judged it; until this one has.</summary>
    public RememberedWorker? Remembered { get; set; }

    /// <summary>How this lifetop judged it last.</summary>
    public JudgedWorker? Last { get; set; }
    public ImmutableArray<ProcessIdentity> Members { get; set; } = [];
    public long CpuNanoseconds { get; set; }
    public long SampledTicks { get; set; }
    public long BusyTicks { get; set; }
    public long SeenTicks { get; set; }

    /// <summary>How its root ended, once somebody told.</summary>
    public Ending? Ending { get; set; }

    /// <summary>The worker whose tree Members were taken from.</summary>
    internal Worker? MembersOf { get; set; }

    /// <summary>The worker as shown after it vanished; made once.</summary>
    public Worker? Gone { get; set; }

    /// <summary>What the last verdict was made from: equal facts make the same verdict, so it is kept.</summary>
    public Ruling Ruling { get; set; }

    /// <summary>The number of the look that saw it last: who was not seen in this one has vanished.</summary>
    public long SeenInLook { get; set; }

    public Lifecycle? State => Last?.Verdict.State ?? Remembered?.State;

    public DateTimeOffset? Since => Last?.Verdict.Since ?? Remembered?.Since;

    public ProcessIdentity? Root => Last is { } last ? last.Worker.Root : Remembered?.Root;
}
