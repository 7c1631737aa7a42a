using System;
using System.Collections.Generic;
using Lifetop.Model;

namespace Lifetop.Observation.Systems.Multiclaude;

/// <summary>What a state.json says, as far as lifetop asks: whatever else is in it is not kept.</summary>
internal sealed class StateFields
{
    public List<RepositoryFields> Repositories { get; } = [];

    /// <summary>What is wrong in it, by line.</summary>
    public List<Evidence> Remarks { get; } = [];
}

/// <summary>One repository: its session, its agents, and who was one.</summary>
internal sealed class RepositoryFields(string name)
{
    public string Name => name;
    public string? Session;
    public List<AgentFields> Agents { get; } = [];
    public List<HistoryFields> History { get; } = [];
}

/// <summary>An agent's entry.</summary>
internal sealed class AgentFields(string name)
{
    public string Name => name;
    public string? Type, Worktree, Window, SessionId, Task, Summary, Failure;
    public int Pid;
    public DateTimeOffset? CreatedAt;
    public bool ReadyForCleanup;
}

/// <summary>An entry of the task history.</summary>
internal sealed class HistoryFields
{
    public string? Name, Task, Branch, PullRequest, Status, Summary, Failure;
    public DateTimeOffset? CreatedAt, CompletedAt;
}
