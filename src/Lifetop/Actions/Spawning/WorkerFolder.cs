using System;
using System.Globalization;
using System.Text;
using Lifetop.Platform;

namespace Lifetop.Actions.Spawning;

/// <summary>Where lifetop keeps what belongs to a worker it spawned: its log, its heartbeat, the variables it was given, and the gate it starts at.</summary>
public sealed class WorkerFolder
{
    private const int MostLetters = 80;

    /// <param name="state">lifetop's state folder.</param>
    /// <param name="name">The worker's, which may be anything a person calls a worker.</param>
    public WorkerFolder(string state, string name)
    {
        Root = NativePath.Join(state, "spawned");
        Path = NativePath.Join(Root, FolderName(name));
    }

    public string Root { get; }

    public string Path { get; }

    public string Log => Path + "/log";

    public string Heartbeat => Path + "/heartbeat";

    /// <summary>What <c>--env</c> said, for the next start: the only place where these values are.</summary>
    public string Variables => Path + "/env";

    internal string Gate => Path + "/start";

    /// <summary>The name itself where that is a harmless file name, else what can be kept of it and a number of its own.</summary>
    private static string FolderName(string name)
    {
        var harmless = new StringBuilder();
        foreach (char letter in name)
            if (harmless.Length < MostLetters)
                harmless.Append(char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' || (letter == '.' && harmless.Length > 0) ? letter : '_');
        return harmless.Equals(name) ? name : harmless.Append('~').Append(Fingerprint(name).ToString("x16", CultureInfo.InvariantCulture)).ToString();
    }

    /// <summary>FNV-1a: the same in every lifetop, unlike a hash code of the runtime.</summary>
    private static ulong Fingerprint(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (byte one in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ one) * 1099511628211;
        return hash;
    }
}
