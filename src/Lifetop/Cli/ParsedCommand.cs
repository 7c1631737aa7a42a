using System;
using System.Collections.Generic;

namespace Lifetop.Cli;

/// <summary>A command line that was understood: its verb, the words behind it and the options with their values.</summary>
public sealed class ParsedCommand(Verb verb)
{
    private readonly List<string> _names = [];
    private readonly List<string> _values = [];

    public Verb Verb { get; } = verb;
    public List<string> Words { get; } = [];

    internal void Add(Option option, string value)
    {
        _names.Add(option.Name);
        _values.Add(value);
    }

    public bool Has(string option) => _names.Contains(option);

    /// <summary>The last value given; null when the option was not.</summary>
    public string? Value(string option)
    {
        int at = _names.LastIndexOf(option);
        return at < 0 ? null : _values[at];
    }

    public List<string> Values(string option)
    {
        var values = new List<string>();
        for (int i = 0; i < _names.Count; i++)
            if (_names[i] == option)
                values.Add(_values[i]);
        return values;
    }

    /// <summary>A whole number that the parser has checked.</summary>
    public int? Number(string option)
        => Value(option) is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>A duration that the parser has checked.</summary>
    public TimeSpan? Duration(string option)
        => Value(option) switch
        {
            null => null,
            "0" => TimeSpan.Zero,
            var text => Model.AgeText.TryParseDuration(text, out var duration) ? duration : null,
        };
}

/// <summary>A command line that was not understood, and why.</summary>
/// <param name="Verb">The verb whose help shows how it goes, if one was recognised.</param>
public sealed record UsageError(string Text, Verb? Verb);
