using System;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.Orchestrator;

/// <summary>Claude's own folder: transcripts of its sessions by project, and the log that all of the orchestrator's servers write.</summary>
internal sealed class ClaudeFolder
{
    private readonly string? _path;

    public ClaudeFolder(SystemPlaces places)
    {
        _path = places.Environment("CLAUDE_CONFIG_DIR") is ['/', _, ..] named ? named.TrimEnd('/')
            : places.Home is { } home ? NativePath.Join(home, ".claude") : null;
    }

    /// <summary>Null when there is no place for it.</summary>
    public string? LifecycleLog => _path is null ? null : $"{_path}/orchestrator/mcp-lifecycle.log";

    /// <summary>Null for what is no session's id.</summary>
    public Transcript? Transcript(string root, string session)
    {
        if (_path is null || !SessionId.IsOne(session))
            return null;
        string project = root.Replace('/', '-').Replace('\\', '-').Replace(':', '-');
        return new Transcript($"{_path}/projects/{project}/{session}.jsonl", $"{_path}/projects/{project.TrimStart('-')}/{session}.jsonl");
    }
}
