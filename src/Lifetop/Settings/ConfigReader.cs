using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Lifetop.Platform;

namespace Lifetop.Settings;

/// <summary>
/// Reads config.json: JSON with comments and trailing commas, keys nested or dotted. Every slip is named with its line;
/// what stands before and after it holds.
/// </summary>
internal ref struct ConfigReader
{
    private readonly List<Assignment> _given;
    private readonly List<Problem> _problems;
    private JsonCursor _json;

    private ConfigReader(ReadOnlySpan<byte> bytes, List<Assignment> given, List<Problem> problems)
    {
        _given = given;
        _problems = problems;
        _json = new JsonCursor(bytes, relaxed: true);
    }

    public static void Read(ReadOnlySpan<byte> bytes, List<Assignment> given, List<Problem> problems)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        if (IsBlank(bytes))
            return;
        new ConfigReader(bytes, given, problems).ReadAll();
    }

    private static bool IsBlank(ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes)
            if (one is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                return false;
        return true;
    }

    private void ReadAll()
    {
        try
        {
            _json.Read();
            if (_json.Token != JsonToken.ObjectStart)
                Wrong("the config is one object: { \"key\": value, … }");
            else
            {
                ReadGroup("");
                _json.Read();
            }
        }
        catch (JsonFault torn)
        {
            _problems.Add(new Problem(torn.Line, torn.IsTooDeep ? torn.Words : "not readable from here on: a comma, quote or bracket is missing or too many"));
        }
        catch (InvalidDataException)
        {
            Wrong("not UTF-8 text: the rest is left out");
        }
    }

    private readonly int Line => _json.Line;

    /// <summary>JSON is UTF-8; what else stands here cannot be what was meant.</summary>
    private readonly string Text() => _json.TryGetText(out string? text) ? text : throw new InvalidDataException();

    private readonly void WrongAt(int line, string text) => _problems.Add(new Problem(line, text));

    private void Wrong(string text) => _problems.Add(new Problem(Line, text));

    private void ReadGroup(string prefix)
    {
        while (_json.Read() && _json.Token == JsonToken.Name)
        {
            int line = Line;
            string name = prefix + Text();
            _json.Read();
            if (SettingKeys.Find(name, out string part) is { } key)
                ReadValue(key, name, part);
            else if (_json.Token == JsonToken.ObjectStart && SettingKeys.IsGroup(name))
                ReadGroup(name + ".");
            else
            {
                WrongAt(line, SettingKeys.NearestTo(name) is { } near ? $"no key {name}: did you mean {near}?" : $"no key {name}");
                _json.Skip();
            }
        }
    }

    private void ReadValue(SettingKey key, string name, string part)
    {
        int line = Line;
        if (key.Type == SettingType.List)
            ReadList(key, name, part);
        else if (key.Type == SettingType.Records)
            ReadRecords(key, name, part);
        else if (Scalar() is { } text)
        {
            var given = Assignment.OfText(key, name, part, text, Assignment.OfLine(line), out string? wrong);
            if (given is not null)
                _given.Add(given);
            else
                WrongAt(line, wrong ?? name);
        }
        else
        {
            WrongAt(line, $"{name} takes one value, not a list or an object");
            _json.Skip();
        }
    }

    /// <summary>The text of a single value; null for a list, an object or null.</summary>
    private string? Scalar() => _json.Token switch
    {
        JsonToken.Text => Text(),
        JsonToken.Number => Encoding.UTF8.GetString(_json.Value),
        JsonToken.True => "true",
        JsonToken.False => "false",
        _ => null,
    };

    private void ReadList(SettingKey key, string name, string part)
    {
        int line = Line;
        if (ReadTexts(name, line) is { } items)
            _given.Add(new Assignment(key, name, part, Assignment.OfLine(line)) { List = items, Text = string.Join(", ", items) });
    }

    /// <summary>The texts of a list; null when something else stands here, which has been said then.</summary>
    private List<string>? ReadTexts(string name, int line)
    {
        var items = new List<string>();
        if (_json.Token != JsonToken.ArrayStart)
        {
            // One text where a list may stand is clear enough.
            if (_json.Token == JsonToken.Text)
            {
                items.Add(Text());
                return items;
            }
            WrongAt(line, $"{name} takes a list of texts: [\"…\", \"…\"]");
            _json.Skip();
            return null;
        }
        while (_json.Read() && _json.Token != JsonToken.ArrayEnd)
        {
            if (_json.Token == JsonToken.Text && Text() is { Length: > 0 } item)
                items.Add(item);
            else
            {
                Wrong($"{name} takes a list of texts");
                _json.Skip();
            }
        }
        return items;
    }

    private void ReadRecords(SettingKey key, string name, string part)
    {
        int line = Line;
        if (_json.Token != JsonToken.ArrayStart)
        {
            WrongAt(line, $"{name} takes a list of objects: [{{ … }}]");
            _json.Skip();
            return;
        }
        var records = new List<SettingRecord>();
        while (_json.Read() && _json.Token != JsonToken.ArrayEnd)
        {
            if (_json.Token != JsonToken.ObjectStart)
            {
                Wrong($"{name} takes a list of objects");
                _json.Skip();
            }
            else if (ReadRecord(key, name) is { } record)
                records.Add(record);
        }
        var names = new List<string>();
        foreach (var record in records)
            names.Add(record.Name);
        _given.Add(new Assignment(key, name, part, Assignment.OfLine(line)) { Records = records, Text = string.Join(", ", names) });
    }

    /// <summary>One object of a list; null when a field it needs is missing.</summary>
    private SettingRecord? ReadRecord(SettingKey key, string name)
    {
        var record = new SettingRecord(Line);
        bool isWhole = true;
        while (_json.Read() && _json.Token == JsonToken.Name)
        {
            int at = Line;
            string field = Text();
            _json.Read();
            if (key.Words.Contains(field) || key.Words.Contains(field + "*"))
                ReadText(record, name, field, at);
            else if (key.Words.Contains(field + "[]") || key.Words.Contains(field + "[]*"))
            {
                if (ReadTexts($"{field} in {name}", at) is { } texts)
                    record.Lists[field] = texts;
                else
                    isWhole = false;
            }
            else
            {
                WrongAt(at, Model.Nearest.To(field, key.Fields) is { } near ? $"{name} has no {field}: did you mean {near}?" : $"{name} has no {field}: there is {string.Join(", ", key.Fields)}");
                _json.Skip();
            }
        }
        foreach (string word in key.Words)
        {
            string field = SettingKey.FieldOf(word);
            if (!word.EndsWith('*') || record.Has(field))
                continue;
            // What is missing because it was wrong has been said.
            if (!isWhole)
                return null;
            WrongAt(record.Line, $"one of {name} has no {field}: left out");
            return null;
        }
        return record;
    }

    private void ReadText(SettingRecord record, string name, string field, int line)
    {
        if (_json.Token == JsonToken.Text)
        {
            record.Texts[field] = Text();
            return;
        }
        WrongAt(line, $"{field} in {name} takes a text");
        _json.Skip();
    }
}
