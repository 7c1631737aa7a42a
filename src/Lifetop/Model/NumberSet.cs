using System.Collections.Generic;

namespace Lifetop.Model;

/// <summary>A set of pids or rows. HashSet would be compiled on the spot; dictionaries of numbers are part of the framework's image.</summary>
public sealed class NumberSet
{
    private readonly Dictionary<int, int> _numbers = [];

    public void Add(int number) => _numbers[number] = number;

    public bool Contains(int number) => _numbers.TryGetValue(number, out _);

    public void Clear() => _numbers.Clear();
}
