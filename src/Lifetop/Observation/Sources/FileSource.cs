using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Sources;

/// <summary>A convention that keeps one file for each worker: finds the files, reads the changed ones, and gives the same answer while nothing changed.</summary>
public abstract class FileSource : IWorkerSource
{
    private readonly FilePattern[] patterns;
    private readonly Dictionary<string, DeclaredFile> files = [];
    private readonly List<DeclaredFile> ordered = [];
    private SourceAnswer? answer;

    private protected FileSource(string name, int limitBytes, IReadOnlyList<string> patterns)
    {
        Name = name;
        LimitBytes = limitBytes;
        this.patterns = new FilePattern[patterns.Count];
        for (int i = 0; i < patterns.Count; i++)
            this.patterns[i] = new FilePattern(name, patterns[i]);
    }

    public string Name { get; }

    public TimeSpan SafetyNet => TimeSpan.FromSeconds(5);

    /// <summary>The same wrong bytes for so long are no half-written file any more.</summary>
    public TimeSpan MalformedAfter { get; init; } = TimeSpan.FromMinutes(1);

    internal int LimitBytes { get; }

    public SourceAnswer Look(DateTimeOffset now)
    {
        bool changed = answer is null;
        bool renamed = false;
        foreach (var pattern in patterns)
            renamed |= pattern.Refresh(now);
        if (renamed)
            TakeNames();
        foreach (var file in ordered)
            changed |= file.Refresh(now);
        if (changed || renamed)
            answer = Assemble();
        return answer!;
    }

    public bool LooksAt(string file)
    {
        foreach (var pattern in patterns)
            if (pattern.Fits(file))
                return true;
        return false;
    }

    internal abstract FileText Parse(string path, ReadOnlySpan<byte> bytes, in FileStamp stamp);

    /// <summary>What is known of a worker whose file was never read well: its name.</summary>
    internal abstract Declaration Placeholder(string path, in FileStamp stamp);

    /// <summary>Settles what the files claim against each other: each key and identity once.</summary>
    private protected abstract void Settle(List<Declaration> declarations);

    private void TakeNames()
    {
        ordered.Clear();
        foreach (var pattern in patterns)
        {
            foreach (string path in pattern.Files)
            {
                if (!files.TryGetValue(path, out var file))
                    files.Add(path, file = new DeclaredFile(this, path));
                // Two patterns may find one file.
                if (patterns.Length == 1 || !ordered.Contains(file))
                    ordered.Add(file);
            }
        }
        if (files.Count == ordered.Count)
            return;
        files.Clear();
        foreach (var file in ordered)
            files.Add(file.Path, file);
    }

    private SourceAnswer Assemble()
    {
        var declarations = new List<Declaration>(ordered.Count);
        var gaps = ImmutableArray.CreateBuilder<Gap>();
        var watch = ImmutableArray.CreateBuilder<string>();
        foreach (var pattern in patterns)
        {
            gaps.AddRange(pattern.Gaps);
            foreach (var folder in pattern.Folders)
                if (!watch.Contains(folder.Path))
                    watch.Add(folder.Path);
        }
        foreach (var file in ordered)
        {
            if (file.Shown is { } shown)
                declarations.Add(shown);
            if (file.Gap is { } gap)
                gaps.Add(gap);
            // With longer limits the regular look comes in time, and many workers' beats need not wake us.
            if (file.HeartbeatPath is { } heartbeat && file.Shown?.HeartbeatLimit < 3 * SafetyNet)
                watch.Add(heartbeat);
        }
        Settle(declarations);
        return new SourceAnswer { Declarations = [.. declarations], Gaps = gaps.ToImmutable(), Watch = watch.ToImmutable() };
    }
}
