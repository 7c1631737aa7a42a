using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Registry;

namespace Lifetop.App;

/// <summary>
/// The registry's only writer: notices what changed since it last wrote, offers it to the journal, then rewrites memory.json.
/// SQLite is opened when there is something to write and not before.
/// </summary>
public sealed class Recorder(Memory memory, Retention retention, Guid boot, Policy policy, TimeProvider time, string by) : IDisposable
{
    private static readonly TimeSpan TidyEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SampleEvery = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Known> _known = Start(memory.Recollection);
    private readonly MemoryWriter? _memory = memory.Folder is { } place ? new MemoryWriter(place, boot, time, policy.ArchiveAfter) : null;
    private RegistryFile? _registry;
    private RegistryExam? _exam;
    private bool _isDamaged = memory.IsDamaged;
    private FileStamp _file = memory.RegistryStamp;
    private DateTimeOffset _tidiedAt;
    private DateTimeOffset _sampledAt = memory.Recollection.WrittenAt;

    /// <summary>How long a write waits for somebody else's lock.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>What the registry said when it could not take a record; null while all is well.</summary>
    public string? Trouble { get; private set; }

    /// <summary>The registry was damaged and set aside: where to.</summary>
    public string? SetAside { get; private set; }

    /// <summary>Told of each attempt whose end no look has shown, once, when it is written down.</summary>
    public Action<EndedAttempt>? Ended { get; init; }

    /// <summary>Of whoever runs hooks; null for all others.</summary>
    public HookTaking? Taking { get; init; }

    /// <summary>For who records again and again; a one-shot look closes at once.</summary>
    public bool KeepOpen { get; init; }

    /// <summary>New workers and changed states since the last call; empty when there is nothing to record.</summary>
    private ImmutableArray<Transition> Changes(Roster roster, Past past, DateTimeOffset now)
    {
        ImmutableArray<Transition>.Builder? changes = null; // most looks have none
        foreach (var ended in past.Untold)
            (changes ??= ImmutableArray.CreateBuilder<Transition>()).Add(new Transition(Remembering.Of(ended.Judged, ended.Past, now), ended.Judged.Verdict.Evidence, []) { IsOfEarlierAttempt = true });
        foreach (var judged in roster.Workers)
        {
            string identity = judged.Worker.Identity;
            bool isLost = RemovedTasks.IsLost(judged);
            if (_known.TryGetValue(identity, out var known) && known.Fits(judged) && (known.IsLost || !isLost))
                continue;
            // A worker that nobody has seen running and that is no more tells nothing: it came and went between two looks.
            if (past.Find(identity, judged.Worker.AlsoKnownAs) is not { } remembered)
                continue;
            var worker = Remembering.Of(judged, remembered, now);
            (changes ??= ImmutableArray.CreateBuilder<Transition>()).Add(new Transition(worker, judged.Verdict.Evidence, judged.Worker.Members)
            {
                Removed = isLost ? RemovedTasks.OfLost(worker) : known is null ? null : RemovedTasks.Of(judged, remembered, worker, known.State),
            });
        }
        return changes?.DrainToImmutable() ?? [];
    }

    /// <summary>Writes the changes and then memory.</summary>
    public void Record(Roster roster, Past past)
    {
        if (memory.Folder is not { } folder || memory.Gap is { } gap && gap.Scope == folder.Path)
        {
            Tell(past);
            return;
        }
        var now = time.GetUtcNow();
        if (_exam?.FoundDamage() == true)
            SetDamagedAside(folder);
        if (_exam?.TakeMistake() is { } mistake)
            Trouble = mistake;
        var changes = Changes(roster, past, now);
        bool hasNews = !changes.IsEmpty || Taking is { IsEmpty: false };
        if (!KeepOpen || hasNews)
            _isDamaged |= IsAnotherFile(folder);
        if (!hasNews && _isDamaged)
            BeginAnew(folder, roster, past, now);
        if (!hasNews)
        {
            // A one-shot look leaves the samples to who watches; but a memory that was missing or stale it makes good again.
            if (KeepOpen ? now - _sampledAt >= SampleEvery : !memory.IsFresh && _memory?.WrittenAt == default(DateTimeOffset))
                Remember(roster, past, now);
            return;
        }
        var registry = _registry ??= new RegistryFile(folder, time);
        registry.Patience = Patience;
        var journal = new Journal(registry, by) { Boot = boot };
        // By the time of the look: what another lifetop wrote since then is newer.
        var status = journal.Record(changes, roster.Time, out _, Taking);
        _isDamaged |= registry.SetAside is not null && SetAside is null;
        Trouble = status.IsUsable ? null : status.Message;
        if (!status.IsUsable)
            return;
        Tell(past);
        if (_isDamaged)
            TellAgain(journal, registry, roster, past, now);
        foreach (var change in changes)
            _known[change.Worker.Identity] = Known.Of(change.Worker);
        Tidy(registry, now);
        // The copy must be younger than what it copies, and closing touches the file as a checkpoint does.
        if (KeepOpen)
            registry.Checkpoint();
        else
            Close();
        Remember(roster, past, now);
        SpentPages.ReleaseAt(SpentPages.Turn.FirstRecord);
        if (KeepOpen && _exam is null)
            (_exam = new RegistryExam(folder, time)).Begin();
    }

    /// <summary>What can be read of it stays in the file under its dated name; the next record begins anew.</summary>
    private void SetDamagedAside(StateFolder folder)
    {
        var registry = _registry ??= new RegistryFile(folder, time);
        registry.Patience = Patience;
        if (registry.BeginAnew().IsUsable)
            _isDamaged = true;
    }

    private void Tell(Past past)
    {
        foreach (var ended in past.Untold)
            Ended?.Invoke(ended);
        past.Untold.Clear();
    }

    /// <summary>Somebody set the registry aside since: the one in its place does not know what people decided.</summary>
    private bool IsAnotherFile(StateFolder folder) => _file.Exists && FileStamp.Of(folder.Registry) is { Exists: true } now && !now.IsSameFile(_file);

    /// <summary>There is nothing to record, but there will be, and a damaged registry is best said now.</summary>
    private void BeginAnew(StateFolder folder, Roster roster, Past past, DateTimeOffset now)
    {
        var registry = _registry ??= new RegistryFile(folder, time);
        registry.Patience = Patience;
        var status = registry.Check();
        Trouble = status.IsUsable ? null : status.Message;
        if (status.IsUsable)
            TellAgain(new Journal(registry, by), registry, roster, past, now);
        if (!KeepOpen)
            Close();
    }

    /// <summary>A new registry in place of a damaged one: what is known, and above all what people decided, is told to it.</summary>
    private void TellAgain(Journal journal, RegistryFile registry, Roster roster, Past past, DateTimeOffset now)
    {
        _isDamaged = false;
        _file = FileStamp.Of(registry.Folder.Registry);
        SetAside ??= registry.SetAside;
        _known.Clear();
        var all = Changes(roster, past, now);
        journal.Record(all, now, out _);
        foreach (var change in all)
            _known[change.Worker.Identity] = Known.Of(change.Worker);
        foreach (var declaration in past.Recollection.Declarations)
            journal.Declare(declaration, declaration, now);
        foreach (string identity in past.Recollection.Protected)
            journal.Protect(identity, true);
        foreach (var snooze in past.Recollection.Snoozed)
            journal.Snooze(snooze.Identity, snooze.Until);
    }

    /// <summary>One batch at a time: what grew by little is cut by little, and nobody waits for it.</summary>
    private void Tidy(RegistryFile registry, DateTimeOffset now)
    {
        if (now - _tidiedAt < TidyEvery)
            return;
        _tidiedAt = now;
        retention.Trim(registry, now, out _);
        MemoryFile.RemoveLeftovers(registry.Folder.Memory);
    }

    /// <summary>Writes memory anew after a declaration was added or dropped.</summary>
    public void Remember(Roster roster, Past past) => Remember(roster, past, time.GetUtcNow());

    /// <summary>Whether the memory.json of this stamp was written by us.</summary>
    public bool Wrote(FileStamp stamp) => _memory?.Wrote(stamp) == true;

    public void Dispose() => Close();

    private void Close()
    {
        SetAside ??= _registry?.SetAside;
        _registry?.Dispose();
        _registry = null;
    }

    private void Remember(Roster roster, Past past, DateTimeOffset now)
    {
        _sampledAt = now;
        if (_memory?.Write(roster, past, now, _registry) is { } why)
            Trouble ??= why;
    }

    private static Dictionary<string, Known> Start(Recollection recollection)
    {
        var known = new Dictionary<string, Known>(recollection.Workers.Length);
        foreach (var worker in recollection.Workers)
            known[worker.Identity] = Known.Of(worker);
        return known;
    }

    /// <summary>A new key or name is news too, though no transition: history is asked for by what people read.</summary>
    private sealed record Known(Lifecycle State, ProcessIdentity? Root, string Key, string Name, bool IsLost)
    {
        public static Known Of(RememberedWorker worker) => new(worker.State, worker.Root, worker.Key, worker.Name, worker.IsLost);

        public bool Fits(JudgedWorker judged)
            => State == judged.Verdict.State && Root == judged.Worker.Root && Key == judged.Worker.Key.Text && Name == judged.Worker.Name;
    }
}
