namespace Lifetop.Terminal;

/// <summary>How many colours a terminal can show.</summary>
public enum ColorDepth
{
    /// <summary>None: bold, dim and reverse are all there is.</summary>
    None,
    Ansi16,
    Indexed256,
    TrueColor,
}
