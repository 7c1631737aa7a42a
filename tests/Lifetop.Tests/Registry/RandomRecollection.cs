using System;
using System.Collections.Immutable;
using System.Linq;
using System.Text.Json;
using Lifetop.Model;

namespace Lifetop.Tests.Registry;

/// <summary>Makes recollections in which every field is there or not by chance.</summary>
internal sealed class RandomRecollection(int seed)
{
    private static readonly string[] Pieces = ["a", "", "happy-otter", "\"", "\\", "\n", "ü", "日本", "👩‍💻", "\u0001", "<>&'", "/", "\u202E", " ", "0"];
    private readonly Random _random = new(seed);
    private readonly Guid _boot = Guid.NewGuid();

    public Recollection Next() => new()
    {
        Boot = _boot,
        WrittenAt = Time(),
        Declarations = Many(Declared),
        Protected = Many(Text),
        Snoozed = Many(() => new Snooze(Text(), Time())),
        OpenPlans = Many(() => new OpenPlan(_random.NextInt64(), Text(), Text(), Process(), Time(), _random.Next(9), _random.Next(9))),
        Workers = Many(Worker),
    };

    private Declaration Declared() => new()
    {
        Source = Text(),
        Identity = Text(),
        Key = new WorkerKey(Text()),
        Name = Text(),
        Kind = Value(Kind),
        Type = Maybe(Text),
        WrittenAt = Time(),
        File = Maybe(Text),
        Process = Maybe(() => new ProcessClaim(_random.Next()) { StartTicks = Value(Long), Boot = Value(Boot), StartedAt = Value(Time), RequiredCommand = Text() }),
        Pane = Maybe(() => new PaneClaim
        {
            Socket = Maybe(Text),
            PaneId = Maybe(Text),
            ServerPid = Value(Int),
            ServerStartTicks = Value(Long),
            SessionName = Maybe(Text),
            WindowName = Maybe(Text),
            Belongs = Flag(),
        }),
        Owner = Maybe(() => new OwnerClaim(Text()) { Process = Value(Process), AncestorProgram = Maybe(Text) }),
        Command = Maybe(Text),
        Arguments = Many(Text),
        Cwd = Maybe(Text),
        Worktree = Maybe(Text),
        Branch = Maybe(Text),
        Log = Maybe(Text),
        HeartbeatFile = Maybe(Text),
        LastBeat = Value(Time),
        HeartbeatLimit = Value(Span),
        Grace = Value(Span),
        Task = Maybe(Text),
        Priority = Maybe(Text),
        ResultUrl = Maybe(Text),
        Summary = Maybe(Text),
        HealthScore = Value(Int),
        TokensAllocated = Value(Long),
        TokensUsed = Value(Long),
        Restarts = Value(Int),
        RestartPolicy = Flag() ? "no" : Text(),
        NativeState = Maybe(Text),
        Says = (DeclaredState)_random.Next(Enum.GetValues<DeclaredState>().Length),
        SaysSince = Value(Time),
        ExitCode = Value(Int),
        Signal = Value(Int),
        Malformed = Maybe(Text),
        Leaves = Many(() => new Residue(Text(), Text())),
        Markers = Many(() => new EnvironmentMarker(Text(), Text())),
        Remarks = Many(() => new Evidence(Text(), Text(), Value(Time), Text())),
        Adopted = Flag(),
        Spawned = Flag(),
    };

    private RememberedWorker Worker() => new()
    {
        Identity = Text(),
        Key = Text(),
        Name = Text(),
        Source = Text(),
        Kind = Kind(),
        AlsoKnownAs = Many(Text),
        State = (Lifecycle)_random.Next(14),
        Since = Time(),
        SeenAt = Time(),
        Note = Text(),
        Ending = Maybe(() => new Ending(Value(Int), Value(Int), Value(Time), Text())),
        Ended = Maybe(Text),
        Reaped = Maybe(Text),
        Kept = Maybe(Text),
        Root = Value(Process),
        StartedAt = Value(Time),
        PaneSocket = Maybe(Text),
        PaneServerPid = Value(Int),
        PaneServerStart = Value(Long),
        PaneId = Maybe(Text),
        PaneSession = Maybe(Text),
        OwnsPane = Flag(),
        DeclarationFile = Maybe(Text),
        Command = Maybe(Text),
        Cwd = Maybe(Text),
        Log = Maybe(Text),
        Worktree = Maybe(Text),
        Branch = Maybe(Text),
        Task = Maybe(Text),
        Type = Maybe(Text),
        ResultUrl = Maybe(Text),
        Summary = Maybe(Text),
        CpuNanoseconds = Long(),
        SampledAt = Time(),
        BusyAt = Value(Time),
        Members = ProcessIdentities.Of(Many(Process).AsSpan()),
    };

    private bool Flag() => _random.Next(2) == 0;

    private int Int() => _random.Next(int.MinValue, int.MaxValue);

    private long Long() => _random.NextInt64(long.MinValue, long.MaxValue);

    private string Text() => string.Concat(Enumerable.Range(0, _random.Next(5)).Select(_ => Pieces[_random.Next(Pieces.Length)]));

    private DateTimeOffset Time() => Flag() ? default : new DateTimeOffset(_random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero);

    private TimeSpan Span() => TimeSpan.FromMilliseconds(_random.Next());

    private Guid Boot() => Flag() ? _boot : Flag() ? Guid.Empty : Guid.NewGuid();

    private ProcessIdentity Process() => new(Int(), Long(), Boot());

    private WorkerKind Kind() => (WorkerKind)_random.Next(5);

    private T? Maybe<T>(Func<T> next) where T : class => Flag() ? next() : null;

    private T? Value<T>(Func<T> next) where T : struct => Flag() ? next() : null;

    private ImmutableArray<T> Many<T>(Func<T> next) => [.. Enumerable.Range(0, _random.Next(4)).Select(_ => next())];
}

/// <summary>Every field of a recollection as text, by reflection: what a reader or writer by hand forgets shows as a difference.</summary>
internal static class RecollectionText
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    public static string Of(Recollection recollection) => JsonSerializer.Serialize(recollection, Options);
}
