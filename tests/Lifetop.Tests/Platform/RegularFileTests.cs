using System;
using System.Text;
using Lifetop.Platform;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Platform;

public sealed class RegularFileTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Reads_the_whole_content_with_its_stamp()
    {
        string path = scratch.Write("a", "hello\n");
        var reading = RegularFile.Read(path, 4096);
        Assert.Equal("hello\n", Encoding.UTF8.GetString(reading.Bytes));
        Assert.Equal(FileStamp.Of(path), reading.Stamp);
        Assert.Equal(6, reading.Stamp.Size);
        Assert.Equal(System.IO.File.GetLastWriteTimeUtc(path), reading.Stamp.Modified.UtcDateTime);
    }

    [Fact]
    public void Reads_files_that_say_their_size_is_zero()
        => Assert.Contains("Name:", Encoding.UTF8.GetString(RegularFile.Read("/proc/self/status", 65536).Bytes), StringComparison.Ordinal);

    [Fact]
    public void Names_what_is_missing()
        => Assert.Equal(FileFailure.Missing, RegularFile.Read(scratch["nothing"], 10).Failure);

    [Fact]
    public void Refuses_a_fifo_without_waiting_for_its_writer()
    {
        var reading = RegularFile.Read(scratch.Fifo("fifo"), 10);
        Assert.Equal((FileFailure.NotRegular, "a FIFO, not a regular file"), (reading.Failure, reading.Why));
    }

    [Fact]
    public void Refuses_folders_devices_and_sockets_in_words()
    {
        Assert.Equal("a folder, not a regular file", RegularFile.Read(scratch.Root, 10).Why);
        Assert.Equal("a character device, not a regular file", RegularFile.Read("/dev/zero", 10).Why);
        Assert.Equal("a socket, not a regular file", RegularFile.Read(scratch.Socket("s"), 10).Why);
    }

    [Fact]
    public void Follows_a_symlink_only_when_asked_and_never_a_loop()
    {
        scratch.Write("target", "x");
        string link = scratch.Link("link", scratch["target"]);
        Assert.Equal(FileFailure.TooManyLinks, RegularFile.Read(link, 10).Failure);
        Assert.True(RegularFile.Read(link, 10, followLinks: true).IsRead);
        string loop = scratch.Link("loop", "loop");
        Assert.Equal(FileFailure.TooManyLinks, RegularFile.Read(loop, 10, followLinks: true).Failure);
    }

    [Fact]
    public void Refuses_what_is_larger_than_its_limit_without_reading_it()
    {
        var reading = RegularFile.Read(scratch.Sparse("big", 100L << 20), 4 << 20);
        Assert.Equal((FileFailure.TooBig, "larger than 4 MB"), (reading.Failure, reading.Why));
        Assert.True(RegularFile.Read(scratch.Write("just", "1234"), 4).IsRead);
        Assert.Equal(FileFailure.TooBig, RegularFile.Read(scratch.Write("over", "12345"), 4).Failure);
    }

    [Fact]
    public void A_zero_in_a_path_names_no_file()
        => Assert.Equal(FileFailure.Missing, RegularFile.Read(scratch.Write("a", "x") + "\0b", 10).Failure);

    [Fact]
    public void A_listing_counts_names_that_are_not_utf8()
    {
        scratch.Write("good", "");
        scratch.Write("ä ö", "");
        scratch.WriteRawName([0x62, 0xFF, 0x64]);
        var listing = FolderListing.Of(scratch.Root);
        Assert.Equal(1, listing.Unnameable);
        Assert.Equal(["good", "ä ö"], new System.Collections.Generic.SortedSet<string>(listing.Names, StringComparer.Ordinal));
        Assert.Equal(FileFailure.Missing, FolderListing.Of(scratch["none"]).Failure);
    }

    [Fact]
    public void Writes_whole_private_and_over_what_was_there()
    {
        Assert.Equal(0, AtomicFile.MakeFolder(scratch["a/b/c"]));
        string path = scratch["a/b/c/state"];
        Assert.Equal(0, AtomicFile.Write(path, "one"u8));
        Assert.Equal(0, AtomicFile.Write(path, "two"u8));
        Assert.Equal("two", System.IO.File.ReadAllText(path));
        Assert.Equal(0x180u, FileStamp.Of(path).Mode & 0xFFF);
        Assert.Equal(0x1C0u, FileStamp.Of(scratch["a/b"]).Mode & 0xFFF);
        Assert.Single(System.IO.Directory.GetFileSystemEntries(scratch["a/b/c"]));
        Assert.Equal(Errno.NoEntry, AtomicFile.Write(scratch["none/state"], "x"u8));
        Assert.Equal(Errno.NotDirectory, AtomicFile.MakeFolder(path));
    }

    [Fact]
    public void Takes_the_place_only_of_what_was_read_and_with_its_rights()
    {
        string path = scratch["shared"];
        System.IO.File.WriteAllText(path, "one");
        System.IO.File.SetUnixFileMode(path, (System.IO.UnixFileMode)0x1B6); // 0666: more than a umask leaves
        var read = FileStamp.Of(path);
        Assert.Equal(0, AtomicFile.Replace(path, read, "two"u8));
        Assert.Equal(Errno.Again, AtomicFile.Replace(path, read, "three"u8));
        Assert.Equal("two", System.IO.File.ReadAllText(path));
        Assert.Equal(0x1B6u, FileStamp.Of(path).Mode & 0xFFF);
        Assert.Single(System.IO.Directory.GetFileSystemEntries(scratch[""]));
    }

    [Fact]
    public void Foresees_whether_a_file_can_be_made_and_makes_nothing()
    {
        Assert.Equal(0, AtomicFile.Hindrance(scratch["a/b/c"]));
        Assert.Empty(System.IO.Directory.GetFileSystemEntries(scratch[""]));
        System.IO.File.WriteAllText(scratch["file"], "");
        Assert.Equal(Errno.NotDirectory, AtomicFile.Hindrance(scratch["file"]));
        Assert.Equal(Errno.NotDirectory, AtomicFile.Hindrance(scratch["file/below"]));
        Assert.Equal(Errno.NameTooLong, AtomicFile.Hindrance(scratch[new string('x', 5000)]));
    }
}
