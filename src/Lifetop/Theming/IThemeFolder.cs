using System.Collections.Generic;

namespace Lifetop.Theming;

/// <summary>Where a user keeps themes of his own.</summary>
public interface IThemeFolder
{
    /// <summary>Of the themes in it, sorted.</summary>
    IReadOnlyList<string> Names();

    /// <summary>As people read it, whether the file is there or not.</summary>
    string PathOf(string name);

    /// <summary>Its bytes; null when there is no such file, or with the reason why it cannot be read.</summary>
    byte[]? Read(string name, out string? why);
}
