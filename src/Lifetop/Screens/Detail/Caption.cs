using Lifetop.Terminal;

namespace Lifetop.Screens.Detail;

/// <summary>A safe text that is drawn in every frame, measured once.</summary>
internal sealed class Caption(string text)
{
    public static readonly Caption None = new("");

    public string Text { get; } = text;

    public int Columns { get; } = TextWidth.Of(text);
}
