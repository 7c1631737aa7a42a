using System;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Detail;

/// <summary>When a worker last wrote something, from the counters of the newest look.</summary>
internal static class LastOutput
{
    public static long Ticks(UiState ui, WorkerRow row)
    {
        var counters = ui.Roster.Counters;
        return (uint)row.Judged.Slot < (uint)counters.Length ? counters[row.Judged.Slot].LastOutputTicks : 0;
    }

    /// <summary>Null where nothing tells.</summary>
    public static DateTimeOffset? Of(UiState ui, WorkerRow row) => Ticks(ui, row) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
}
