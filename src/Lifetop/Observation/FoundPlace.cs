using System.Collections.Generic;

namespace Lifetop.Observation;

/// <summary>A folder in which a source found state of its system.</summary>
/// <param name="By">How it came to be looked at, one of <see cref="FoundBy"/>.</param>
/// <param name="Workers">So many are declared there.</param>
public sealed record FoundPlace(string Path, string By, int Workers);

/// <summary>The ways by which a source comes to look at a folder, as doctor names them.</summary>
public static class FoundBy
{
    public const string Default = "default", Config = "config", Environment = "environment", Process = "running process", OwnLog = "its own log", OwnList = "its own list", TempFolder = "temp folder";
}

/// <summary>The folders that a source looks at whatever runs, each with the first way by which it is known.</summary>
internal sealed class NamedPlaces
{
    private readonly List<string> _all = [];
    private readonly Dictionary<string, string> _by = new(System.StringComparer.Ordinal);

    public IReadOnlyList<string> All => _all;

    public void Add(string path, string by)
    {
        if (_by.TryAdd(path, by))
            _all.Add(path);
    }

    /// <summary>Null for a folder that is none of them.</summary>
    public string? By(string path) => _by.GetValueOrDefault(path);
}
