using Lifetop.Model;

namespace Lifetop.Observation.Sources;

/// <summary>What is wrong with a file, by what becomes of it in time.</summary>
internal enum FileTrouble
{
    None,
    /// <summary>Rights or the device keep us from it: a gap for as long as that lasts.</summary>
    Unreadable,
    /// <summary>The writer may be in the middle of it: a gap at first, malformed when it stays so.</summary>
    Torn,
    /// <summary>No further writing to it can make this right: malformed at once.</summary>
    Bad,
}

/// <summary>What a source made of one file's bytes: a declaration, or what is wrong with them.</summary>
internal readonly record struct FileText(Declaration? Declaration, FileTrouble Trouble, string Why)
{
    public static FileText Of(Declaration declaration) => new(declaration, FileTrouble.None, "");

    public static FileText Torn(string why) => new(null, FileTrouble.Torn, why);

    public static FileText Bad(string why) => new(null, FileTrouble.Bad, why);
}
