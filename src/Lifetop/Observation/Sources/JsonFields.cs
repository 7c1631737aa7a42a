using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Sources;

/// <summary>
/// Reads the values of a JSON object one by one. A value of the wrong type is passed over and remembered as a remark
/// with its line; only what is no JSON at all throws (<see cref="JsonFault"/>).
/// </summary>
internal ref struct JsonFields
{
    private const long LargestExactInteger = 1L << 53;

    private readonly string source;
    private readonly List<Evidence> remarks;
    private JsonCursor reader;

    public JsonFields(ReadOnlySpan<byte> text, string source, List<Evidence> remarks)
    {
        this.source = source;
        this.remarks = remarks;
        reader = new JsonCursor(text.StartsWith("\uFEFF"u8) ? text[3..] : text);
    }

    /// <summary>The field whose value comes next; a dotted path inside nested objects.</summary>
    public string Field { get; private set; } = "";

    /// <summary>Stands on the document's first token: true when it is an object.</summary>
    public bool Begin() => reader.Read() && reader.Token == JsonToken.ObjectStart;

    /// <summary>Reads on to the end, so that what follows the object is found to be wrong.</summary>
    public void End()
    {
        while (reader.Read())
        {
        }
    }

    /// <summary>The next field of the object we are in, and stands on its value; null at the object's end.</summary>
    public string? Next(string inside = "")
    {
        reader.Read();
        if (reader.Token != JsonToken.Name)
            return null;
        string name = ReadString() ?? "";
        Field = inside.Length == 0 ? name : $"{inside}.{name}";
        reader.Read();
        return name;
    }

    public void Skip() => reader.Skip();

    public bool IsNull => reader.Token == JsonToken.Null;

    /// <summary>True when the value is an object, to be read with Next until that gives null.</summary>
    public bool Object() => reader.Token == JsonToken.ObjectStart || Wrong("an object");

    public string? Text()
    {
        if (reader.Token == JsonToken.Text && ReadString() is { } value)
            return value;
        Wrong("text");
        return null;
    }

    /// <summary>A number where people also write numbers.</summary>
    public string? TextOrNumber()
        => reader.Token == JsonToken.Number ? System.Text.Encoding.UTF8.GetString(reader.Value) : Text();

    public long? Whole(long least, long most)
    {
        if (reader.Token == JsonToken.Number)
        {
            if (reader.TryGetInt64(out long value) && value >= least && value <= most)
                return value;
            // 1e3 and 80.0 are whole numbers too.
            if (reader.TryGetDouble(out double number) && double.IsInteger(number) && Math.Abs(number) <= LargestExactInteger && number >= least && number <= most)
                return (long)number;
        }
        Wrong($"a whole number from {least} to {most}");
        return null;
    }

    public double? Number()
    {
        if (reader.Token == JsonToken.Number && reader.TryGetDouble(out double value))
            return value;
        Wrong("a number");
        return null;
    }

    /// <summary>RFC 3339 text, or seconds since 1970.</summary>
    public DateTimeOffset? Time()
    {
        DateTimeOffset? time = null;
        if (reader.Token == JsonToken.Number && reader.TryGetDouble(out double seconds))
            time = TimeText.FromEpoch(seconds);
        else if (reader.Token == JsonToken.Text && ReadString() is { } value)
        {
            time = TimeText.Parse(value);
            // How Go and .NET write "never".
            if (time is null && value.StartsWith("0001-01-01", StringComparison.Ordinal))
                return null;
        }
        if (time is null)
            Wrong("a time (RFC 3339 with offset, or seconds since 1970)");
        return time;
    }

    /// <summary>Text such as 60s or 1h30m, or seconds.</summary>
    public TimeSpan? Duration()
    {
        TimeSpan? duration = null;
        if (reader.Token == JsonToken.Number && reader.TryGetDouble(out double seconds))
            duration = DurationText.FromSeconds(seconds);
        else if (reader.Token == JsonToken.Text)
            duration = DurationText.Parse(ReadString());
        if (duration is null)
            Wrong("a duration (\"60s\", \"1h30m\", or seconds)");
        return duration;
    }

    public bool? Truth()
    {
        if (reader.Token is JsonToken.True or JsonToken.False)
            return reader.GetBoolean();
        Wrong("true or false");
        return null;
    }

    /// <summary>A list of texts; null when it is something else or holds something else.</summary>
    public List<string>? Texts(int most)
    {
        if (reader.Token != JsonToken.ArrayStart)
        {
            Wrong("a list of texts");
            return null;
        }
        var texts = new List<string>();
        bool isGood = true;
        while (reader.Read() && reader.Token != JsonToken.ArrayEnd)
        {
            if (reader.Token == JsonToken.Text && texts.Count < most && ReadString() is { } value)
            {
                texts.Add(value);
                continue;
            }
            isGood = false;
            reader.Skip();
        }
        if (isGood)
            return texts;
        Remark($"must be a list of at most {most} texts; ignored");
        return null;
    }

    public bool IsList => reader.Token == JsonToken.ArrayStart;

    /// <summary>True when the value is a list, to be read with NextItem until that gives false.</summary>
    public bool List() => IsList || Wrong("a list");

    /// <summary>Stands on the next value of the list we are in.</summary>
    public bool NextItem()
    {
        reader.Read();
        return reader.Token != JsonToken.ArrayEnd;
    }

    public void Remark(string what) => remarks.Add(new Evidence($"{Field} (line {reader.Line}) {what}", source));

    /// <summary>Passes over a value of the wrong type; null is no value and no mistake.</summary>
    private bool Wrong(string wanted)
    {
        if (reader.Token != JsonToken.Null)
            Remark($"is not {wanted}; ignored");
        reader.Skip();
        return false;
    }

    /// <summary>Null for half a surrogate pair or bytes that are no UTF-8.</summary>
    private readonly string? ReadString() => reader.TryGetText(out string? value) ? value : null;
}
