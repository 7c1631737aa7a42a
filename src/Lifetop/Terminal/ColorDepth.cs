namespace Lifetop.Terminal;

/// <summary>How many colours a terminal shows.</summary>
public enum ColorDepth
{
    None,
    Ansi16,
    Indexed256,
    TrueColor,
}
