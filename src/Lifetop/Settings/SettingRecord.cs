using System.Collections.Generic;

namespace Lifetop.Settings;

/// <summary>One object of a list in the config, field by field, and the line it begins at.</summary>
public sealed class SettingRecord(int line)
{
    public int Line { get; } = line;
    public Dictionary<string, string> Texts { get; } = [];
    public Dictionary<string, List<string>> Lists { get; } = [];

    /// <summary>Null where the field was not given.</summary>
    public string? this[string field] => Texts.GetValueOrDefault(field);

    /// <summary>Of a field that has to be there.</summary>
    public string Name => Texts["name"];

    public bool Has(string field) => Texts.ContainsKey(field) || Lists.ContainsKey(field);
}
