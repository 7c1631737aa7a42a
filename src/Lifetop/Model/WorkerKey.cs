using System;

namespace Lifetop.Model;

/// <summary>What people read and type to name a worker: <c>source/path</c>. Not its identity: a renamed window keeps that.</summary>
public readonly record struct WorkerKey(string Text)
{
    public WorkerKey(string source, string path) : this($"{source}/{path}")
    {
    }

    /// <summary>The source's label; a tmux key on another server reads <c>tmux@SOCKET/…</c> and its source is still tmux.</summary>
    public string Source
    {
        get
        {
            int slash = Text.IndexOf('/', StringComparison.Ordinal);
            int at = Text.IndexOf('@', StringComparison.Ordinal);
            int end = at >= 0 && (slash < 0 || at < slash) ? at : slash;
            return end < 0 ? Text : Text[..end];
        }
    }

    public override string ToString() => Text;
}
