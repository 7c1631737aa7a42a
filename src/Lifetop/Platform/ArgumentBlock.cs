using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

namespace Lifetop.Platform;

/// <summary>argv, envp and paths of one child in native memory.</summary>
internal unsafe ref struct ArgumentBlock
{
    private readonly byte* _memory;
    private byte* _next;

    public ArgumentBlock(
        string path,
        string program,
        ReadOnlySpan<string> arguments,
        string? folder,
        ReadOnlySpan<KeyValuePair<string, string?>> changes)
    {
        int inherited = 0;
        while (Libc.Environment[inherited] != null)
            inherited++;
        int pointers = arguments.Length + 2 + inherited + changes.Length + 1;
        long bytes = (long)pointers * sizeof(byte*) + Room(path) + Room(program) + Room(folder ?? "");
        foreach (string argument in arguments)
            bytes += Room(argument);
        foreach (ref readonly var change in changes)
            bytes += Room(change.Key) + Room(change.Value ?? "");

        _memory = (byte*)NativeMemory.Alloc((nuint)bytes);
        _next = _memory + pointers * sizeof(byte*);
        Arguments = (byte**)_memory;
        Environment = Arguments + arguments.Length + 2;
        Path = Put(path);
        Folder = folder is null ? null : Put(folder);

        Arguments[0] = Put(program);
        for (int i = 0; i < arguments.Length; i++)
            Arguments[i + 1] = Put(arguments[i]);
        Arguments[arguments.Length + 1] = null;

        // What stays is pointed at, not copied: bytes that are no UTF-8 pass unharmed.
        byte** variable = Environment;
        for (int i = 0; i < inherited; i++)
        {
            if (!IsChanged(Libc.Environment[i], changes))
                *variable++ = Libc.Environment[i];
        }
        foreach (ref readonly var change in changes)
        {
            if (change.Value is not { } value)
                continue;
            *variable++ = Put(change.Key);
            _next[-1] = (byte)'=';
            Put(value);
        }
        *variable = null;
    }

    public readonly byte* Path { get; }
    public readonly byte* Folder { get; }
    public readonly byte** Arguments { get; }
    public readonly byte** Environment { get; }

    public readonly void Dispose() => NativeMemory.Free(_memory);

    private static int Room(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("a NUL cannot be passed to a program", nameof(text));
        return Encoding.UTF8.GetMaxByteCount(text.Length) + 1;
    }

    private byte* Put(string text)
    {
        byte* start = _next;
        _next += Encoding.UTF8.GetBytes(text, new Span<byte>(start, Encoding.UTF8.GetMaxByteCount(text.Length)));
        *_next++ = 0;
        return start;
    }

    private static bool IsChanged(byte* variable, ReadOnlySpan<KeyValuePair<string, string?>> changes)
    {
        foreach (ref readonly var change in changes)
        {
            string name = change.Key;
            int at = 0;
            while (at < name.Length && variable[at] == name[at])
                at++;
            if (at == name.Length && variable[at] == '=')
                return true;
        }
        return false;
    }
}
