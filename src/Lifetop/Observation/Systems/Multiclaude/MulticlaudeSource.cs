using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.Multiclaude;

/// <summary>Agents of multiclaude, from the state file in each of its folders: <c>~/.multiclaude</c> and those the config names.</summary>
public sealed class MulticlaudeSource : IWorkerSource
{
    public const string Label = "multiclaude";

    private readonly List<MulticlaudeRoot> _roots = [];
    private Dictionary<string, Declaration> _known = [];
    private SourceAnswer? _answer;

    public MulticlaudeSource(SystemPlaces places)
    {
        string? own = places.Home is { } home ? NativePath.Join(home, ".multiclaude") : null;
        if (own is not null)
            _roots.Add(new MulticlaudeRoot(own, Label, places.TmuxSocket, places.StartOf(Label)) { FoundBy = FoundBy.Default });
        foreach (string root in places.Roots(Label))
            if (root != own)
                _roots.Add(new MulticlaudeRoot(root, $"{Label}@{NameOf(root)}", places.TmuxSocket, places.StartOf(Label)) { FoundBy = FoundBy.Config });
        LooksIn = _roots.ConvertAll(static root => root.Path);
    }

    public IReadOnlyList<string> LooksIn { get; }

    public string Name => Label;

    public TimeSpan SafetyNet => TimeSpan.FromSeconds(5);

    public SourceAnswer Look(DateTimeOffset now)
    {
        bool changed = _answer is null;
        foreach (var root in _roots)
            changed |= root.Refresh(now);
        return changed ? _answer = Assemble() : _answer!;
    }

    private SourceAnswer Assemble()
    {
        var declarations = new List<Declaration>();
        var gaps = ImmutableArray.CreateBuilder<Gap>();
        var watch = ImmutableArray.CreateBuilder<string>();
        var found = ImmutableArray.CreateBuilder<FoundPlace>();
        foreach (var root in _roots)
        {
            int before = declarations.Count;
            root.AddTo(declarations, gaps, watch);
            if (root.IsThere)
                found.Add(new FoundPlace(root.Path, root.FoundBy, declarations.Count - before));
        }
        // An entry that says what it said is the very object of before, so that one agent's news makes no work for the rest.
        var known = new Dictionary<string, Declaration>(declarations.Count);
        for (int i = 0; i < declarations.Count; i++)
        {
            if (_known.TryGetValue(declarations[i].Identity, out var before) && before == declarations[i])
                declarations[i] = before;
            known.TryAdd(declarations[i].Identity, declarations[i]);
        }
        _known = known;
        return new SourceAnswer { Declarations = [.. declarations], Gaps = gaps.DrainToImmutable(), Watch = watch.DrainToImmutable(), Found = found.DrainToImmutable() };
    }

    /// <summary>What tells one from another: the folder it lies in, for they are all called the same.</summary>
    private static string NameOf(string root)
        => NativePath.Name(root) is ".multiclaude" ? NativePath.Name(NativePath.Folder(root)).ToString() : NativePath.Name(root).ToString();
}
