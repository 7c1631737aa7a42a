using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Lifetop.Model;

/// <summary>Several processes, in an order, never changed. An ImmutableArray of them would be compiled on the spot.</summary>
[CollectionBuilder(typeof(ProcessIdentities), nameof(Of))]
public sealed class ProcessIdentities : IReadOnlyList<ProcessIdentity>
{
    public static readonly ProcessIdentities None = new(new ProcessIdentity[1], 0);

    private readonly ProcessIdentity[] _all;

    /// <param name="all">Nobody else's any more; the first of them, so many, are in the list.</param>
    public ProcessIdentities(ProcessIdentity[] all, int count)
    {
        _all = all;
        Count = count;
    }

    public int Count { get; }

    public ProcessIdentity this[int index] => _all[index];

    public static ProcessIdentities Of(ReadOnlySpan<ProcessIdentity> all) => new(all.ToArray(), all.Length);

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<ProcessIdentity> IEnumerable<ProcessIdentity>.GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return _all[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<ProcessIdentity>)this).GetEnumerator();

    public struct Enumerator(ProcessIdentities list)
    {
        private int _at = -1;

        public readonly ProcessIdentity Current => list[_at];

        public bool MoveNext() => ++_at < list.Count;
    }
}
