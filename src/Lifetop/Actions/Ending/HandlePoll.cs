using System;
using System.Buffers;
using Lifetop.Platform;

namespace Lifetop.Actions.Ending;

/// <summary>Sleeps until one of the processes that are waited for has ended, or the time is over.</summary>
internal static unsafe class HandlePoll
{
    public static void Wait(EndingTree tree, TimeSpan limit)
    {
        var entries = ArrayPool<PollEntry>.Shared.Rent(tree.All.Count + 1);
        int count = 0;
        foreach (var target in tree.All)
            if (target.IsPending)
                entries[count++] = new PollEntry { File = target.Descriptor, Events = Libc.PollIn };
        fixed (PollEntry* first = entries)
            _ = Libc.Poll(first, (nuint)count, (int)Math.Clamp(Math.Ceiling(limit.TotalMilliseconds), 0, int.MaxValue));
        ArrayPool<PollEntry>.Shared.Return(entries);
    }
}
