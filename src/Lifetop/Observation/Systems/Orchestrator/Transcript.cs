using Lifetop.Platform;

namespace Lifetop.Observation.Systems.Orchestrator;

/// <summary>Where a session's transcript is: the plugin drops the hyphen that Claude begins a project's name with, so it may be in either place.</summary>
internal sealed class Transcript(string usual, string other)
{
    /// <summary>Null while there is none.</summary>
    public string? Path { get; private set; }

    /// <summary>True when it has come.</summary>
    public bool Find()
    {
        if (Path is not null)
            return false;
        Path = FileStamp.Of(usual).IsRegular ? usual : FileStamp.Of(other).IsRegular ? other : null;
        return Path is not null;
    }
}
