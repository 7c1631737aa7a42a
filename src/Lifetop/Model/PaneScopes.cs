using System;
using System.Collections.Generic;

namespace Lifetop.Model;

/// <summary>A control group scope in which one pane's root is alone, so that whoever else is in it was started in that pane.</summary>
public sealed record PaneScope(string Path, ProcessIdentity Root)
{
    // By hand: to compare a part of our own, a record asks the framework, and that is compiled on the spot.
    public bool Equals(PaneScope? other) => other is not null && Path == other.Path && Root == other.Root;

    public override int GetHashCode() => Root.GetHashCode();
}

/// <summary>One whose presence says whose a scope is, or that it is nobody's: a pane's root, a tmux server or its child, lifetop or who is above it.</summary>
public sealed class ScopeHolder(ProcessIdentity process)
{
    public ProcessIdentity Process { get; } = process;

    public bool IsPaneRoot { get; set; }

    /// <summary>Its control group; null where that could not be read.</summary>
    public string? ControlGroup { get; set; }
}

/// <summary>
/// The scopes that hold one living pane's root and no other holder. A tmux built for systemd makes one for each pane; the scope of a login holds
/// the panes of all and their server, and says nothing. Never changed.
/// </summary>
public sealed class PaneScopes
{
    public static readonly PaneScopes None = new();

    private const string Suffix = ".scope";

    private readonly List<PaneScope> _all = [];
    private readonly Dictionary<string, PaneScope> _byPath = [];
    private readonly Dictionary<int, PaneScope> _byRoot = [];

    private PaneScopes()
    {
    }

    public bool Any => _all.Count > 0;

    /// <summary>One that cannot be read may be anywhere: then no scope is known to hold one pane alone.</summary>
    public static PaneScopes Of(List<ScopeHolder> holders)
    {
        var inside = new Dictionary<string, int>();
        foreach (var holder in holders)
        {
            if (holder.ControlGroup is not { } path)
                return None;
            for (int end = EndOfScope(path, path.Length); end > 0; end = EndOfScope(path, end - 1))
            {
                string scope = Head(path, end);
                inside[scope] = inside.TryGetValue(scope, out int count) ? count + 1 : 1;
            }
        }
        var scopes = new PaneScopes();
        foreach (var holder in holders)
            if (holder is { IsPaneRoot: true, ControlGroup: { } path } && EndOfScope(path, path.Length) is > 0 and var end && inside[Head(path, end)] == 1)
                scopes.Add(new PaneScope(Head(path, end), holder.Process));
        return scopes.Any ? scopes : None;
    }

    /// <summary>Whether a control group is a scope or lies below one.</summary>
    public static bool IsInScope(string? path) => path is not null && EndOfScope(path, path.Length) > 0;

    /// <summary>The one this pane's root is in; null where that says nothing.</summary>
    public PaneScope? OfRoot(int pid) => _byRoot.TryGetValue(pid, out var scope) ? scope : null;

    /// <summary>The nearest one that a control group is, or lies below.</summary>
    public PaneScope? Around(string? path)
    {
        if (path is null || !Any)
            return null;
        for (int end = EndOfScope(path, path.Length); end > 0; end = EndOfScope(path, end - 1))
            if (_byPath.TryGetValue(Head(path, end), out var scope))
                return scope;
        return null;
    }

    /// <summary>Whether both hold the same.</summary>
    public bool Says(PaneScopes other)
    {
        if (_all.Count != other._all.Count)
            return false;
        foreach (var scope in _all)
            if (other.OfRoot(scope.Root.Pid) != scope)
                return false;
        return true;
    }

    private void Add(PaneScope scope)
    {
        _all.Add(scope);
        _byPath[scope.Path] = scope;
        _byRoot[scope.Root.Pid] = scope;
    }

    private static string Head(string path, int end) => end == path.Length ? path : path[..end];

    /// <summary>Where the last part that is a scope ends, not beyond so many characters; 0 for none.</summary>
    private static int EndOfScope(string path, int most)
    {
        for (int end = most; end > Suffix.Length; end--)
            if ((end == path.Length || path[end] == '/') && path[end - Suffix.Length - 1] != '/' && path.AsSpan(end - Suffix.Length, Suffix.Length).SequenceEqual(Suffix))
                return end;
        return 0;
    }
}
