using System;
using Lifetop.Observation.Sources;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.Multiclaude;

/// <summary>Bytes of a state.json to its fields; pure. Takes the shapes of every release, and passes over what it does not know.</summary>
internal static class StateReader
{
    private const int MostHistory = 100;

    /// <summary>Null with the reason when it is not whole.</summary>
    public static StateFields? Read(ReadOnlySpan<byte> text, out string wrong)
    {
        wrong = "";
        var state = new StateFields();
        var json = new JsonFields(text, MulticlaudeSource.Label, state.Remarks);
        bool hasRepositories = false;
        try
        {
            if (!json.Begin())
            {
                wrong = "no JSON object";
                return null;
            }
            while (json.Next() is { } name)
            {
                if (name != "repos")
                {
                    json.Skip();
                    continue;
                }
                hasRepositories |= json.IsNull;
                if (json.IsNull || !json.Object())
                    continue;
                hasRepositories = true;
                while (json.Next(name) is { } repository)
                    TakeRepository(repository, ref json, state);
            }
            json.End();
        }
        catch (JsonFault torn)
        {
            wrong = torn.Words;
            return null;
        }
        if (hasRepositories)
            return state;
        wrong = "no repos in it";
        return null;
    }

    private static void TakeRepository(string name, ref JsonFields json, StateFields to)
    {
        if (!json.Object())
            return;
        var repository = new RepositoryFields(name);
        while (json.Next(name) is { } field)
        {
            switch (field)
            {
                case "tmux_session": repository.Session = json.Text(); break;
                case "agents": TakeAgents(ref json, repository); break;
                case "task_history": TakeHistory(ref json, repository); break;
                default: json.Skip(); break;
            }
        }
        to.Repositories.Add(repository);
    }

    private static void TakeAgents(ref JsonFields json, RepositoryFields to)
    {
        if (json.IsNull || !json.Object())
            return;
        while (json.Next(to.Name) is { } name)
        {
            if (!json.Object())
                continue;
            var agent = new AgentFields(name);
            while (json.Next(name) is { } field)
                Take(field, ref json, agent);
            to.Agents.Add(agent);
        }
    }

    private static void Take(string field, ref JsonFields json, AgentFields to)
    {
        switch (field)
        {
            case "type": to.Type = json.Text(); break;
            case "worktree_path": to.Worktree = json.Text(); break;
            case "tmux_window": to.Window = json.Text(); break;
            case "session_id": to.SessionId = json.Text(); break;
            case "pid": to.Pid = (int?)json.Whole(0, int.MaxValue) ?? -1; break;
            case "task": to.Task = json.Text(); break;
            case "summary": to.Summary = json.Text(); break;
            case "failure_reason": to.Failure = json.Text(); break;
            case "created_at": to.CreatedAt = json.Time(); break;
            case "ready_for_cleanup": to.ReadyForCleanup = json.Truth() ?? false; break;
            default: json.Skip(); break;
        }
    }

    private static void TakeHistory(ref JsonFields json, RepositoryFields to)
    {
        if (json.IsNull || !json.List())
            return;
        while (json.NextItem())
        {
            if (!json.Object())
                continue;
            var entry = new HistoryFields();
            while (json.Next(to.Name) is { } field)
                Take(field, ref json, entry);
            to.History.Add(entry);
        }
        // Newest last; what is older is in multiclaude's own history.
        if (to.History.Count > MostHistory)
            to.History.RemoveRange(0, to.History.Count - MostHistory);
    }

    private static void Take(string field, ref JsonFields json, HistoryFields to)
    {
        switch (field)
        {
            case "name": to.Name = json.Text(); break;
            case "task": to.Task = json.Text(); break;
            case "branch": to.Branch = json.Text(); break;
            case "pr_url": to.PullRequest = json.Text(); break;
            case "status": to.Status = json.Text(); break;
            case "summary": to.Summary = json.Text(); break;
            case "failure_reason": to.Failure = json.Text(); break;
            case "created_at": to.CreatedAt = json.Time(); break;
            case "completed_at": to.CompletedAt = json.Time(); break;
            default: json.Skip(); break;
        }
    }
}
