using System;
using System.Collections.Generic;

namespace Lifetop.Observation.Logs;

/// <summary>A log that is followed, whatever it is kept in.</summary>
public interface ILogFollow : IDisposable
{
    string Label { get; }

    /// <summary>A file whose change tells that a step is worth while; null when only time tells.</summary>
    string? Path { get; }

    /// <summary>Adds what is new, at most about so many bytes of it; true when there is more at once.</summary>
    bool Step(List<LogLine> lines, int mostBytes);
}
