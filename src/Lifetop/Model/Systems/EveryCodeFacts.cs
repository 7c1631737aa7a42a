using System;
using System.Collections.Immutable;

namespace Lifetop.Model.Systems;

/// <summary>What Every Code's files say of one session, or of a work request that has none, for the rules of that system.</summary>
public sealed record EveryCodeFacts : SystemFacts
{
    public required EveryCodeRole Role { get; init; }

    /// <summary>The state folder it is from.</summary>
    public required string Root { get; init; }

    /// <summary>Of a file that cannot be read, its name.</summary>
    public required string RequestId { get; init; }

    /// <summary>Name of its tmux session as recorded; empty where that is not known.</summary>
    public string Session { get; init; } = "";
    public string LaunchRoot { get; init; } = "";

    /// <summary>The host whose worker opened it, where that is another one: it is shown and never touched.</summary>
    public string ForeignHost { get; init; } = "";

    /// <summary>This host as its session file calls it, and so its worker.</summary>
    public string Host { get; init; } = "";

    /// <summary>launchplane's own command line, from the config; empty where none is named.</summary>
    public ImmutableArray<string> Cli { get; init; } = [];

    /// <summary>Null where it is not in these files: in the service, most often.</summary>
    public EveryCodeRequest? Request { get; init; }

    /// <summary>There is a record of its request, and it cannot be read now.</summary>
    public bool IsRequestUnread { get; init; }

    /// <summary>Feedback on its pull request that its worker has not taken in.</summary>
    public int PendingFeedback { get; init; }

    public bool Equals(EveryCodeFacts? other)
        => ReferenceEquals(this, other) || (other is not null && Role == other.Role && Root == other.Root && RequestId == other.RequestId && Session == other.Session
            && LaunchRoot == other.LaunchRoot && ForeignHost == other.ForeignHost && Host == other.Host && Cli == other.Cli && Request == other.Request && IsRequestUnread == other.IsRequestUnread && PendingFeedback == other.PendingFeedback && base.Equals(other));

    public override int GetHashCode() => string.GetHashCode(RequestId, StringComparison.Ordinal);
}

public enum EveryCodeRole
{
    /// <summary>It has a session file.</summary>
    Session,
    /// <summary>A work request without one.</summary>
    Request,
    /// <summary>A tmux session of Every Code's naming without one.</summary>
    Window,
}
