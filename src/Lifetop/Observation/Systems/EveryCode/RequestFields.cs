using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Observation.Sources;

namespace Lifetop.Observation.Systems.EveryCode;

/// <summary>What a work request says, as far as lifetop asks; an empty text is nothing said.</summary>
internal sealed class RequestFields
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private long? _issue, _attempt, _token;

    /// <summary>Null with the reason when it is torn, or lacks what makes it one.</summary>
    public static RequestFields? Read(ReadOnlySpan<byte> text, List<Evidence> remarks, out string wrong)
    {
        var fields = new RequestFields();
        if (!WholeObject.Read(text, EveryCodeSource.Label, remarks, fields.Take, out wrong))
            return null;
        if (fields.Text("request_id") is null)
            wrong = "no request_id in it";
        else if (fields.Text("state") is null)
            wrong = "no state in it";
        return wrong.Length == 0 ? fields : null;
    }

    public string? Source => Text("source");

    /// <summary>Of the version that fences its sessions; they bear it in their names.</summary>
    public long? FencingToken => _token;

    public string? Title => Text("issue_title");

    /// <summary>One with a name and password in it is not for the screen.</summary>
    public string? PullRequest => Text("result_pr_url") is { } url && !url.Contains('@', StringComparison.Ordinal) ? url : null;

    /// <summary>Why it is blocked, else what came of it.</summary>
    public string? Summary => Text("error_message") ?? Text("result_summary");

    public EveryCodeRequest Record() => new()
    {
        Id = Text("request_id")!, // checked when it was read
        State = Text("state") switch
        {
            "queued" => EveryCodeRequestState.Queued,
            "claimed" => EveryCodeRequestState.Claimed,
            "running" => EveryCodeRequestState.Running,
            "done" => EveryCodeRequestState.Done,
            "blocked" => EveryCodeRequestState.Blocked,
            _ => EveryCodeRequestState.Other,
        },
        Repository = Text("repository") ?? "",
        Issue = _issue,
        Host = Text("claimed_by_host") ?? "",
        QueuedAt = Time("queued_at"),
        ClaimedAt = Time("claimed_at"),
        FinishedAt = Time("finished_at"),
        LeaseEnds = Time("lease_expires_at"),
        Attempt = _attempt,
        PullRequest = Text("result_pr_url") is null ? EveryCodePullRequest.None : IsClosed() ? EveryCodePullRequest.Closed : EveryCodePullRequest.OpenOrUnknown,
    };

    /// <summary>As its worker notes it when it finds the pull request merged or closed.</summary>
    private bool IsClosed()
        => Text("result_summary") is { } summary && (summary.StartsWith("Linked pull request merged", StringComparison.Ordinal) || summary.StartsWith("Linked pull request closed", StringComparison.Ordinal));

    private void Take(string name, ref JsonFields json)
    {
        switch (name)
        {
            case "issue_number": _issue = json.Whole(0, long.MaxValue); break;
            case "fencing_token": _token = json.Whole(0, long.MaxValue); break;
            case "attempt": _attempt = json.Whole(0, long.MaxValue); break;
            case "request_id" or "state" or "source" or "repository" or "issue_title" or "claimed_by_host" or "queued_at" or "claimed_at"
                or "finished_at" or "lease_expires_at" or "result_pr_url" or "result_summary" or "error_message":
                _texts[name] = json.Text() ?? "";
                break;
            default: json.Skip(); break;
        }
    }

    private string? Text(string name) => _texts.TryGetValue(name, out string? text) && text.Length > 0 ? text : null;

    private DateTimeOffset? Time(string name) => TimeText.Parse(Text(name));
}
