using System;

namespace Lifetop.Screens.Logs;

/// <summary>Which lines of a log are shown: with a text, since a time; all when neither is set.</summary>
public sealed record LogQuery(string? Only, DateTimeOffset? Since)
{
    public static readonly LogQuery All = new(null, null);

    public bool IsAll => Only is null && Since is null;
}
