using System;
using System.Collections.Generic;
using System.IO;
using Lifetop.Platform;

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
    private JsonCursor _json;

    public ConfigPlaces(ReadOnlySpan<byte> bytes)
    {
        _json = new JsonCursor(bytes, relaxed: true);
        _json.Read();
        if (_json.Token != JsonToken.ObjectStart)
            throw new JsonFault(1);
        ReadObject("");
        // What stands behind the last brace must be nothing.
        _json.Read();
    }

    /// <summary>In the order of the file.</summary>
    public List<ConfigMember> Members { get; } = [];

    /// <summary>The outermost first.</summary>
    public List<ConfigObject> Objects { get; } = [];

    private void ReadObject(string prefix)
    {
        var group = new ConfigObject(prefix, _json.Start);
        Objects.Add(group);
        while (_json.Read() && _json.Token == JsonToken.Name)
        {
            int start = _json.Start;
            string name = prefix + (_json.TryGetText(out string? text) ? text : throw new InvalidDataException());
            _json.Read();
            int valueStart = _json.Start;
            if (_json.Token == JsonToken.ObjectStart && SettingKeys.Find(name) is null && SettingKeys.IsGroup(name))
                ReadObject(name + ".");
            else
                _json.Skip();
            group.Last = new ConfigMember(name, start, valueStart, _json.End);
            Members.Add(group.Last);
        }
        group.Close = _json.Start;
    }
}
