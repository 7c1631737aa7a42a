using System;
using System.Collections.Immutable;
using System.Threading;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Observation;
using Lifetop.Observation.Proc;
using Lifetop.Observation.Results;
using Lifetop.Observation.Systems;
using Lifetop.Platform;
using Lifetop.Registry;
using Lifetop.Settings;

namespace Lifetop.App;

/// <summary>
/// An engine with its memory before it and a recorder behind it, made when the first look is asked for. Whoever looks owns it: a
/// command, the stream, or the screen's observing thread.
/// </summary>
public class Lookout : IDisposable
{
    /// <summary>What ends shows itself in steps (the process, then its pane): after a death lifetop looks again this soon, so often.</summary>
    private static readonly TimeSpan SoonAgain = TimeSpan.FromMilliseconds(25);
    private const int SoonLooks = 6;

    /// <summary>Files that change all the time and panes that never stop writing cause no more looks than this far apart.</summary>
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(100);

    private readonly YoungGarbage _garbage = new();
    private readonly string _verb;
    private Recorder? _recorder;
    private SafetyFacts? _safety;
    private SystemPlaces? _places;
    private string? _memoryPath; // until it is followed
    private EarlyScan? _processes; // until the first look
    private int _soon;
    private long _lookedAt;

    public Lookout(UserSettings settings, XdgPaths paths, bool readOnly, string verb, TimeProvider time)
    {
        Settings = settings;
        Paths = paths;
        ReadOnly = readOnly || settings.ReadOnly;
        _verb = verb;
        Time = time;
        Records = new OwnRecords(this);
    }

    public UserSettings Settings { get; }

    public XdgPaths Paths { get; }

    public bool ReadOnly { get; }

    public TimeProvider Time { get; }

    /// <summary>What people decide about workers, and lifetop declares.</summary>
    public OwnRecords Records { get; }

    public Memory? Memory { get; private set; }

    public Engine? Engine { get; private set; }

    /// <summary>Where the looks of this one find agent systems: the user's own places unless others were given; null before the first.</summary>
    internal SystemPlaces? Places
    {
        get => _places;
        init => _places = value;
    }

    /// <summary>The checkout around a folder; git's own answer unless another was given.</summary>
    internal Func<string, string?>? CheckoutOf { get; init; }

    /// <summary>For the first look, where reading who runs here has begun already: nothing of it depends on settings.</summary>
    public EarlyScan? Processes
    {
        init => _processes = value;
    }

    /// <summary>The last look; null before the first.</summary>
    public Roster? Last { get; private set; }

    /// <summary>The registry was damaged and set aside: where to.</summary>
    public string? SetAside { get; private set; }

    /// <summary>The registry's words when it would not take the last record; null while all is well.</summary>
    public string? Trouble => _recorder?.Trouble;

    /// <summary>Told of each attempt whose end no look has shown, once, when it is written down.</summary>
    public Action<EndedAttempt>? Ended { get; set; }

    /// <summary>Of whoever runs hooks at what it sees, for the record; null for all others.</summary>
    public HookTaking? Taking { get; set; }

    /// <summary>What people decided is read from the registry itself, not from its copy: for whoever acts.</summary>
    public bool ReadsRegistry { get; init; }

    /// <summary>Whether it is asked what became of pull requests; else only what was heard before is known. For who looks on and on.</summary>
    public bool AsksForResults { get; init; }

    /// <summary>One look answers all: then nothing is set up to hear of what happens later.</summary>
    public bool LooksOnce { get; init; }

    /// <summary>How long a record waits for somebody else's lock.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A whole look: everybody is waited for.</summary>
    public Roster LookOnce(ImmutableArray<string> folders) => Last = Prepare(folders).LookOnce();

    /// <summary>All that a first look needs and that asks nobody.</summary>
    public void MakeReady(ImmutableArray<string> folders) => Prepare(folders);

    /// <summary>The first of many: what can be seen without asking anybody. Whoever is yet to be asked counts as awaited.</summary>
    public Roster LookAtOnce(ImmutableArray<string> folders) => Last = (Engine ?? Prepare(folders)).LookAtOnce();

    /// <summary>The others are asked; the next look has what they have said by then.</summary>
    public void Ask() => Engine!.Ask(); // a first look made it

    public Roster LookAgain()
    {
        _lookedAt = Time.GetTimestamp();
        return Last = Engine!.LookAgain(); // a first look made it
    }

    /// <summary>Sleeps until something happens or the next look is due; soon after a death again.</summary>
    public WakeReason Wait(TimeSpan limit)
    {
        var engine = Engine!; // a first look made it
        _garbage.Collect();
        if (_memoryPath is { } memory)
        {
            _memoryPath = null;
            engine.FollowMemory(memory, stamp => _recorder?.Wrote(stamp) == true);
        }
        var reason = engine.Wait(_soon > 0 && limit > SoonAgain ? SoonAgain : limit);
        _soon = (reason & WakeReason.Death) != 0 ? SoonLooks : Math.Max(0, _soon - 1);
        var rested = Time.GetElapsedTime(_lookedAt);
        if (reason != WakeReason.Timer && (reason & ~(WakeReason.Files | WakeReason.Answer)) == 0 && rested < Spacing)
            engine.Observer.Wakeups.Rest(Spacing - rested);
        return reason;
    }

    /// <summary>What git says of its worktree; null when it has none, or none is there.</summary>
    public WorktreeFacts? WorktreeOf(JudgedWorker worker) => _safety!.WorktreeOf(worker); // a first look made it

    public Safety SafetyOf(JudgedWorker worker) => _safety!.Of(worker, Last!, Last!.Time); // a first look made both

    /// <summary>Writes down what the last look found new. After the answer is out, so that nobody waits for it.</summary>
    public Recorder? Record(bool keepOpen)
    {
        if (ReadOnly || Engine is not { } engine || Last is not { } roster || Memory is not { } memory)
            return _recorder;
        _recorder ??= new Recorder(memory, RetentionOf(Settings) with { Boot = engine.Boot }, engine.Boot, Settings.Policy, Time, _verb) { KeepOpen = keepOpen, Patience = Patience, Ended = Ended, Taking = Taking };
        _recorder.Record(roster, engine.Past);
        SetAside ??= _recorder.SetAside;
        return _recorder;
    }

    /// <summary>Writes memory.json anew: declarations were made or dropped.</summary>
    public void Remember() => _recorder?.Remember(Last!, Engine!.Past); // a look came before

    /// <summary>The same where nothing was looked at since: what was seen before is recorded first, which memory would hide from the registry.</summary>
    internal void RememberAtOnce()
    {
        if ((_recorder ?? Record(keepOpen: false)) is { Trouble: null })
            Remember();
    }

    /// <summary>Looks, records and remembers: something was changed besides what looks find by themselves.</summary>
    public void LookAndRemember()
    {
        LookAgain();
        Record(keepOpen: false);
        Remember();
    }

    /// <summary>The registry for reading; null with the reason when there is no place for one.</summary>
    public RegistryFile? OpenRegistry(out string missing)
    {
        missing = Paths.Missing ?? "";
        if (Paths.StateFolder is not { } path)
            return null;
        return new RegistryFile(new StateFolder(path), Time) { ReadOnly = ReadOnly };
    }

    /// <summary>Whoever wrote into the registry may have found it damaged.</summary>
    internal void HearOf(RegistryFile registry) => SetAside ??= registry.SetAside;

    /// <summary>Makes one change of lifetop's own records.</summary>
    internal RecordOutcome Change(Func<Journal, Recorded> change, out string trouble)
    {
        if (OpenRegistry(out trouble) is not { } registry)
            return RecordOutcome.Unrecorded;
        using (registry)
        {
            var recorded = change(new Journal(registry, _verb));
            trouble = recorded.Status.Message;
            HearOf(registry);
            return recorded.Outcome;
        }
    }

    private Engine Prepare(ImmutableArray<string> folders)
    {
        var processes = _processes ??= new EarlyScan(Time, CheckoutOf);
        Memory = Memory.Load(Paths, BootClock.ReadBoot(), Time, Settings.Policy.ArchiveAfter, ReadsRegistry);
        _memoryPath = Memory.Folder?.Memory;
        _safety = new SafetyFacts(Settings.Policy);
        _places ??= PlacesOfSystems();
        Engine = new Engine(Settings, Paths, Memory, _places, folders, processes, Time, LooksOnce);
        _processes = null;
        if (Settings.IsEnabled(PullRequests.Label))
            Engine.FollowResults(Paths.StateFolder, AsksForResults, keeps: !ReadOnly);
        return Engine;
    }

    private SystemPlaces PlacesOfSystems() => new()
    {
        Home = Paths.Home,
        Host = HostName.Read(),
        Environment = Environment.GetEnvironmentVariable,
        RootsOf = Settings.RootsOf,
        StartOf = Settings.StartOf,
        CliOf = Settings.CliOf,
        Projects = new ProjectFolders { Below = Paths.Of(Settings.ProjectsBelow) },
    };

    private static Retention RetentionOf(UserSettings settings)
        => new() { Age = TimeSpan.FromDays(settings.RetentionDays), Transitions = settings.RetentionTransitions };

    public void Dispose()
    {
        _recorder?.Dispose();
        _processes?.Dispose();
        Engine?.Dispose();
        GC.SuppressFinalize(this);
    }
}
