namespace Lifetop.Screens.Grid;

/// <summary>A column that can be chosen.</summary>
/// <param name="Width">0 for the one that takes what is left.</param>
/// <param name="IsUsual">Shown at this width by itself.</param>
internal sealed record ColumnOffer(string Name, string Doc, int Width, bool IsUsual);
