using System;

namespace Lifetop.Screens;

/// <summary>Where a key means something: two rows of the table may share a key only if these do not meet.</summary>
[Flags]
public enum KeyContext
{
    None = 0,
    Grid = 1,
    /// <summary>One worker over the whole screen.</summary>
    Inspect = 2,
    Log = 4,
    Processes = 8,
    /// <summary>Text to scroll in: help, what lifetop did.</summary>
    Reading = 16,
    /// <summary>A list to choose from, or a question.</summary>
    Dialog = 32,
    /// <summary>Everywhere that is no dialog.</summary>
    Views = Grid | Inspect | Log | Processes | Reading,
    Everywhere = Views | Dialog,
}
