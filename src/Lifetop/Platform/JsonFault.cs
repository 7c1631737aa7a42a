using System;

namespace Lifetop.Platform;

/// <summary>Here is no JSON, or not what was expected of it.</summary>
/// <param name="line">Up to which all was right, from 1.</param>
internal sealed class JsonFault(int line) : FormatException("not the JSON that is written here")
{
    public int Line { get; } = line;
}
