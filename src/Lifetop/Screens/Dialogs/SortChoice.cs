namespace Lifetop.Screens.Dialogs;

/// <summary>One thing to sort by, in a menu.</summary>
/// <param name="Letter">The key that takes it at once; NUL for none.</param>
/// <param name="Field">Null for the order nobody chose: what needs you first.</param>
public sealed record SortChoice(char Letter, string? Field, string Doc);
