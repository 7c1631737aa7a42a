using System;
using System.Collections.Generic;
using System.Globalization;
using Lifetop.Observation.Sources;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>circuit-breakers.json: the types of workers that the restart daemon starts no more.</summary>
internal sealed class CircuitBreakers(string root) : CoordinationFile(PathOf(root))
{
    private Dictionary<string, string> _tripped = new(StringComparer.Ordinal);

    public static string PathOf(string root) => NativePath.Join(root, "coordination/restart/circuit-breakers.json");

    /// <summary>Why this type is not started again, in words; null when it is.</summary>
    public string? Of(string? type) => type is null ? null : _tripped.GetValueOrDefault(type);

    private protected override void Clear() => _tripped = new(StringComparer.Ordinal);

    private protected override Action Read(ref JsonFields json)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        while (json.Next() is { } type)
            if (json.Object() && TakeOne(ref json, type) is { } words)
                found[type] = words;
        return () => _tripped = found;
    }

    private static string? TakeOne(ref JsonFields json, string type)
    {
        bool isActive = false;
        string reason = "";
        long? failures = null;
        while (json.Next(type) is { } field)
        {
            switch (field)
            {
                case "active": isActive = json.Truth() == true; break;
                case "reason": reason = json.Text() ?? ""; break;
                case "failure_count": failures = json.Whole(0, int.MaxValue); break;
                default: json.Skip(); break;
            }
        }
        if (!isActive)
            return null;
        string count = failures is { } number ? $" after {number.ToString(CultureInfo.InvariantCulture)} failures" : "";
        return $"its circuit breaker is tripped{count}{(reason.Length > 0 ? $": {reason}" : "")}";
    }
}
