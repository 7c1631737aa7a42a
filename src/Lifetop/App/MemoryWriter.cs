using System;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Registry;

namespace Lifetop.App;

/// <summary>
/// Rewrites memory.json without losing what another lifetop wrote meanwhile: what people decided (declarations, protect, snooze,
/// plans) is taken from the file while that is fresh and from the registry otherwise; only the samples are our own.
/// </summary>
internal sealed class MemoryWriter(StateFolder folder, Guid boot, TimeProvider time, TimeSpan keep)
{
    /// <summary>Another commit may come between reading and writing; each try is a few ms.</summary>
    private const int Tries = 3;

    private FileStamp _ours;
    private long _others;

    /// <summary>When we wrote it last.</summary>
    public DateTimeOffset WrittenAt { get; private set; }

    public bool Wrote(FileStamp stamp) => _ours.Exists && _ours == stamp;

    /// <summary>Null when done, else why not.</summary>
    /// <param name="open">Through which this lifetop commits; null when it has none open.</param>
    public string? Write(Roster roster, Past past, DateTimeOffset now, RegistryFile? open)
    {
        if (folder.IsMissing)
            return null;
        if (!FolderLock.TryTake(folder, time, out var held))
            return $"{folder.Memory} is being written by another lifetop";
        using (held)
        {
            string? wrong = null;
            for (int i = 0; i < Tries; i++)
            {
                var (registry, log) = (FileStamp.Of(folder.Registry), FileStamp.Of(LogOfRegistry));
                long others = open?.VersionOfOthers() ?? 0;
                // All that was committed since we wrote it was ours, which we know.
                if (others == 0 || others != _others || !Wrote(FileStamp.Of(folder.Memory)))
                {
                    _others = 0;
                    if (Decided(now, out wrong) is { } decided)
                        past.Renew(decided);
                }
                // Better none than one that hides what the registry holds.
                if (wrong is not null)
                    break;
                WrittenAt = now;
                // Somebody may have committed since it was read: it would look younger than what it does not hold.
                bool holds = false;
                wrong = MemoryFile.Write(folder.Memory, Remembering.Of(roster, past, boot, now), () => holds = registry == FileStamp.Of(folder.Registry) && log == FileStamp.Of(LogOfRegistry));
                if (holds)
                    (_ours, _others) = (FileStamp.Of(folder.Memory), others);
                if (wrong is not null || holds)
                    break;
            }
            return wrong;
        }
    }

    private Recollection? Decided(DateTimeOffset now, out string? wrong)
    {
        wrong = null;
        if (MemoryFile.IsFresh(folder.Memory, folder.Registry))
        {
            // What we wrote ourselves says nothing new.
            if (Wrote(FileStamp.Of(folder.Memory)))
                return null;
            if (MemoryFile.Read(folder.Memory, out _) is { } file)
                return file.ForBoot(boot);
        }
        using var registry = new RegistryFile(folder, time);
        var read = RecollectionReader.Read(registry, boot, now, keep, out var status);
        wrong = read is null ? status.Message : null;
        return read;
    }

    private string LogOfRegistry => folder.Registry + "-wal";
}
