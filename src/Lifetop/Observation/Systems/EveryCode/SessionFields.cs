using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Observation.Sources;

namespace Lifetop.Observation.Systems.EveryCode;

/// <summary>What a session file says, as far as lifetop asks; every version of it, and whatever else is in it is passed over.</summary>
internal sealed class SessionFields
{
    public string RequestId { get; private set; } = "";
    public string Session { get; private set; } = "";
    public string Host { get; private set; } = "";
    public string LaunchRoot { get; private set; } = "";
    public string SourceCheckout { get; private set; } = "";
    public string Branch { get; private set; } = "";
    public DateTimeOffset? CreatedAt { get; private set; }

    /// <summary>Null with the reason when it is torn, or lacks what makes it one.</summary>
    public static SessionFields? Read(ReadOnlySpan<byte> text, List<Evidence> remarks, out string wrong)
    {
        var fields = new SessionFields();
        if (!WholeObject.Read(text, EveryCodeSource.Label, remarks, fields.Take, out wrong))
            return null;
        if (fields.RequestId.Length == 0)
            wrong = "no request_id in it";
        else if (fields.Session.Length == 0)
            wrong = "no session_name in it";
        return wrong.Length == 0 ? fields : null;
    }

    private void Take(string name, ref JsonFields json)
    {
        switch (name)
        {
            case "request_id": RequestId = json.Text() ?? ""; break;
            case "session_name": Session = json.Text() ?? ""; break;
            case "host": Host = json.Text() ?? ""; break;
            case "launch_root": LaunchRoot = json.Text() ?? ""; break;
            case "source_checkout_root": SourceCheckout = json.Text() ?? ""; break;
            case "worktree_branch": Branch = json.Text() ?? ""; break;
            case "created_at": CreatedAt = TimeText.Parse(json.Text()); break;
            default: json.Skip(); break;
        }
    }
}
