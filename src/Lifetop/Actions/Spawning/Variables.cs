using System;
using System.Collections.Generic;
using System.Text;
using Lifetop.Platform;

namespace Lifetop.Actions.Spawning;

/// <summary>
/// Environment variables as bytes, as the kernel keeps them. Their values are secrets: they go to the process they are for, and
/// nothing that could be printed, compared or written by mistake shows one.
/// </summary>
public sealed unsafe class Variables
{
    public static readonly Variables None = new([]);

    private const int Limit = 4 << 20;

    private readonly List<byte[]> _all;

    private Variables(List<byte[]> all) => _all = all;

    public int Count => _all.Count;

    /// <summary>Those that lifetop itself was given.</summary>
    public static Variables OfOurselves()
    {
        var all = new List<byte[]>();
        for (byte** at = Libc.Environment; *at != null; at++)
            all.Add(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(*at).ToArray());
        return new Variables(all);
    }

    /// <summary>Those a process was given when it last began a program; null where they may not be read.</summary>
    public static Variables? Of(int pid)
    {
        if (RegularFile.Read($"/proc/{pid.ToString(System.Globalization.CultureInfo.InvariantCulture)}/environ", Limit) is not { IsRead: true } reading)
            return null;
        // The dead show none at all, and so does who is just beginning a program; but those have no command line either.
        return reading.Bytes.IsEmpty && ProgramArguments.Of(pid).IsEmpty ? null : Parse(reading.Bytes);
    }

    /// <summary>As <see cref="ToBytes"/> wrote them.</summary>
    public static Variables Parse(ReadOnlySpan<byte> block)
    {
        var all = new List<byte[]>();
        while (!block.IsEmpty)
        {
            int end = block.IndexOf((byte)0);
            var one = end < 0 ? block : block[..end];
            block = end < 0 ? default : block[(end + 1)..];
            if (one.IndexOf((byte)'=') > 0)
                all.Add(one.ToArray());
        }
        return new Variables(all);
    }

    /// <summary><c>NAME=value</c> of a command line; null with the reason for anything else.</summary>
    public static Variables? Parse(IReadOnlyList<string> assignments, out string wrong)
    {
        wrong = "";
        var all = new List<byte[]>();
        foreach (string assignment in assignments)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(assignment);
            int equals = Array.IndexOf(bytes, (byte)'=');
            if (equals > 0 && IsName(bytes.AsSpan(0, equals)) && Array.IndexOf(bytes, (byte)0) < 0)
            {
                all.Add(bytes);
                continue;
            }
            // What stands there may be a value.
            wrong = "an environment variable is NAME=VALUE, its name letters, digits and _";
            return null;
        }
        return new Variables(all);
    }

    /// <summary>These, and those of the other where it has one of the same name.</summary>
    public Variables With(Variables others)
    {
        var all = new List<byte[]>();
        foreach (byte[] one in _all)
            if (!others.Has(NameOf(one)))
                all.Add(one);
        all.AddRange(others._all);
        return new Variables(all);
    }

    /// <summary>The same without some names.</summary>
    public Variables Without(Func<string, bool> isLeftOut)
        => new(_all.FindAll(one => !isLeftOut(Encoding.UTF8.GetString(NameOf(one)))));

    /// <summary>One that is no secret, such as PATH.</summary>
    public string? Value(string name)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(name);
        for (int i = _all.Count - 1; i >= 0; i--)
            if (NameOf(_all[i]).SequenceEqual(wanted))
                return Encoding.UTF8.GetString(_all[i].AsSpan(wanted.Length + 1));
        return null;
    }

    public byte[] ToBytes()
    {
        int length = 0;
        foreach (byte[] one in _all)
            length += one.Length + 1;
        byte[] block = new byte[length];
        int at = 0;
        foreach (byte[] one in _all)
        {
            one.CopyTo(block, at);
            at += one.Length + 1;
        }
        return block;
    }

    /// <summary>Calls for each that a shell can be told of by name.</summary>
    public void ForEach(VariableReader reader)
    {
        foreach (byte[] one in _all)
        {
            var name = NameOf(one);
            if (IsName(name))
                reader(name, one.AsSpan(name.Length + 1));
        }
    }

    /// <summary>Names with masked values: <c>TOKEN=***, MODE=***</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (byte[] one in _all)
            text.Append(text.Length == 0 ? "" : ", ").Append(Encoding.UTF8.GetString(NameOf(one))).Append("=***");
        return text.ToString();
    }

    private bool Has(ReadOnlySpan<byte> name)
    {
        foreach (byte[] one in _all)
            if (NameOf(one).SequenceEqual(name))
                return true;
        return false;
    }

    private static ReadOnlySpan<byte> NameOf(byte[] one)
    {
        int equals = Array.IndexOf(one, (byte)'=');
        return one.AsSpan(0, equals < 0 ? one.Length : equals);
    }

    private static bool IsName(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || char.IsAsciiDigit((char)name[0]))
            return false;
        foreach (byte letter in name)
            if (letter != '_' && !char.IsAsciiLetterOrDigit((char)letter))
                return false;
        return true;
    }
}

public delegate void VariableReader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value);
