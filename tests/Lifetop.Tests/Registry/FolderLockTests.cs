using System;
using System.Threading;
using Lifetop.Model;
using Lifetop.Registry;
using Xunit;

namespace Lifetop.Tests.Registry;

public sealed class FolderLockTests : IDisposable
{
    private static readonly TimeSpan Hanging = TimeSpan.FromSeconds(60);
    private readonly StateSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void A_registry_is_not_opened_between_the_files_of_one_that_is_being_set_aside()
    {
        using (var first = _sandbox.Open())
            Assert.True(first.Check().IsUsable);
        Assert.True(FolderLock.TryTake(_sandbox.Folder, TimeProvider.System, out var setsAside));
        // Its clock stands: it would wait for ever.
        var patient = new StandingClock();
        bool isOpen = false;
        var opens = new Thread(() =>
        {
            using var registry = new RegistryFile(_sandbox.Folder, patient);
            Volatile.Write(ref isOpen, registry.Check().IsUsable);
        });

        opens.Start();
        Assert.True(SpinWait.SpinUntil(() => patient.Asked > 20, Hanging), "it waits, and looks at its clock");
        Assert.False(Volatile.Read(ref isOpen));
        setsAside!.Dispose();

        Assert.True(opens.Join(Hanging));
        Assert.True(Volatile.Read(ref isOpen));
    }

    [Fact]
    public void Who_never_gives_the_folder_back_stops_nobody_from_recording_and_reading()
    {
        Assert.True(_sandbox.Folder.Make() == 0);
        FolderLock? stopped = null;
        var holder = new Thread(() => FolderLock.TryTake(_sandbox.Folder, TimeProvider.System, out stopped));
        holder.Start();
        Assert.True(holder.Join(Hanging));
        Assert.NotNull(stopped);
        using (stopped)
        {
            using var registry = _sandbox.Open();
            Assert.Equal(1, StateSandbox.Record(registry, StateSandbox.Noon, StateSandbox.Change("a", Lifecycle.Running, StateSandbox.Noon)));
            using var reader = _sandbox.Open();
            Assert.Single(StateSandbox.Transitions(reader));
        }
    }

    [Fact]
    public void Who_has_the_folder_to_itself_opens_its_registry_without_waiting_for_itself()
    {
        Assert.True(_sandbox.Folder.Make() == 0);
        bool isUsable = false;
        var alone = new Thread(() =>
        {
            // Its clock stands: if it waited, it would for ever.
            var clock = new StandingClock();
            Assert.True(FolderLock.TryTake(_sandbox.Folder, clock, out var held));
            using (held)
            {
                using var registry = new RegistryFile(_sandbox.Folder, clock);
                isUsable = registry.Check().IsUsable && registry.Read(static _ => { }).IsUsable;
            }
        });

        alone.IsBackground = true;
        alone.Start();

        Assert.True(alone.Join(Hanging), "it waits for itself");
        Assert.True(isUsable);
    }

    private sealed class StandingClock : TimeProvider
    {
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public override long GetTimestamp()
        {
            Interlocked.Increment(ref _asked);
            return 0;
        }
    }
}
