using System;
using System.Collections.Immutable;

namespace Lifetop.Settings;

/// <summary>What sort of value a key takes.</summary>
public enum SettingType
{
    Duration,
    Number,
    Switch,
    Choice,
    Text,
    List,
    /// <summary>A list of small objects with texts and lists of texts in them.</summary>
    Records,
}

/// <summary>One key of the config; a <c>*</c> in its name stands for the name of a source or type.</summary>
public sealed record SettingKey(string Name, SettingType Type, string Default, string Doc)
{
    /// <summary>
    /// Allowed words of a choice, or the fields of a record; a field with a <c>*</c> behind it must be there, one with <c>[]</c>
    /// takes a list.
    /// </summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>The fields of a record, without what says how they are to be.</summary>
    public string[] Fields
    {
        get
        {
            var fields = new string[Words.Length];
            for (int i = 0; i < fields.Length; i++)
                fields[i] = FieldOf(Words[i]);
            return fields;
        }
    }

    public static string FieldOf(string word) => word.TrimEnd('*').Replace("[]", "", StringComparison.Ordinal);

    /// <summary>Its list is a program and its arguments, typed with blanks between them.</summary>
    public bool IsCommand { get; init; }

    /// <summary>An environment variable can set it: only single values can be.</summary>
    public bool HasVariable => Type is not (SettingType.List or SettingType.Records) && !HasStar;

    /// <summary>It stands for many. By hand, for every start asks it of all keys: the framework's search loads vector types.</summary>
    public bool HasStar
    {
        get
        {
            foreach (char letter in Name)
                if (letter == '*')
                    return true;
            return false;
        }
    }

    /// <summary><c>LIFETOP_IDLE_AFTER</c> for idle_after. Letter by letter, for every start asks for all of them.</summary>
    public string Variable
    {
        get
        {
            const string start = "LIFETOP_";
            Span<char> variable = stackalloc char[start.Length + Name.Length];
            start.CopyTo(variable);
            for (int i = 0; i < Name.Length; i++)
                variable[start.Length + i] = Name[i] == '.' ? '_' : char.IsAsciiLetterLower(Name[i]) ? (char)(Name[i] - ('a' - 'A')) : Name[i];
            return new string(variable);
        }
    }

    /// <summary>Does this key stand for that full name? The part where the star is comes out.</summary>
    public bool Covers(string name, out string part)
    {
        part = "";
        int star = Name.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
            return Name == name;
        var head = Name.AsSpan(0, star);
        var tail = Name.AsSpan(star + 1);
        if (name.Length <= head.Length + tail.Length || !name.StartsWith(head, StringComparison.Ordinal) || !name.EndsWith(tail, StringComparison.Ordinal))
            return false;
        part = name[head.Length..^tail.Length];
        return true;
    }
}
