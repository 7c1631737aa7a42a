using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Settings;

/// <summary>
/// Changes one key of the config and nothing else: comments, order and layout stay as they are. What cannot be read is not touched.
/// </summary>
public static class ConfigEdit
{
    private const int Largest = 1 << 20;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Gives a key a value (a list as <c>a, b</c>, a list of objects as JSON), or takes it out where the value is empty; why it
    /// was not done, or null when it was.
    /// </summary>
    public static string? Save(string path, string name, string value)
    {
        if (path.Length == 0)
            return "there is no home to keep a config in";
        var reading = RegularFile.Read(path, Largest, followLinks: true);
        bool isNew = reading.Failure == FileFailure.Missing;
        if (!reading.IsRead && !isNew)
            return $"{path}: {reading.Why}";
        if (With(reading.Bytes, name, value, out string why) is not { } edited)
            return why;
        if (reading.Bytes.SequenceEqual(edited))
            return null;
        int errno = isNew ? AtomicFile.MakeFolder(NativePath.Folder(path)) : 0;
        if (errno == 0)
            errno = isNew ? AtomicFile.Write(path, edited) : Replace(path, edited);
        return errno == 0 ? null : $"{path}: {FileFailures.Words(errno)}";
    }

    /// <summary>The bytes with the key given that value, or without it where the value is empty; null with the reason when that cannot be.</summary>
    public static byte[]? With(ReadOnlySpan<byte> bytes, string name, string value, out string why)
    {
        if (SettingKeys.Find(name, out string part) is not { } key)
        {
            why = SettingKeys.NearestTo(name) is { } near ? $"{name} is no key: did you mean {near}?" : $"{name} is no key";
            return null;
        }
        why = "";
        string? json = null;
        if (value.Length > 0 && (json = Json(key, name, part, value, out why)) is null)
            return null;
        var preamble = bytes.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble : default;
        try
        {
            byte[] edited = [.. preamble, .. Edited(bytes[preamble.Length..], name, json)];
            why = NewProblem(bytes, edited) ?? "";
            return why.Length == 0 ? edited : null;
        }
        catch (JsonFault torn)
        {
            why = $"the config cannot be read from line {torn.Line} on: mend it first";
        }
        catch (InvalidDataException)
        {
            why = "the config is not UTF-8 text: mend it first";
        }
        return null;
    }

    private static byte[] Edited(ReadOnlySpan<byte> bytes, string name, string? json)
    {
        if (bytes.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            return json is null ? bytes.ToArray() : Encoding.UTF8.GetBytes($"{{\n  {Quoted(name)}: {json}\n}}\n");
        var places = new ConfigPlaces(bytes);
        if (json is null)
            return Without(bytes, places.Members, name);
        // Of a key given twice the last one holds.
        if (places.Members.FindLast(member => member.Name == name) is { } given)
            return [.. bytes[..given.ValueStart], .. Encoding.UTF8.GetBytes(json), .. bytes[given.ValueEnd..]];
        var into = places.Objects.FindLast(group => group.Prefix.Length > 0 && name.StartsWith(group.Prefix, StringComparison.Ordinal)) ?? places.Objects[0];
        return ConfigLayout.Added(bytes, into, $"{Quoted(name[into.Prefix.Length..])}: {json}");
    }

    private static byte[] Without(ReadOnlySpan<byte> bytes, List<ConfigMember> members, string name)
    {
        byte[] left = bytes.ToArray();
        for (int i = members.Count - 1; i >= 0; i--)
            if (members[i].Name == name)
                left = ConfigLayout.Removed(left, members[i]);
        return left;
    }

    /// <summary>The value as JSON; null with the reason when the key cannot take it.</summary>
    private static string? Json(SettingKey key, string name, string part, string value, out string why)
    {
        why = "";
        switch (key.Type)
        {
            case SettingType.Records:
                why = IsArray(value) ? "" : $"{name} takes a list of objects: [{{ … }}]";
                return why.Length == 0 ? value : null;
            case SettingType.List:
                if ((key.IsCommand ? ArgumentText.Split(value) : Items(value)) is { } items)
                    return $"[{string.Join(", ", items.ConvertAll(Quoted))}]";
                why = $"{name}: a quote is open";
                return null;
            default:
                if (Assignment.OfText(key, name, part, value, "", out string? wrong) is not { } given)
                {
                    why = wrong ?? name;
                    return null;
                }
                return key.Type is SettingType.Number or SettingType.Switch ? given.Text : Quoted(value);
        }
    }

    private static List<string> Items(string value) => [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static bool IsArray(string json)
    {
        var reader = new JsonCursor(Encoding.UTF8.GetBytes(json), relaxed: true);
        try
        {
            if (!reader.Read() || reader.Token != JsonToken.ArrayStart)
                return false;
            reader.Skip();
            return !reader.Read();
        }
        catch (JsonFault)
        {
            return false;
        }
    }

    /// <summary>Something wrong that was not wrong before.</summary>
    private static string? NewProblem(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var known = new List<string>();
        foreach (var problem in SettingsReader.Read(before).Problems)
            known.Add(problem.Text);
        foreach (var problem in SettingsReader.Read(after).Problems)
            if (!known.Contains(problem.Text))
                return problem.Text;
        return null;
    }

    private static string Quoted(string text)
    {
        var json = new StringBuilder("\"");
        foreach (char letter in text)
        {
            if (letter is '"' or '\\')
                json.Append('\\').Append(letter);
            else if (letter < ' ')
                json.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            else
                json.Append(letter);
        }
        return json.Append('"').ToString();
    }

    /// <summary>A link to it stays a link, and who could read it still can.</summary>
    private static int Replace(string path, byte[] content)
    {
        string target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var mode = File.GetUnixFileMode(target);
        int errno = AtomicFile.Write(target, content);
        if (errno == 0 && mode != Private)
            File.SetUnixFileMode(target, mode);
        return errno;
    }
}
