using System;
using System.Collections.Generic;
using System.Threading;
using Lifetop.Observation;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation;

public sealed class LaneCrewTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    private readonly LaneCrew _crew = new("sources");
    private readonly List<SourceLane> _lanes = [];
    private int _answers;

    public void Dispose() => _crew.Dispose();

    [Fact]
    public void One_thread_serves_all_who_are_done_at_once()
    {
        for (int i = 0; i < 6; i++)
            Add(new Door { IsOpen = true });
        Ask();
        Eventually.True(() => Volatile.Read(ref _answers) == 6, "six answers");
        Assert.Equal(1, _crew.Threads);
        Assert.All(_lanes, static lane => Assert.NotNull(lane.Answer));
    }

    [Fact]
    public void Who_waits_behind_one_that_hangs_gets_a_thread_of_its_own()
    {
        var hanging = new Door();
        Add(hanging);
        var other = new Door();
        Add(other);
        Add(new Door { IsOpen = true });
        Ask();
        // As the observing thread does while it waits.
        Eventually.True(
            () =>
            {
                _crew.Relieve();
                return _lanes[2].Answer is not null;
            },
            "the answer of the third");
        Assert.Null(_lanes[0].Answer);
        Assert.True(_lanes[0].IsBusy);
        Assert.InRange(_crew.Threads, 2, 3);

        // The threads that were made serve the next question, too.
        _lanes[2].MarkChanged();
        Assert.True(_lanes[2].IsDue(Now));
        int before = Volatile.Read(ref _answers);
        Ask();
        Eventually.True(
            () =>
            {
                _crew.Relieve();
                return Volatile.Read(ref _answers) > before;
            },
            "another answer");
        hanging.IsOpen = other.IsOpen = true;
        Eventually.True(() => _lanes[0].Answer is not null && _lanes[1].Answer is not null, "the answers of those that hung");
    }

    [Fact]
    public void All_its_threads_end_with_it()
    {
        var door = new Door();
        Add(door);
        Add(new Door { IsOpen = true });
        Ask();
        Eventually.True(
            () =>
            {
                _crew.Relieve();
                return _lanes[1].Answer is not null;
            },
            "a second thread");
        door.IsOpen = true;
        Eventually.True(() => _lanes[0].Answer is not null, "the first one's answer");
        _crew.Dispose();
        Eventually.True(() => _crew.Threads == 0, "the end of its threads");
    }

    private void Add(Door source) => _lanes.Add(new SourceLane(source, _crew, () => Interlocked.Increment(ref _answers)));

    private void Ask()
    {
        foreach (var lane in _lanes)
            if (lane.IsDue(Now))
                lane.Ask(Now);
    }

    /// <summary>A source that answers only while it is open, as one on a network file system that is gone.</summary>
    private sealed class Door : IWorkerSource
    {
        private volatile bool _isOpen;

        public bool IsOpen
        {
            get => _isOpen;
            set => _isOpen = value;
        }

        public string Name => "door";

        public TimeSpan SafetyNet => TimeSpan.FromHours(1);

        public SourceAnswer Look(DateTimeOffset now)
        {
            Eventually.True(() => IsOpen, "an open door");
            return SourceAnswer.Nothing;
        }
    }
}
