using System;
using System.Collections.Immutable;
using Lifetop.App;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Observation;
using Lifetop.Observation.Git;
using Lifetop.Observation.Proc;
using Lifetop.Platform;
using Lifetop.Registry;
using Lifetop.Settings;
using Lifetop.Terminal;

namespace Lifetop.Cli;

/// <summary>The rest of lifetop as the commands see it, on this machine: an engine made when the first look is asked for, and a recorder behind it.</summary>
public sealed class LocalLifetop : ILifetop, IDisposable
{
    /// <summary>What ends shows itself in steps (the process, then its pane): after a death lifetop looks again this soon, so often.</summary>
    private static readonly TimeSpan SoonAgain = TimeSpan.FromMilliseconds(25);
    private const int SoonLooks = 6;

    private readonly TimeProvider _time;
    private readonly bool _readOnly;
    private readonly string _verb;
    private Engine? _engine;
    private Recorder? _recorder;
    private SafetyFacts? _safety;
    private Roster? _last;
    private string? _memoryPath;
    private int _soon;

    public LocalLifetop(SettingsResult settings, string configPath, XdgPaths paths, bool readOnly, string verb, TimeProvider time)
    {
        Settings = settings.Settings;
        Problems = settings.Problems;
        ConfigPath = configPath;
        Paths = paths;
        _readOnly = readOnly || Settings.ReadOnly;
        _verb = verb;
        _time = time;
    }

    public string Host => HostName.Read();

    public UserSettings Settings { get; }

    public ImmutableArray<Problem> Problems { get; }

    public string ConfigPath { get; }

    public XdgPaths Paths { get; }

    public bool ReadOnly => _readOnly;

    public TimeProvider Time => _time;

    public Memory? Memory { get; private set; }

    public Engine? Engine => _engine;

    /// <summary>The registry was damaged and set aside: where to.</summary>
    public string? SetAside { get; private set; }

    public Roster Look(LookRequest request)
    {
        if (_engine is { } open)
            return _last = open.LookAgain();
        var boot = BootClock.ReadBoot();
        Memory = App.Memory.Load(Paths, boot, _time, Settings.Policy.ArchiveAfter);
        var checkouts = new GitCheckouts();
        if (Memory.Folder is { } folder)
            _memoryPath = folder.Memory;
        _engine = new Engine(Settings, Paths, Memory, request.Folders, folder => checkouts.Find(folder, _time.GetUtcNow())?.Root, _time);
        _safety = new SafetyFacts(Settings.Policy);
        return _last = _engine.LookOnce();
    }

    /// <summary>Looks at every wake-up and in the regular rhythm; returns when something that is told has changed.</summary>
    public Roster? Next(LookRequest request)
    {
        var engine = _engine!; // a first Look made it
        engine.Observer.Wakeups.Reader = Stdio.Out;
        if (_memoryPath is { } memory)
            engine.FollowMemory(memory, at => _recorder?.Wrote(at) == true);
        while (true)
        {
            Record(keepOpen: true);
            var reason = engine.Wait(_soon > 0 ? SoonAgain : Settings.Interval);
            if ((reason & WakeReason.ReaderGone) != 0)
                return null;
            _soon = (reason & WakeReason.Death) != 0 ? SoonLooks : Math.Max(0, _soon - 1);
            var before = _last;
            _last = engine.LookAgain();
            if (!ReferenceEquals(before, _last))
                return _last;
        }
    }

    public Safety SafetyOf(JudgedWorker worker) => _safety!.Of(worker, _last!); // a first Look made both

    /// <summary>Writes down what the last look found new. After the answer is printed, so that nobody waits for it.</summary>
    public Recorder? Record(bool keepOpen)
    {
        if (_readOnly || _engine is not { } engine || _last is not { } roster || Memory is not { } memory)
            return _recorder;
        _recorder ??= new Recorder(memory, RetentionOf(Settings) with { Boot = engine.Boot }, engine.Boot, Settings.Policy, _time, _verb) { KeepOpen = keepOpen, Patience = TimeSpan.FromSeconds(1) };
        _recorder.Record(roster, engine.Past);
        SetAside ??= _recorder.SetAside;
        return _recorder;
    }

    /// <summary>Makes a declaration of lifetop's own; it is in the very next look, whoever makes it.</summary>
    public RecordOutcome? Adopt(Declaration declaration, out string trouble)
    {
        var outcome = Change(journal => journal.Adopt(declaration, _time.GetUtcNow()), out trouble);
        if (outcome is RecordOutcome.Done or RecordOutcome.Already)
        {
            OwnChanges.Adopt(_engine!, declaration); // a Look came before
            LookAndRemember();
        }
        return outcome;
    }

    /// <summary>Drops what is kept of a worker: its declaration, and the memory of it.</summary>
    public RecordOutcome Forget(JudgedWorker judged, out string trouble)
    {
        string identity = judged.Worker.Identity;
        var outcome = Change(journal => journal.Forget(identity, _time.GetUtcNow()), out trouble);
        if (outcome == RecordOutcome.Unrecorded)
            return outcome;
        OwnChanges.Forget(_engine!, identity, judged.Worker.AlsoKnownAs); // a Look came before
        LookAndRemember();
        return outcome;
    }

    /// <summary>The registry for reading; null with the reason when there is no place for one.</summary>
    public RegistryFile? OpenRegistry(out string missing)
    {
        missing = Paths.Missing ?? "";
        if (Paths.StateFolder is not { } path)
            return null;
        return new RegistryFile(new StateFolder(path), _time) { ReadOnly = _readOnly };
    }

    private static Retention RetentionOf(UserSettings settings)
        => new() { Age = TimeSpan.FromDays(settings.RetentionDays), Transitions = settings.RetentionTransitions };

    private RecordOutcome Change(Func<Journal, Recorded> change, out string trouble)
    {
        if (OpenRegistry(out trouble) is not { } registry)
            return RecordOutcome.Unrecorded;
        using (registry)
        {
            var recorded = change(new Journal(registry, _verb));
            trouble = recorded.Status.Message;
            SetAside ??= registry.SetAside;
            return recorded.Outcome;
        }
    }

    private void LookAndRemember()
    {
        var engine = _engine!; // a Look came before
        _last = engine.LookAgain();
        Record(keepOpen: false);
        _recorder?.Remember(_last, engine.Past);
    }

    public void Dispose()
    {
        _recorder?.Dispose();
        _engine?.Dispose();
    }
}
