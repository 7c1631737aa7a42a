using System;
using System.Collections.Immutable;

namespace Lifetop.Theming;

/// <summary>Something wrong with a theme.</summary>
/// <param name="Line">From 1; 0 where it is not about a line of the file.</param>
public sealed record ThemeProblem(int Line, string Text);

/// <summary>A theme, or what keeps it from being one; slips that do not keep it from that are named too.</summary>
public sealed record ThemeReading(Theme? Theme, ImmutableArray<ThemeProblem> Problems);

/// <summary>The word that was most likely meant; null when none comes near.</summary>
public delegate string? NearestWord(string word, ReadOnlySpan<string> known);
