using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Registry;

/// <summary>
/// Values as the records of lifetop are kept in JSON: what is null or empty is left out, times are ISO with all their
/// digits, spans are milliseconds. By hand, because a serializer costs more at start than all the reading.
/// </summary>
internal static class Json
{
    public static void Text(JsonWriter to, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            to.WriteString(name, value);
    }

    /// <summary>A text whose absence means the same as its usual value.</summary>
    public static void Text(JsonWriter to, ReadOnlySpan<byte> name, string value, string usual)
    {
        if (value != usual)
            to.WriteString(name, value);
    }

    public static void Time(JsonWriter to, ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is { } time)
            to.WriteString(name, time);
    }

    public static void Number(JsonWriter to, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
            to.WriteNumber(name, number);
    }

    public static void Flag(JsonWriter to, ReadOnlySpan<byte> name, bool value, bool usual = false)
    {
        if (value != usual)
            to.WriteBoolean(name, value);
    }

    public static void Span(JsonWriter to, ReadOnlySpan<byte> name, TimeSpan? value)
    {
        if (value is { } span)
            to.WriteNumber(name, (long)span.TotalMilliseconds);
    }

    /// <summary>A process as [pid, start, boot]; of the boot all the rest is from, as [pid, start].</summary>
    public static void Process(JsonWriter to, ProcessIdentity process, Guid boot)
    {
        to.WriteStartArray();
        to.WriteNumberValue(process.Pid);
        to.WriteNumberValue(process.StartTicks);
        if (process.Boot != boot)
            to.WriteStringValue(process.Boot);
        to.WriteEndArray();
    }

    public static void Texts(JsonWriter to, ReadOnlySpan<byte> name, ImmutableArray<string> values)
    {
        if (values.IsDefaultOrEmpty)
            return;
        to.WriteStartArray(name);
        foreach (string value in values)
            to.WriteStringValue(value);
        to.WriteEndArray();
    }

    public static void Processes(JsonWriter to, ReadOnlySpan<byte> name, ProcessIdentities processes, Guid boot)
    {
        if (processes.Count == 0)
            return;
        to.WriteStartArray(name);
        for (int i = 0; i < processes.Count; i++)
            Process(to, processes[i], boot);
        to.WriteEndArray();
    }

    // ---- reading: the reader stands on the value; a wrong type throws, and whoever reads the whole file catches ----

    /// <summary>Steps to the next name of an object, and on to its value; false at its end.</summary>
    public static bool NextName(ref JsonCursor from)
    {
        from.Read();
        return from.Token == JsonToken.Name;
    }

    /// <summary>Steps to the next element of an array; false at its end.</summary>
    public static bool NextItem(ref JsonCursor from) => from.Read() && from.Token != JsonToken.ArrayEnd;

    public static void Expect(ref JsonCursor from, JsonToken token)
    {
        if (from.Token != token)
            throw new FormatException("not of the expected kind");
    }

    public static string TextOf(ref JsonCursor from)
    {
        from.Read();
        return from.GetString();
    }

    public static DateTimeOffset TimeOf(ref JsonCursor from)
    {
        from.Read();
        return from.GetTime();
    }

    public static long NumberOf(ref JsonCursor from)
    {
        from.Read();
        return from.GetInt64();
    }

    public static int SmallNumberOf(ref JsonCursor from)
    {
        from.Read();
        return from.GetInt32();
    }

    public static bool FlagOf(ref JsonCursor from)
    {
        from.Read();
        return from.GetBoolean();
    }

    public static TimeSpan SpanOf(ref JsonCursor from)
    {
        from.Read();
        long milliseconds = from.GetInt64();
        return TimeSpan.FromTicks(checked(milliseconds * TimeSpan.TicksPerMillisecond));
    }

    public static Guid IdOf(ref JsonCursor from)
    {
        from.Read();
        return from.GetGuid();
    }

    public static ProcessIdentity ProcessOf(ref JsonCursor from, Guid boot)
    {
        Expect(ref from, JsonToken.ArrayStart);
        int pid = SmallNumberOf(ref from);
        long start = NumberOf(ref from);
        if (!NextItem(ref from))
            return new ProcessIdentity(pid, start, boot);
        var other = from.GetGuid();
        while (NextItem(ref from))
            from.Skip();
        return new ProcessIdentity(pid, start, other);
    }

    public static ProcessIdentity NextProcessOf(ref JsonCursor from, Guid boot)
    {
        from.Read();
        return ProcessOf(ref from, boot);
    }

    public static ProcessIdentities ProcessesOf(ref JsonCursor from, Guid boot)
    {
        from.Read();
        Expect(ref from, JsonToken.ArrayStart);
        // Grown by hand: a list of our own struct would be compiled at every start.
        var found = new ProcessIdentity[4];
        int count = 0;
        while (NextItem(ref from))
        {
            if (count == found.Length)
                found = Resized(found, count * 2);
            found[count++] = ProcessOf(ref from, boot);
        }
        return new ProcessIdentities(found, count);
    }

    private static ProcessIdentity[] Resized(ProcessIdentity[] old, int length)
    {
        var fresh = new ProcessIdentity[length];
        Array.Copy(old, fresh, Math.Min(length, old.Length));
        return fresh;
    }

    public static ImmutableArray<string> TextsOf(ref JsonCursor from)
    {
        from.Read();
        Expect(ref from, JsonToken.ArrayStart);
        var found = new List<string>();
        while (NextItem(ref from))
            found.Add(from.GetString());
        return ImmutableCollectionsMarshal.AsImmutableArray(found.ToArray());
    }

    public static FormatException Lacks(string name) => new(name + " is missing or not one of its words");

    /// <summary>A name nobody here knows: from a newer lifetop.</summary>
    public static void SkipValue(ref JsonCursor from)
    {
        from.Read();
        from.Skip();
    }
}
