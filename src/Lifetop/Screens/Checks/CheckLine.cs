using Lifetop.Model;
using Lifetop.Terminal;

namespace Lifetop.Screens.Checks;

/// <summary>One line of the doctor; its mark and its label are empty where a line goes on.</summary>
/// <param name="TextAt">Column in which the text begins.</param>
public sealed record CheckLine(Health Health, string Mark, string What, int TextAt, string Text)
{
    public bool IsMend { get; init; }

    /// <summary>As the command prints it.</summary>
    public string Plain => string.Concat(TextWidth.PadRight(string.Concat(TextWidth.PadRight(Mark, CheckText.MarkWidth), What), TextAt), Text);
}
