using Lifetop.Terminal;

namespace Lifetop.Theming;

/// <summary>Everything in one style, whatever it wore.</summary>
internal sealed class OneStyle(Style style) : IRestyle
{
    public Style Of(Style drawn) => style;
}

/// <summary>The cursor's row: another ground under the same hues. What marks a place in it keeps its own.</summary>
internal sealed class RaisedRow(Color raised, Color match, Color accent) : IRestyle
{
    public Style Of(Style drawn)
        => !drawn.Background.IsDefault && (drawn.Background == match || drawn.Background == accent) ? drawn : drawn.On(raised);
}
