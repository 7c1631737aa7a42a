using System;

namespace Lifetop.Platform;

/// <summary>Here is no JSON, or not what was expected of it.</summary>
/// <param name="line">Up to which all was right, from 1.</param>
internal sealed class JsonFault(int line) : FormatException("not the JSON that is written here")
{
    public int Line { get; } = line;

    /// <summary>It may be whole, but no reader goes that deep.</summary>
    public bool IsTooDeep { get; init; }

    /// <summary>What is wrong, for who has to mend it.</summary>
    public string Words => IsTooDeep
        ? $"nested too deeply (line {Line}; {JsonCursor.Deepest} levels are read)"
        : $"not whole JSON (line {Line})";
}
