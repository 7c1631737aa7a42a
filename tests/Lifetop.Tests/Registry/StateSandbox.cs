using System;
using System.Collections.Immutable;
using System.IO;
using System.Runtime.InteropServices;
using Lifetop.Model;
using Lifetop.Registry;

namespace Lifetop.Tests.Registry;

/// <summary>A private state folder with what the registry tests put into it; gone afterwards.</summary>
internal sealed partial class StateSandbox : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("lifetop-registry-").FullName;

    public StateSandbox() => Folder = new StateFolder(_root + "/state/lifetop");

    public StateFolder Folder { get; }

    public string Root => _root;

    public static readonly Guid Boot = Guid.Parse("4b7d3f0e-0000-4000-8000-00000000b007");
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public RegistryFile Open() => new(Folder, TimeProvider.System);

    public static RememberedWorker Worker(string name, Lifecycle state, DateTimeOffset since, int pid = 4242) => new()
    {
        Identity = "test:" + name,
        Key = "test/" + name,
        Name = name,
        Source = "test",
        Kind = WorkerKind.Daemon,
        State = state,
        Since = since,
        Root = new ProcessIdentity(pid, 1000 + pid, Boot),
    };

    public static Transition Change(string name, Lifecycle state, DateTimeOffset since)
        => new(Worker(name, state, since), [new Evidence("pid 4242 is there", "proc", since)], [new Member(new ProcessIdentity(4242, 5242, Boot), MemberTie.Root)]);

    public static int Record(RegistryFile registry, DateTimeOffset at, params ImmutableArray<Transition> changes)
    {
        var status = new Journal(registry, "test").Record(changes, at, out int written);
        Xunit.Assert.True(status.IsUsable, status.ToString());
        return written;
    }

    public static ImmutableArray<RecordedTransition> Transitions(RegistryFile registry, string? identity = null)
    {
        var status = new History(registry).Transitions(new HistoryQuery { Identity = identity, Limit = 100_000 }, out var found);
        Xunit.Assert.True(status.IsUsable, status.ToString());
        return found;
    }

    [LibraryImport("libc.so.6", EntryPoint = "umask")]
    public static partial uint SetUmask(uint mask);

    [LibraryImport("libc.so.6", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int MakeFifo(string path, uint mode);

    [LibraryImport("libc.so.6", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int ChangeOwner(string path, uint user, uint group);

    public void Dispose()
    {
        if (Directory.Exists(_root))
            Directory.Delete(_root, recursive: true);
    }
}
