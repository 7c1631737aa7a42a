using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace Lifetop.Platform;

/// <summary>The names in one folder, read by hand because names that are not UTF-8 must be counted, not lost.</summary>
public sealed unsafe class FolderListing
{
    private const int MostNames = 20_000;
    private const byte TypeUnknown = 0, TypeFolder = 4, TypeRegular = 8, TypeLink = 10; // readdir(3), d_type

    private readonly List<string> names = [];
    private readonly List<byte> types = [];

    private FolderListing(FileStamp stamp) => Stamp = stamp;

    /// <summary>Of the folder, taken before its names were read, so that a later change shows.</summary>
    public FileStamp Stamp { get; }
    public FileFailure Failure { get; private init; }
    public int Errno { get; private init; }
    public string Why { get; private init; } = "";

    /// <summary>Names that are no UTF-8: there is no string for them.</summary>
    public int Unnameable { get; private set; }

    /// <summary>There were more names than are ever listed.</summary>
    public bool IsCut { get; private set; }

    /// <summary>In the order the file system gave them; without "." and "..".</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The kernel may not tell the type; then it may be anything.</summary>
    public bool MayBeFolder(int index) => types[index] is TypeFolder or TypeLink or TypeUnknown;

    public bool MayBeFile(int index) => types[index] is TypeRegular or TypeLink or TypeUnknown;

    /// <param name="prefix">Other names are passed over: no string is made of them.</param>
    [SkipLocalsInit]
    public static FolderListing Of(string path, ReadOnlySpan<byte> prefix = default)
    {
        byte* bytes = stackalloc byte[NativePath.Size];
        if (!NativePath.TryEncode(path, new Span<byte>(bytes, NativePath.Size)))
            return Failed(Platform.Errno.NameTooLong);
        int folder = Libc.Open(bytes, Libc.ReadOnly | Libc.Directory | Libc.NonBlocking | Libc.CloseOnExec, 0);
        if (folder < 0)
            return Failed(Marshal.GetLastPInvokeError());
        try
        {
            var listing = new FolderListing(FileStamp.Of(folder));
            int errno = listing.Fill(folder, prefix);
            return errno == 0 ? listing : Failed(errno);
        }
        finally
        {
            _ = Libc.Close(folder);
        }
    }

    private static FolderListing Failed(int errno)
        => new(default) { Failure = FileFailures.Of(errno), Errno = errno, Why = FileFailures.Words(errno) };

    [SkipLocalsInit]
    private int Fill(int folder, ReadOnlySpan<byte> prefix)
    {
        const int size = 16 * 1024;
        byte* buffer = stackalloc byte[size];
        while (true)
        {
            nint length = Libc.ReadDirectory(folder, buffer, size);
            if (length <= 0)
                return length == 0 ? 0 : Marshal.GetLastPInvokeError();
            // getdents(2): inode 8, offset 8, record length 2, type 1, name and a zero.
            for (nint at = 0; at < length; at += *(ushort*)(buffer + at + 16))
            {
                var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(buffer + at + 19);
                if (name.SequenceEqual("."u8) || name.SequenceEqual(".."u8) || !name.StartsWith(prefix))
                    continue;
                if (names.Count == MostNames)
                {
                    IsCut = true;
                    return 0;
                }
                if (!PlainText.IsPlain(name) && !Utf8.IsValid(name))
                {
                    Unnameable++;
                    continue;
                }
                names.Add(PlainText.Of(name));
                types.Add(buffer[at + 18]);
            }
        }
    }
}
