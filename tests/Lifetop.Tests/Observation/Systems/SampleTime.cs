using System;
using System.Globalization;

namespace Lifetop.Tests.Observation.Systems;

/// <summary>The clock of the sample trees: it stands still until a test moves it; only elapsed time is real.</summary>
internal sealed class SampleTime : TimeProvider
{
    /// <summary>What every time in the samples is relative to.</summary>
    public static readonly DateTimeOffset Start = DateTimeOffset.Parse("2026-11-21T12:00:00Z", CultureInfo.InvariantCulture);

    public DateTimeOffset Now { get; set; } = Start;

    public override DateTimeOffset GetUtcNow() => Now;
}
