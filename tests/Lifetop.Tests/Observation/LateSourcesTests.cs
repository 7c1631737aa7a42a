using System;
using System.Threading;
using Lifetop.Observation;
using Xunit;

namespace Lifetop.Tests.Observation;

/// <summary>With a limit of nothing at all: who is asked is late at once, unless what went by does not count.</summary>
public sealed class LateSourcesTests : IDisposable
{
    private const long Stopped = 60_000;

    private readonly ManualResetEventSlim _mayAnswer = new();
    private readonly LaneCrew _crew = new("sources");
    private readonly SourceLane _lane;
    private readonly Standstill _standstill;
    private readonly LateSources _late;
    private long _clock;

    public LateSourcesTests()
    {
        _lane = new SourceLane(new Silent(_mayAnswer), _crew, static () => { });
        _standstill = new Standstill(() => _clock);
        _late = new LateSources([_lane], TimeSpan.Zero, _standstill);
    }

    public void Dispose()
    {
        _mayAnswer.Set();
        _crew.Dispose();
        _mayAnswer.Dispose();
    }

    [Fact]
    public void Who_was_asked_before_lifetop_was_stopped_is_not_late_for_that()
    {
        _lane.Ask(DateTimeOffset.UtcNow);
        _clock += Stopped;
        Assert.False(_late.Refresh());
        Assert.Empty(_late.Gaps);
    }

    [Fact]
    public void Nor_where_it_was_stopped_while_it_waited()
    {
        _lane.Ask(DateTimeOffset.UtcNow);
        _standstill.Turn(0);
        _clock += 1000 + Stopped;
        _standstill.Turn(1000);
        Assert.False(_late.Refresh());
    }

    [Fact]
    public void What_was_waited_for_counts()
    {
        _lane.Ask(DateTimeOffset.UtcNow);
        _standstill.Turn(0);
        _clock += 1000;
        _standstill.Turn(1000);
        Assert.True(_late.Refresh());
        Assert.Single(_late.Gaps);
        Assert.False(_late.Refresh());
    }

    [Fact]
    public void Who_was_asked_afterwards_has_no_excuse()
    {
        _clock += Stopped;
        _late.Excuse();
        _lane.Ask(DateTimeOffset.UtcNow);
        Assert.True(_late.Refresh());
    }

    private sealed class Silent(ManualResetEventSlim mayAnswer) : IWorkerSource
    {
        public string Name => "silent";

        public TimeSpan SafetyNet => TimeSpan.FromMinutes(1);

        public SourceAnswer Look(DateTimeOffset now)
        {
            mayAnswer.Wait();
            return SourceAnswer.Nothing;
        }
    }
}
