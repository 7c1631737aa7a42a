using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation;

/// <summary>lifetop and all its ancestors, nearest first: what no plan may ever touch.</summary>
public sealed class SelfTree
{
    private readonly int _pid = Libc.ProcessId();
    private long _version = -1;
    private ImmutableArray<ProcessIdentity> _self = [];

    public ImmutableArray<ProcessIdentity> Of(ProcessTable table)
    {
        if (_version == table.Version)
            return _self;
        _version = table.Version;
        int length = 0;
        for (int index = table.IndexOf(_pid); index >= 0 && length < 64; index = table.IndexOf(table.Rows[index].Parent))
        {
            if (length >= _self.Length || _self[length] != table.IdentityAt(index))
                return _self = Walk(table);
            length++;
        }
        return length == _self.Length ? _self : _self = Walk(table);
    }

    private ImmutableArray<ProcessIdentity> Walk(ProcessTable table)
    {
        var self = new ProcessIdentity[64];
        int length = 0;
        for (int index = table.IndexOf(_pid); index >= 0 && length < self.Length; index = table.IndexOf(table.Rows[index].Parent))
            self[length++] = table.IdentityAt(index);
        return ImmutableCollectionsMarshal.AsImmutableArray(self[..length]);
    }
}
