using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Lifetop.Settings;

/// <summary>One key in the bytes of a config: where its name begins, and where its value is.</summary>
internal sealed record ConfigMember(string Name, int Start, int ValueStart, int ValueEnd);

/// <summary>One object in the bytes of a config: the part of the names it stands for, its braces, and its last key.</summary>
internal sealed record ConfigObject(string Prefix, int Open)
{
    public int Close { get; set; }
    public ConfigMember? Last { get; set; }
}

/// <summary>Where everything stands in a config. Throws what the reader throws where it is damaged.</summary>
internal ref struct ConfigPlaces
{
    private Utf8JsonReader _json;

    public ConfigPlaces(ReadOnlySpan<byte> bytes)
    {
        _json = new Utf8JsonReader(bytes, ConfigReader.Options);
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
            throw new JsonException(null, null, 0, 0);
        ReadObject("");
        // What stands behind the last brace must be nothing.
        _json.Read();
    }

    /// <summary>In the order of the file.</summary>
    public List<ConfigMember> Members { get; } = [];

    /// <summary>The outermost first.</summary>
    public List<ConfigObject> Objects { get; } = [];

    private int Start => (int)_json.TokenStartIndex;

    private void ReadObject(string prefix)
    {
        var group = new ConfigObject(prefix, Start);
        Objects.Add(group);
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            int start = Start;
            string name = prefix + _json.GetString();
            _json.Read();
            int valueStart = Start;
            if (_json.TokenType == JsonTokenType.StartObject && SettingKeys.Find(name) is null && SettingKeys.IsGroup(name))
                ReadObject(name + ".");
            else
                _json.Skip();
            group.Last = new ConfigMember(name, start, valueStart, (int)_json.BytesConsumed);
            Members.Add(group.Last);
        }
        group.Close = Start;
    }
}
