using System;
using System.Globalization;

namespace Lifetop.Observation.Tmux;

/// <summary>A word that stands between two answers of tmux: made up anew, so that no pane shows it by chance or on purpose.</summary>
internal static class ChanceMark
{
    // Not Random.Shared, which keeps one for each thread: that is compiled on the spot.
    public static string New() => new Random().NextInt64().ToString("x16", CultureInfo.InvariantCulture);
}
