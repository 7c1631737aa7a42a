using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using Lifetop.Terminal;

namespace Lifetop.Theming;

/// <summary>
/// Reads one theme: JSON with comments, a colour for each role, <c>about</c>, <c>like</c> (the theme to take what is not given
/// from) and <c>256</c> (roles again, for terminals of so many colours). Every slip is named with its line.
/// </summary>
public ref struct ThemeFile
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 8 };
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly NearestWord _nearest;
    private readonly Style?[] _given = new Style?[Roles.Count];
    private readonly List<ThemeProblem> _problems = [];
    private Color?[]? _in256;
    private string _about = "";
    private string? _like;
    private int _likeLine;
    private Utf8JsonReader _json;

    private ThemeFile(ReadOnlySpan<byte> bytes, NearestWord nearest)
    {
        _bytes = bytes;
        _nearest = nearest;
        _json = new Utf8JsonReader(bytes, Options);
    }

    public static ThemeReading Read(string name, ReadOnlySpan<byte> bytes, NearestWord nearest)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        return new ThemeFile(bytes, nearest).ReadAll(name);
    }

    private int Line => _bytes[..(int)_json.TokenStartIndex].Count((byte)'\n') + 1;

    private void Wrong(string text) => _problems.Add(new ThemeProblem(Line, text));

    private ThemeReading ReadAll(string name)
    {
        try
        {
            _json.Read();
            if (_json.TokenType == JsonTokenType.StartObject)
            {
                while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
                    ReadOne();
                _json.Read();
            }
            else
                Wrong("a theme is one object: { \"ground\": \"#0f1318\", … }");
        }
        catch (JsonException torn)
        {
            _problems.Add(new ThemeProblem((int)(torn.LineNumber ?? 0) + 1, "not readable from here on: a comma, quote or bracket is missing or too many"));
        }
        catch (InvalidOperationException)
        {
            // GetString refuses bytes that are not UTF-8 (JSON is), wherever they stand.
            Wrong("not UTF-8 text");
        }
        return Complete(name);
    }

    private void ReadOne()
    {
        string name = _json.GetString() ?? "";
        var role = Roles.Parse(name);
        if (role is null && name is not ("about" or "like" or "256"))
        {
            Wrong(_nearest(name, [.. Roles.Names, "about", "like"]) is { } near
                ? $"no role {name}: did you mean {near}?"
                : $"no role {name}: there is {string.Join(", ", Roles.Names)}");
            _json.Skip();
            return;
        }
        _json.Read();
        if (role is { } known)
            _given[(int)known] = Color(name) ?? _given[(int)known];
        else if (name == "256")
            Read256();
        else if (_json.TokenType != JsonTokenType.String)
        {
            Wrong($"{name} takes a text");
            _json.Skip();
        }
        else if (name == "about")
            _about = _json.GetString() ?? "";
        else
            (_like, _likeLine) = (_json.GetString(), Line);
    }

    private void Read256()
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            Wrong("256 takes an object of roles: { \"ground\": 233, … }");
            _json.Skip();
            return;
        }
        _in256 = new Color?[Roles.Count];
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            string name = _json.GetString() ?? "";
            if (Roles.Parse(name) is not { } role)
            {
                Wrong(_nearest(name, Roles.Names.AsSpan()) is { } near ? $"no role {name}: did you mean {near}?" : $"no role {name}");
                _json.Skip();
                continue;
            }
            _json.Read();
            if (Color(name) is { } style)
            {
                if (style.Foreground.IsRgb)
                    Wrong($"{name}: among the 256 a colour is a number from 0 to 255");
                else
                    _in256[(int)role] = style.Foreground;
            }
        }
    }

    /// <summary>The colour that stands here; null when it is none, which has been said then.</summary>
    private Style? Color(string name)
    {
        if (_json.TokenType == JsonTokenType.Number && _json.TryGetInt32(out int index) && index is >= 0 and <= 255)
            return Style.Plain.In(Terminal.Color.Indexed((byte)index));
        if (_json.TokenType != JsonTokenType.String)
        {
            Wrong(_json.TokenType == JsonTokenType.Number
                ? $"{name}: {Encoding.UTF8.GetString(_json.ValueSpan)} is none of the colours 0 to 255"
                : $"{name} takes a colour: \"#6fb3ff\", 75, or \"bright cyan\"");
            _json.Skip();
            return null;
        }
        string text = _json.GetString() ?? "";
        if (ColorWords.TryParse(text, out var style, out string wrong))
            return style;
        string hint = wrong.Length > 0 && !wrong.StartsWith('#') && _nearest(wrong, ColorWords.All) is { } near && near != wrong
            ? $"did you mean {near}?"
            : "write \"#6fb3ff\", 75, or \"bright cyan\"";
        Wrong($"{name}: {Shown(text)} is no colour: {hint}");
        return null;
    }

    private readonly ThemeReading Complete(string name)
    {
        Theme? like = null;
        if (_like is not null && Array.IndexOf(ThemeCatalog.Shipped, _like) < 0)
            _problems.Add(new ThemeProblem(_likeLine, $"like: no theme {_like} comes with lifetop, " + (_nearest(_like, ThemeCatalog.Shipped) is { } near ? $"did you mean {near}?" : $"there is {string.Join(", ", ThemeCatalog.Shipped)}")));
        else if (_like is not null)
            like = ThemeCatalog.BuiltIn(_like);

        var colors = new Style[Roles.Count];
        var missing = new List<string>();
        for (int i = 0; i < colors.Length; i++)
        {
            if ((_given[i] ?? like?[(Role)i]) is { } style)
                colors[i] = style;
            else
                missing.Add(Roles.Names[i]);
        }
        if (missing.Count > 0)
        {
            // After something torn the rest is missing of itself.
            if (_problems.Count == 0)
                _problems.Add(new ThemeProblem(0, $"no {string.Join(", ", missing)}: give every role, or name a theme to take them from with \"like\""));
            return new ThemeReading(null, [.. _problems]);
        }
        return new ThemeReading(new Theme(name, _about, colors, Whole256()), [.. _problems]);
    }

    /// <summary>All of it or nothing: a colour chosen for one ground says little on another.</summary>
    private readonly Color[]? Whole256()
    {
        if (_in256 is null)
            return null;
        var whole = new Color[_in256.Length];
        var missing = new List<string>();
        for (int i = 0; i < whole.Length; i++)
        {
            if (_in256[i] is { } color)
                whole[i] = color;
            else
                missing.Add(Roles.Names[i]);
        }
        if (missing.Count == 0)
            return whole;
        _problems.Add(new ThemeProblem(0, $"256 has no {string.Join(", ", missing)}: the nearest of your other colours are taken instead"));
        return null;
    }

    private static string Shown(string text)
        => text.Length > 40 ? $"\"{text.AsSpan(0, 40)}…\"" : $"\"{text}\"";
}
