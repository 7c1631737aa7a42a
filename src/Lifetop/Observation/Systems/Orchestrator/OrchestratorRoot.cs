using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.Orchestrator;

/// <summary>One project: the sessions of its registry, and the anchors by which its Claudes are known.</summary>
/// <param name="path">Links resolved.</param>
internal sealed class OrchestratorRoot(string path, ClaudeFolder claude, LifecycleLog log)
{
    private readonly AnchorFolder _anchors = new(StateFolderOf(path));
    private readonly AgentChannel _channel = new(ChannelFolderOf(path) + "/agent_channel.db");
    private readonly SessionsFile _older = new(ChannelFolderOf(path) + "/sessions.json");
    private readonly Dictionary<string, Transcript?> _transcripts = new(StringComparer.Ordinal);
    private Gap? _channelGap, _olderGap;
    private DateTimeOffset _now;
    private int _logged;

    public string Path => path;

    public required string FoundBy { get; init; }

    /// <summary>By which it is a root.</summary>
    public string StateFolder { get; } = StateFolderOf(path);

    /// <summary>What keys begin with: as many folders of its path as set it apart from every other root.</summary>
    public string Label { get; set; } = "";

    public static string StateFolderOf(string root) => NativePath.Join(root, ".orchestrator-state");

    /// <summary>True when there is something else to tell than before.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        _now = now;
        bool changed = _anchors.Refresh(now);
        changed |= _channel.Refresh(now);
        changed |= _older.Refresh(now);
        changed |= _logged != log.Version;
        _logged = log.Version;
        foreach (var row in _channel.Rows)
            changed |= FindTranscript(row);
        foreach (var row in _older.Rows)
            changed |= FindTranscript(row);
        _channelGap = GapOf(_channel.Path, _channel.Wrong, _channelGap);
        _olderGap = GapOf(_older.Path, _older.Wrong, _olderGap);
        return changed;
    }

    public void AddTo(List<Declaration> declarations, ImmutableArray<Gap>.Builder gaps, ImmutableArray<string>.Builder watch)
    {
        int known = gaps.Count;
        if (_anchors.Why is { } why)
            gaps.Add(new Gap(OrchestratorSource.Label, StateFolder, $"{StateFolder}: {why}", _now));
        if (_channelGap is not null)
            gaps.Add(_channelGap);
        if (_olderGap is not null)
            gaps.Add(_olderGap);
        AddSessions(declarations);
        foreach (var anchor in _anchors.Files)
        {
            if (anchor.Gap(_now) is { } gap)
                gaps.Add(gap);
            if (anchor.Declare(path, Label, RowOf(anchor.Session)) is { } declaration)
                declarations.Add(declaration);
        }
        // Only what could not be read: every hook of every Claude writes into these folders, and every beat into the registry.
        for (int i = known; i < gaps.Count; i++)
            watch.Add(gaps[i].Scope);
    }

    /// <summary>A session in both registries is the newer one's; names that several have are told apart by their ids.</summary>
    private void AddSessions(List<Declaration> declarations)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        string? prime = Prime();
        foreach (var row in _channel.Rows)
            declarations.Add(Declare(row, _channel.Path, _channel.Written, names, prime));
        foreach (var row in _older.Rows)
            if (Find(_channel.Rows, row.Id) is null)
                declarations.Add(Declare(row, _older.Path, _older.Written, names, prime));
    }

    private Declaration Declare(SessionRow row, string file, DateTimeOffset written, HashSet<string> names, string? prime)
    {
        string name = names.Add(row.ShownName) ? row.ShownName : $"{row.ShownName}#{row.Id}";
        return SessionDeclaration.Of(row, path, Label, name, file, written) with
        {
            Log = _transcripts.GetValueOrDefault(row.Id!)?.Path,
            Owner = row.Role == "subordinate" && prime is not null ? new OwnerClaim(prime) : null,
            System = SessionDeclaration.Facts(row, path, log.ServerOf(row.Id!)?.Pid ?? 0),
        };
    }

    /// <summary>Name of the one session that leads the others; null where none or several claim to.</summary>
    private string? Prime()
    {
        string? name = null;
        foreach (var row in _channel.Rows)
        {
            if (row.Role != "prime")
                continue;
            if (name is not null)
                return null;
            name = row.ShownName;
        }
        return name;
    }

    private bool FindTranscript(SessionRow row)
    {
        string id = row.Id!; // only rows with an id are kept
        if (!_transcripts.TryGetValue(id, out var transcript))
            _transcripts[id] = transcript = claude.Transcript(path, id);
        return transcript?.Find() == true;
    }

    private SessionRow? RowOf(string? session) => Find(_channel.Rows, session) ?? Find(_older.Rows, session);

    private static SessionRow? Find(List<SessionRow> rows, string? session)
    {
        foreach (var row in rows)
            if (row.Id == session)
                return row;
        return null;
    }

    private Gap? GapOf(string file, string wrong, Gap? before)
    {
        if (wrong.Length == 0)
            return null;
        return before is not null && before.What.EndsWith(wrong, StringComparison.Ordinal)
            ? before
            : new Gap(OrchestratorSource.Label, file, $"{file} is unreadable: {wrong}", before?.Since ?? _now);
    }

    private static string ChannelFolderOf(string root) => StateFolderOf(root) + "/agent-channel";
}
