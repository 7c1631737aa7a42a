using System;

namespace Lifetop.Platform;

/// <summary>The machine's name, as uname(2) gives it.</summary>
public static unsafe class HostName
{
    public static string Read()
    {
        // struct utsname: six fields of 65 bytes; the second is the node name.
        const int field = 65;
        byte* names = stackalloc byte[field * 6];
        if (Libc.SystemName(names) != 0)
            return "localhost";
        return PlainText.Of(names + field);
    }
}
