using System;
using System.Threading;
using Lifetop.Platform;
using Lifetop.Registry;

namespace Lifetop.App;

/// <summary>
/// Reads every page of the registry once after the start, on a thread of its own that nobody waits for: a page that is damaged in the middle
/// takes records all the same, and would be met only when its rows are asked for.
/// </summary>
internal sealed class RegistryExam(StateFolder folder, TimeProvider time)
{
    private FileStamp _damaged;
    private string? _mistake;
    private volatile bool _isDone;

    /// <summary>How the registry is read; another way for tests.</summary>
    internal Func<RegistryFile, string?> Reads { get; init; } = static registry => registry.Damage(out _);

    /// <summary>Once, while the registry is open: then its library is there already.</summary>
    public void Begin() => new Thread(Run, 512 * 1024) { IsBackground = true, Name = "registry" }.UnsafeStart();

    /// <summary>True once it has found damage in the file that lies there still.</summary>
    public bool FoundDamage() => _isDone && _damaged.Exists && FileStamp.Of(folder.Registry).IsSameFile(_damaged);

    /// <summary>Why it could not be done, once.</summary>
    public string? TakeMistake() => _isDone ? Interlocked.Exchange(ref _mistake, null) : null;

    private void Run()
    {
        try
        {
            var before = FileStamp.Of(folder.Registry);
            using var registry = new RegistryFile(folder, time) { ReadOnly = true };
            if (Reads(registry) is not null)
                _damaged = before;
        }
        catch (Exception mistake) when (mistake is not OutOfMemoryException)
        {
            _mistake = $"looking for damage: a mistake of lifetop's own: {mistake.Message}";
        }
        _isDone = true;
        SpentPages.ReleaseAt(SpentPages.Turn.DatabaseExamined);
    }
}
