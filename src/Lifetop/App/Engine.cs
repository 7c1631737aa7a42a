using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Judgement;
using Lifetop.Judgement.Systems;
using Lifetop.Model;
using Lifetop.Observation;
using Lifetop.Observation.Proc;
using Lifetop.Observation.Results;
using Lifetop.Observation.Sources;
using Lifetop.Observation.Systems;
using Lifetop.Observation.Tmux;
using Lifetop.Platform;
using Lifetop.Settings;

namespace Lifetop.App;

/// <summary>
/// Observe, then judge: the one engine behind the list, the stream and the screen, so that all give the same answer. Belongs
/// to one thread; what it returns may go to others.
/// </summary>
public sealed class Engine : IDisposable
{
    /// <summary>So many panes that wrote at the same moment are read in one call.</summary>
    private const int CapturesPerLook = 64;

    /// <summary>A one-shot look waits so long for everybody; a stopped tmux server needs its own second to be given up.</summary>
    private static readonly TimeSpan FirstAnswers = TimeSpan.FromMilliseconds(1500);

    /// <summary>For who is asked once more, also where somebody else has used that up.</summary>
    private static readonly TimeSpan SecondAnswers = TimeSpan.FromMilliseconds(200);

    /// <summary>Where others write without end, somebody still has to be told something.</summary>
    private const int Hearings = 3;

    private readonly TimeProvider _time;
    private readonly Matching _matching;
    private readonly Judge _judge;
    private readonly TmuxLanes _tmux;
    private readonly PromptTargets _prompts;
    private ImmutableArray<Worker> _workers = [];
    private ImmutableArray<Worker> _watched = [];
    private long _matched = -1;
    private readonly List<Declaration> _found = [];
    private readonly string? _memoryPath;
    private FileStamp _taken;
    private Func<FileStamp, bool>? _isOurs;

    public Engine(UserSettings settings, XdgPaths paths, Memory memory, SystemPlaces places, ImmutableArray<string> pidFolders, EarlyScan processes, TimeProvider time, bool looksOnce = false)
    {
        _time = time;
        Memory = memory;
        Past = new Past(memory.Recollection);
        _memoryPath = memory.IsDecided ? null : memory.Folder?.Memory;
        _taken = memory.Stamp;
        _matching = new Matching(settings.Policy with { FindsProcesses = settings.IsEnabled("process") });
        _judge = new Judge(settings.Policy);
        var patterns = PatternsOf(settings);
        _tmux = new TmuxLanes(
            settings.IsEnabled("tmux") ? new ServerDiscovery(SocketsOf(settings), paths.Of(settings.TmuxBelow)) : null,
            socket => new TmuxServerSource(socket, new TmuxClient(socket.Path), patterns, CapturesPerLook));
        foreach (var known in memory.Recollection.Workers)
            if (known is { PaneSocket: { Length: > 0 } socket, PaneServerPid: { } server, PaneServerStart: { } start } && !known.State.IsEnded())
                _tmux.Remember(socket, server, start);
        _prompts = new PromptTargets(_tmux);
        var sources = new List<IWorkerSource>();
        SystemSources.Add(sources, places, settings.IsEnabled);
        if (settings.IsEnabled(PidFileSource.Label) && (!settings.PidFileGlobs.IsEmpty || !pidFolders.IsEmpty))
            sources.Add(new PidFileSource(settings.PidFileGlobs, pidFolders) { MalformedAfter = settings.MalformedAfter });
        if (settings.IsEnabled(ManifestSource.Label) && (settings.ManifestFolder ?? ManifestFolder(paths)) is { } folder)
            sources.Add(new ManifestSource(folder) { MalformedAfter = settings.MalformedAfter });
        Observer = new Observer(sources, _tmux, processes, time.GetUtcNow()) { Projects = places.Projects, HearsOfFiles = !looksOnce };
        Observer.Declare(memory.Recollection.Declarations, memory.Gap);
    }

    public Memory Memory { get; }

    public Past Past { get; }

    public Observer Observer { get; }

    public Guid Boot => Observer.Census.Processes.Boot;

    /// <summary>From now on what became of the workers' pull requests is known as far as anybody has asked.</summary>
    /// <param name="folder">Where answers are kept.</param>
    /// <param name="asks">Whether lifetop asks itself.</param>
    /// <param name="keeps">Whether new answers are written down.</param>
    public void FollowResults(string? folder, bool asks, bool keeps)
        => Observer.PullRequests = new PullRequests(folder, Observer.Wakeups.Answered, _time) { Asks = asks, Keeps = keeps };

    /// <summary>
    /// A whole look for a caller that makes only this one: everybody is waited for, and the CPU clocks are read at both ends
    /// of it, so that idle and busy are told apart without having watched before.
    /// </summary>
    public Roster LookOnce()
    {
        var now = _time.GetUtcNow();
        _tmux.ReadsAhead = true;
        Observer.Begin(now);
        _tmux.ReadsAhead = false;
        Observer.Take(now, takesEarly: true);
        long asked = _time.GetTimestamp();
        Observer.WaitForAll(FirstAnswers, _time);
        now = _time.GetUtcNow();
        // In which folders processes run is known only since that scan.
        Observer.AskAboutProjects(now);
        var left = FirstAnswers - _time.GetElapsedTime(asked);
        Observer.WaitForAll(left > SecondAnswers ? left : SecondAnswers, _time);
        Observer.Take(now);
        if (Observer.HasMetServers)
        {
            Observer.WaitForAll(SecondAnswers, _time);
            Observer.Take(now);
        }
        return HearOfOthers() ? LookAgain() : Judge(now);
    }

    /// <summary>The first of many, before anybody is asked: the processes, and what is remembered. What the others say comes with the next looks.</summary>
    public Roster LookAtOnce()
    {
        var now = _time.GetUtcNow();
        Observer.PutOffPorts(now);
        Observer.Take(now, takesEarly: true);
        return Judge(now);
    }

    /// <summary>After such a look: everybody is asked, and each answer wakes whoever waits.</summary>
    public void Ask()
    {
        // Who asks is shown as waiting from the first, not as running and a moment later as somebody who has just begun to wait.
        _tmux.ReadsAhead = true;
        Observer.Begin(_time.GetUtcNow());
        _tmux.ReadsAhead = false;
    }

    /// <summary>The next look of many.</summary>
    public Roster LookAgain()
    {
        HearOfOthers();
        var now = Look();
        // A pane or a death that was seen may be of somebody who is only now heard of: then all are asked once more.
        for (int i = 0; i < Hearings && HearOfOthers(); i++)
        {
            Judgement.Judge.TakeDeaths(Observer.Census, Past);
            now = Look();
        }
        return Judge(now);
    }

    /// <summary>The next look for somebody in a hurry: the processes as they are, of the sources what they have said so far. Nobody is asked.</summary>
    public Roster LookAtProcesses()
    {
        DeclareRemembered();
        var now = _time.GetUtcNow();
        Observer.Take(now);
        return Judge(now);
    }

    /// <summary>
    /// What another lifetop declared may come by way of our own writing of memory, which takes in what stood there: then the file is ours, and
    /// nobody tells of it.
    /// </summary>
    private void DeclareRemembered() => Observer.Declare(Past.Recollection.Declarations, Memory.Gap);

    /// <summary>From now on a look comes as soon as another lifetop writes something down (adopted, forgotten, protected, planned).</summary>
    /// <param name="path">Of memory.json.</param>
    /// <param name="isOurs">Whether what lies there was written by this lifetop.</param>
    public void FollowMemory(string path, Func<FileStamp, bool> isOurs)
    {
        if (Observer.AlsoWatch is not null)
            return;
        Observer.AlsoWatch = path;
        _isOurs = isOurs;
    }

    /// <summary>Takes over what another lifetop wrote. The file is asked in every look: a watch on it may be refused, and begins later than the first.</summary>
    /// <returns>Whether there was anything.</returns>
    private bool HearOfOthers()
    {
        if (_memoryPath is not { } path)
            return false;
        var stamp = FileStamp.Of(path);
        if (stamp == _taken || !stamp.Exists)
            return false;
        _taken = stamp;
        if (_isOurs?.Invoke(stamp) == true || Registry.MemoryFile.Read(path, out _) is not { } written)
            return false;
        Take(written.ForBoot(Boot));
        return true;
    }

    private DateTimeOffset Look()
    {
        DeclareRemembered();
        var now = _time.GetUtcNow();
        Observer.Look(now, _time);
        return now;
    }

    /// <summary>What was written into the registry and memory is in the next look.</summary>
    public void Take(Recollection written)
    {
        Past.Renew(written);
        // What another lifetop forgot must not come back from our memory of it.
        foreach (var known in Past.Workers.ToArray())
            if (known.State is { } state && state.IsEnded() && !Remembers(written, known))
                Past.Drop(known);
        Observer.Declare(written.Declarations, Memory.Gap);
    }

    private static bool Remembers(Recollection written, PastWorker known)
    {
        foreach (var worker in written.Workers)
            if (worker.Identity == known.Identity)
                return true;
        return false;
    }

    /// <summary>Matches what was seen last once more; for measuring.</summary>
    public void MatchAgain() => _workers = _matching.Match(Observer.Census, Past);

    /// <summary>Judges what was seen last once more; for measuring.</summary>
    public Roster JudgeAgain() => Judge(Observer.Census.Time);

    /// <summary>Waits for something to happen, at most until the next regular look is due.</summary>
    public WakeReason Wait(TimeSpan limit) => Observer.Wakeups.Wait(limit);

    public void Dispose() => Observer.Dispose();

    /// <summary>Where lifetop starts workers itself it looks too.</summary>
    private static ImmutableArray<string> SocketsOf(UserSettings settings)
        => settings.SpawnSocket is { } own ? settings.TmuxSockets.Add(own) : settings.TmuxSockets;

    private static PromptPatterns PatternsOf(UserSettings settings)
    {
        var own = ImmutableArray.CreateBuilder<PromptPattern>();
        foreach (var rule in settings.Prompts)
            own.Add(new PromptPattern(rule.Name, rule.Program, rule.Text.Length == 0 ? [] : [rule.Text]));
        return PromptPatterns.Shipped.With(own.DrainToImmutable());
    }

    private static string? ManifestFolder(XdgPaths paths) => paths.StateFolder is { } state ? NativePath.Join(state, "workers") : null;

    private void Match(DateTimeOffset now)
    {
        if (_matched == Observer.Version && !(_matching.MatchAgainAt <= now))
            return;
        _matched = Observer.Version;
        Observer.Census.Derived = OwnRules.Known.Derive(Observer.Census, Past, _found);
        _workers = _matching.Match(Observer.Census, Past);
    }

    private Roster Judge(DateTimeOffset now)
    {
        // A lifetop that ended its plan, wrote that down and left may be seen gone before its word is heard: then its workers would be
        // judged by what is missing.
        if (Plans.AnyLeft(Observer.Census, Past.Recollection))
            HearOfOthers();
        Match(now);
        // Before the verdicts: of screens that were read ahead the questions are known at once.
        _prompts.Set(_workers);
        var roster = _judge.Of(Observer.Census, _workers, Past);
        if (_watched != _workers)
            WatchDeaths();
        return roster;
    }

    private void WatchDeaths()
    {
        _watched = _workers;
        foreach (var worker in _workers)
            if (worker is { RootAlive: true, Root: { } root })
                Observer.Wakeups.WatchDeath(root);
    }
}
