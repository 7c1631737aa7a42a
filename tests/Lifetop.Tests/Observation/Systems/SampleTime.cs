using System;
using System.Globalization;

namespace Lifetop.Tests.Observation.Systems;

/// <summary>
/// The clock of the sample trees: it stands still until a test moves it; only elapsed time is real. So by this clock a real process began as
/// long before its present moment as it has really run: a step of the clock makes every process younger, and a slow machine older. A record
/// that a process is to be older than is dated <see cref="Ahead"/>.
/// </summary>
internal sealed class SampleTime : TimeProvider
{
    /// <summary>What every time in the samples is relative to.</summary>
    public static readonly DateTimeOffset Start = DateTimeOffset.Parse("2026-11-21T12:00:00Z", CultureInfo.InvariantCulture);

    /// <summary>After every start of a process, however far a test moves the clock.</summary>
    public static readonly DateTimeOffset Ahead = Start + TimeSpan.FromHours(1);

    public DateTimeOffset Now { get; set; } = Start;

    public override DateTimeOffset GetUtcNow() => Now;
}
