using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using Lifetop.Tests.Support;

namespace Lifetop.Tests.Observation.Systems;

/// <summary>
/// A copy of one sample tree as the home of somebody: with that home and with real pids in place of those in the samples, in what the
/// files say and in their names. Files are dated at the samples' clock, folders an hour before.
/// </summary>
internal sealed class SampleTree : IDisposable
{
    private const string SampleHome = "/home/dev";
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _replaced = [];
    private readonly string _system, _tree;

    /// <param name="system">Name of the folder beside this file whose Samples hold the tree.</param>
    public SampleTree(string system, string tree)
    {
        (_system, _tree) = (system, tree);
        Home = _folder.File("home");
        _replaced[SampleHome] = Home;
    }

    public static string FolderOf(string system, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, system, "Samples");

    /// <summary>What lies beside the trees of a system.</summary>
    public static byte[] ReadBeside(string system, string name) => System.IO.File.ReadAllBytes(Path.Combine(FolderOf(system), name));

    /// <summary>Trees of a system, by name.</summary>
    public static IEnumerable<string> Names(string system) => Directory.GetDirectories(FolderOf(system)).Select(static folder => Path.GetFileName(folder)).Order();

    public string Home { get; }

    /// <summary>Private, for what a test needs beside the home.</summary>
    public TempFolder Folder => _folder;

    public string File(string name) => Path.Combine(Home, name);

    /// <summary>Before the copy: a pid of the samples is this real one.</summary>
    public SampleTree With(int samplePid, int pid)
    {
        _replaced[samplePid.ToString(CultureInfo.InvariantCulture)] = pid.ToString(CultureInfo.InvariantCulture);
        return this;
    }

    /// <summary>Puts every file in its place; those of an earlier copy are written over as a system does it: beside, then renamed.</summary>
    /// <param name="other">Another tree of the system, over what is there.</param>
    public SampleTree Copy(string? other = null, DateTimeOffset? dated = null)
    {
        var time = dated ?? SampleTime.Start;
        string from = Path.Combine(FolderOf(_system), other ?? _tree);
        Directory.CreateDirectory(Home);
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string to = File(Replace(Path.GetRelativePath(from, file)));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            if (Path.GetFileName(file) == ".keep")
                continue;
            Put(to, Replaced(System.IO.File.ReadAllBytes(file)), time);
        }
        foreach (string folder in Directory.GetDirectories(Home, "*", SearchOption.AllDirectories))
            Directory.SetLastWriteTimeUtc(folder, (time - TimeSpan.FromHours(1)).UtcDateTime);
        return this;
    }

    /// <summary>Writes one file anew, whole.</summary>
    public void Write(string name, string text, DateTimeOffset? dated = null) => Put(File(name), Encoding.UTF8.GetBytes(text), dated ?? SampleTime.Start);

    public string Read(string name) => System.IO.File.ReadAllText(File(name));

    public void Dispose() => _folder.Dispose();

    public static void Put(string path, byte[] bytes, DateTimeOffset dated)
    {
        string part = path + ".lifetop-test";
        System.IO.File.WriteAllBytes(part, bytes);
        System.IO.File.SetLastWriteTimeUtc(part, dated.UtcDateTime);
        System.IO.File.Move(part, path, overwrite: true);
    }

    /// <summary>Bytes stay as they are unless something is replaced: torn files are torn in the middle of a character too.</summary>
    private byte[] Replaced(byte[] bytes)
    {
        string text = Encoding.Latin1.GetString(bytes);
        return Encoding.Latin1.GetBytes(Replace(text));
    }

    private string Replace(string text)
    {
        foreach (var (from, to) in _replaced)
            text = text.Replace(from, to, StringComparison.Ordinal);
        return text;
    }
}
