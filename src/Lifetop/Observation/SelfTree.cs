using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation;

/// <summary>lifetop and all its ancestors, nearest first: what no plan may ever touch.</summary>
public sealed class SelfTree
{
    private const int Deepest = 64;

    private readonly int _pid = Libc.ProcessId();
    private long _version = -1;
    private ImmutableArray<ProcessIdentity> _self = [];

    public ImmutableArray<ProcessIdentity> Of(ProcessTable table)
    {
        if (_version == table.Version)
            return _self;
        _version = table.Version;
        int length = 0;
        for (int index = table.IndexOf(_pid); index >= 0 && length < Deepest; index = table.IndexOf(table.Rows[index].Parent))
        {
            if (length >= _self.Length || _self[length] != table.IdentityAt(index))
                return _self = Walk(table);
            length++;
        }
        return length == _self.Length ? _self : _self = Walk(table);
    }

    private ImmutableArray<ProcessIdentity> Walk(ProcessTable table)
    {
        var self = new ProcessIdentity[Length(table)];
        int index = table.IndexOf(_pid);
        for (int i = 0; i < self.Length; i++, index = table.IndexOf(table.Rows[index].Parent))
            self[i] = table.IdentityAt(index);
        return ImmutableCollectionsMarshal.AsImmutableArray(self);
    }

    private int Length(ProcessTable table)
    {
        int length = 0;
        for (int index = table.IndexOf(_pid); index >= 0 && length < Deepest; index = table.IndexOf(table.Rows[index].Parent))
            length++;
        return length;
    }
}
