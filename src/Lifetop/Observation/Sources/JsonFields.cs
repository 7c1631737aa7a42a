using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using Lifetop.Model;

namespace Lifetop.Observation.Sources;

/// <summary>
/// Reads the values of a JSON object one by one. A value of the wrong type is passed over and remembered as a remark
/// with its line; only what is no JSON at all throws (<see cref="JsonException"/>).
/// </summary>
internal ref struct JsonFields
{
    private const int Depth = 64;
    private const long LargestExactInteger = 1L << 53;

    private readonly ReadOnlySpan<byte> text;
    private readonly string source;
    private readonly List<Evidence> remarks;
    private Utf8JsonReader reader;

    public JsonFields(ReadOnlySpan<byte> text, string source, List<Evidence> remarks)
    {
        this.text = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
        this.source = source;
        this.remarks = remarks;
        reader = new Utf8JsonReader(this.text, new JsonReaderOptions { MaxDepth = Depth });
    }

    /// <summary>The field whose value comes next; a dotted path inside nested objects.</summary>
    public string Field { get; private set; } = "";

    /// <summary>Stands on the document's first token: true when it is an object.</summary>
    public bool Begin() => reader.Read() && reader.TokenType == JsonTokenType.StartObject;

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
        if (reader.TokenType != JsonTokenType.PropertyName)
            return null;
        string name = ReadString() ?? "";
        Field = inside.Length == 0 ? name : $"{inside}.{name}";
        reader.Read();
        return name;
    }

    public void Skip() => reader.Skip();

    public bool IsNull => reader.TokenType == JsonTokenType.Null;

    /// <summary>True when the value is an object, to be read with Next until that gives null.</summary>
    public bool Object() => reader.TokenType == JsonTokenType.StartObject || Wrong("an object");

    public string? Text()
    {
        if (reader.TokenType == JsonTokenType.String && ReadString() is { } value)
            return value;
        Wrong("text");
        return null;
    }

    /// <summary>A number where people also write numbers.</summary>
    public string? TextOrNumber()
        => reader.TokenType == JsonTokenType.Number ? System.Text.Encoding.UTF8.GetString(reader.ValueSpan) : Text();

    public long? Whole(long least, long most)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (reader.TryGetInt64(out long value) && value >= least && value <= most)
                return value;
            // 1e3 and 80.0 are whole numbers too.
            if (reader.TryGetDouble(out double number) && double.IsInteger(number) && Math.Abs(number) <= LargestExactInteger && number >= least && number <= most)
                return (long)number;
        }
        Wrong(string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));
        return null;
    }

    public double? Number()
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double value))
            return value;
        Wrong("a number");
        return null;
    }

    /// <summary>RFC 3339 text, or seconds since 1970.</summary>
    public DateTimeOffset? Time()
    {
        DateTimeOffset? time = null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double seconds))
            time = TimeText.FromEpoch(seconds);
        else if (reader.TokenType == JsonTokenType.String && ReadString() is { } value)
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
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double seconds))
            duration = DurationText.FromSeconds(seconds);
        else if (reader.TokenType == JsonTokenType.String)
            duration = DurationText.Parse(ReadString());
        if (duration is null)
            Wrong("a duration (\"60s\", \"1h30m\", or seconds)");
        return duration;
    }

    public bool? Truth()
    {
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
            return reader.GetBoolean();
        Wrong("true or false");
        return null;
    }

    /// <summary>A list of texts; null when it is something else or holds something else.</summary>
    public List<string>? Texts(int most)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Wrong("a list of texts");
            return null;
        }
        var texts = new List<string>();
        bool isGood = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String && texts.Count < most && ReadString() is { } value)
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

    public bool IsList => reader.TokenType == JsonTokenType.StartArray;

    public void Remark(string what) => remarks.Add(new Evidence($"{Field} (line {Line}) {what}", source));

    /// <summary>Passes over a value of the wrong type; null is no value and no mistake.</summary>
    private bool Wrong(string wanted)
    {
        if (reader.TokenType != JsonTokenType.Null)
            Remark($"is not {wanted}; ignored");
        reader.Skip();
        return false;
    }

    private readonly int Line => 1 + text[..(int)reader.TokenStartIndex].Count((byte)'\n');

    /// <summary>Null for half a surrogate pair or bytes that are no UTF-8, which the reader finds only now.</summary>
    private string? ReadString()
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
