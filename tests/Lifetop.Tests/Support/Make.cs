using System;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Tests.Support;

/// <summary>Terse builders of what a test needs: only what it says differs from a quiet, ordinary thing.</summary>
internal static class Make
{
    public const string Socket = "/tmp/tmux-1000/default";
    public const uint UserId = 1000;
    public const int ServerPid = 900;
    public static readonly Guid Boot = new("11111111-2222-3333-4444-555555555555");

    /// <summary>Noon of an ordinary day; every world begins here unless told otherwise.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The machine has been up for ten days.</summary>
    public static readonly DateTimeOffset BootTime = Noon - TimeSpan.FromDays(10);

    public static World World() => new();

    public static TimeSpan Seconds(double count) => TimeSpan.FromSeconds(count);

    public static TimeSpan Minutes(double count) => TimeSpan.FromMinutes(count);

    public static TimeSpan Hours(double count) => TimeSpan.FromHours(count);

    public static long TicksAt(DateTimeOffset time) => (long)((time - BootTime).TotalSeconds * Census.TicksPerSecond);

    public static ProcessIdentity Process(int pid, DateTimeOffset startedAt) => new(pid, TicksAt(startedAt), Boot);

    public static TmuxServer Server(string socket = Socket, string label = "", int pid = ServerPid) => new(socket, label, pid, TicksAt(Noon - Hours(48)));

    public static Declaration Declared(string name, string source = "manifest", ProcessClaim? process = null, PaneClaim? pane = null,
        WorkerKind? kind = WorkerKind.Agent, DeclaredState says = DeclaredState.Nothing, TimeSpan? age = null)
        => new()
        {
            Source = source,
            Identity = $"{source}:{name}",
            Key = new WorkerKey(source, name),
            Name = name,
            Kind = kind,
            Process = process,
            Pane = pane,
            Says = says,
            WrittenAt = Noon - (age ?? Hours(1)),
            File = $"/state/{source}/{name}.json",
        };

    public static Gap Gap(string source, string scope = "", bool hides = true, TimeSpan? age = null)
        => new(source, scope, $"{source} cannot be read", Noon - (age ?? Seconds(14))) { HidesWorkers = hides };

    public static RememberedWorker Remembered(string identity, Lifecycle state, DateTimeOffset since, string source = "process", WorkerKind kind = WorkerKind.Agent)
        => new()
        {
            Identity = identity,
            Key = identity.Replace(':', '/'),
            Name = identity[(identity.IndexOf(':', StringComparison.Ordinal) + 1)..],
            Source = source,
            Kind = kind,
            State = state,
            Since = since,
            SeenAt = Noon - Seconds(10),
        };

    public static Recollection Recollection(params RememberedWorker[] workers)
        => new() { Boot = Boot, WrittenAt = Noon - Seconds(10), Workers = [.. workers] };

    public static OpenPlan Plan(string workerIdentity, ProcessIdentity owner, string action = "reap", int done = 2, int steps = 5)
        => new(12, action, workerIdentity, owner, Noon - Seconds(3), done, steps);

    public static ImmutableArray<EnvironmentMarker> Marker(string value, string name = "LIFETOP_WORKER") => [new EnvironmentMarker(name, value)];
}
