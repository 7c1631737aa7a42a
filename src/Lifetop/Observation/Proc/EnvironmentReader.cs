using System;
using System.Collections.Immutable;
using System.Text;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Proc;

/// <summary>
/// Picks the few named variables out of an environment that streams by; no other variable is kept anywhere.
/// It is the environment at exec: what a program set later is not in it (proc_pid_environ(5)).
/// </summary>
internal sealed unsafe class EnvironmentReader
{
    private const int MostBytes = 256 * 1024;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly ImmutableArray<EnvironmentMarker>.Builder _found = ImmutableArray.CreateBuilder<EnvironmentMarker>();

    /// <summary>0, or the error that ended the reading.</summary>
    public int Read(int file, ReadOnlySpan<string> names, out ImmutableArray<EnvironmentMarker> markers)
    {
        _found.Clear();
        int kept = 0, error = 0;
        bool skipping = false;
        for (int total = 0; total < MostBytes;)
        {
            nint count;
            fixed (byte* bytes = _buffer)
                count = Libc.Read(file, bytes + kept, (nuint)(_buffer.Length - kept));
            if (count <= 0)
            {
                error = count < 0 ? System.Runtime.InteropServices.Marshal.GetLastPInvokeError() : 0;
                break;
            }
            total += (int)count;
            kept = Take(kept + (int)count, names, ref skipping);
        }
        // The last variable may lack its NUL.
        if (!skipping && kept > 0)
            TakeOne(_buffer.AsSpan(0, kept), names);
        _buffer.AsSpan().Clear();
        markers = _found.ToImmutable();
        return error;
    }

    /// <summary>Looks at all whole variables in the buffer and moves the unfinished rest to its start; one longer than the buffer is skipped.</summary>
    private int Take(int length, ReadOnlySpan<string> names, ref bool skipping)
    {
        var rest = _buffer.AsSpan(0, length);
        for (int end; (end = PlainText.IndexOf(rest, 0)) >= 0; rest = rest[(end + 1)..])
        {
            if (!skipping)
                TakeOne(rest[..end], names);
            skipping = false;
        }
        if (skipping)
            return 0;
        if (rest.Length == _buffer.Length)
        {
            skipping = true;
            return 0;
        }
        rest.CopyTo(_buffer);
        return rest.Length;
    }

    private static bool IsName(ReadOnlySpan<byte> variable, string name)
    {
        for (int i = 0; i < name.Length; i++)
            if (variable[i] != name[i])
                return false;
        return true;
    }

    private void TakeOne(ReadOnlySpan<byte> variable, ReadOnlySpan<string> names)
    {
        foreach (string name in names)
            if (variable.Length > name.Length && variable[name.Length] == '=' && IsName(variable, name))
                _found.Add(new EnvironmentMarker(name, Encoding.UTF8.GetString(variable[(name.Length + 1)..])));
    }
}
