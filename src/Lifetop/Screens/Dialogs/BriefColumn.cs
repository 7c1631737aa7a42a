using Lifetop.Screens.Grid;

namespace Lifetop.Screens.Dialogs;

/// <summary>What a column shows in at most 21 columns, for a chooser that stands beside the list: a line that is cut says less than a short one.</summary>
internal static class BriefColumn
{
    public static string Of(ColumnOffer column) => column.Name switch
    {
        "state" => "word and glyph",
        "source" => "how it was found",
        "kind" => "agent, daemon or job",
        "age" => "in this state",
        "up" => "since it started",
        "idle" => "since CPU or output",
        "cpu" => "of one core, its tree",
        "trend" => "its CPU, last minute",
        "mem" => "resident, its tree",
        "where" => "pane, else folder",
        "pid" => "of its root",
        "note" => "what to know first",
        "ports" => "it listens on",
        "heartbeat" => "since the last one",
        "health" => "as its source says",
        "tokens" => "used, of allocated",
        "spent" => "of its tokens, in %",
        "type" => "its source's kind",
        "owner" => "who should be alive",
        "priority" => "as its source says",
        "restarts" => "times begun again",
        "server" => "tmux server",
        "session" => "tmux session",
        "ended" => "how it ended",
        "native" => "its source's state",
        "attached" => "somebody looks at it",
        "snoozed" => "off attention a while",
        _ => column.Doc,
    };
}
