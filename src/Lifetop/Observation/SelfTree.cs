using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation;

/// <summary>lifetop and all its ancestors, nearest first: what no plan may ever touch.</summary>
public sealed class SelfTree
{
    private const int Deepest = 64;

    private readonly int _pid = Libc.ProcessId();
    private long _version = -1;
    private ProcessIdentities _self = ProcessIdentities.None;

    public ProcessIdentities Of(ProcessTable table)
    {
        if (_version == table.Version)
            return _self;
        _version = table.Version;
        int length = 0;
        for (int index = table.IndexOf(_pid); index >= 0 && length < Deepest; index = table.IndexOf(table.Rows[index].Parent))
        {
            if (length >= _self.Count || _self[length] != table.IdentityAt(index))
                return _self = Walk(table);
            length++;
        }
        return length == _self.Count ? _self : _self = Walk(table);
    }

    private ProcessIdentities Walk(ProcessTable table)
    {
        var self = new ProcessIdentity[Length(table)];
        int index = table.IndexOf(_pid);
        for (int i = 0; i < self.Length; i++, index = table.IndexOf(table.Rows[index].Parent))
            self[i] = table.IdentityAt(index);
        return new ProcessIdentities(self, self.Length);
    }

    private int Length(ProcessTable table)
    {
        int length = 0;
        for (int index = table.IndexOf(_pid); index >= 0 && length < Deepest; index = table.IndexOf(table.Rows[index].Parent))
            length++;
        return length;
    }
}
