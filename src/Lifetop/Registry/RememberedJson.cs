using System;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Registry;

/// <summary>A worker as it was last judged, as JSON: an element of memory.json, and the facts column of the registry.</summary>
internal static class RememberedJson
{
    public static void Write(JsonWriter to, RememberedWorker worker, Guid boot)
    {
        to.WriteStartObject();
        to.WriteString("identity"u8, worker.Identity);
        to.WriteString("key"u8, worker.Key);
        to.WriteString("name"u8, worker.Name);
        to.WriteString("source"u8, worker.Source);
        to.WriteString("kind"u8, worker.Kind.Word());
        Json.Texts(to, "also_known_as"u8, worker.AlsoKnownAs);
        to.WriteString("state"u8, worker.State.Word());
        Json.Time(to, "since"u8, worker.Since);
        Json.Text(to, "known_state"u8, worker.KnownState?.Word());
        Json.Time(to, "known_since"u8, worker.KnownSince);
        if (worker.SeenAt != default)
            Json.Time(to, "seen_at"u8, worker.SeenAt);
        Json.Text(to, "note"u8, worker.Note, "");
        Json.Flag(to, "lost"u8, worker.IsLost);
        if (worker.Ending is { } ending)
        {
            to.WritePropertyName("ending"u8);
            ClaimJson.Write(to, ending);
        }
        Json.Text(to, "ended"u8, worker.Ended);
        Json.Text(to, "reaped"u8, worker.Reaped);
        Json.Text(to, "kept"u8, worker.Kept);
        if (worker.Root is { } root)
        {
            to.WritePropertyName("root"u8);
            Json.Process(to, root, boot);
        }
        Json.Time(to, "started_at"u8, worker.StartedAt);
        Json.Text(to, "pane_socket"u8, worker.PaneSocket);
        Json.Number(to, "pane_server_pid"u8, worker.PaneServerPid);
        Json.Number(to, "pane_server_start"u8, worker.PaneServerStart);
        Json.Text(to, "pane_id"u8, worker.PaneId);
        Json.Text(to, "pane_session"u8, worker.PaneSession);
        Json.Flag(to, "owns_pane"u8, worker.OwnsPane);
        Json.Text(to, "declaration_file"u8, worker.DeclarationFile);
        Json.Text(to, "command"u8, worker.Command);
        Json.Text(to, "cwd"u8, worker.Cwd);
        Json.Text(to, "log"u8, worker.Log);
        Json.Text(to, "worktree"u8, worker.Worktree);
        Json.Text(to, "branch"u8, worker.Branch);
        Json.Text(to, "task"u8, worker.Task);
        Json.Text(to, "type"u8, worker.Type);
        Json.Text(to, "result_url"u8, worker.ResultUrl);
        Json.Text(to, "summary"u8, worker.Summary);
        if (worker.CpuNanoseconds != 0)
            to.WriteNumber("cpu_nanoseconds"u8, worker.CpuNanoseconds);
        if (worker.SampledAt != default)
            Json.Time(to, "sampled_at"u8, worker.SampledAt);
        Json.Time(to, "busy_at"u8, worker.BusyAt);
        Json.Processes(to, "members"u8, worker.Members, boot);
        to.WriteEndObject();
    }

    /// <summary>The reader stands on the start of the object; afterwards on its end.</summary>
    public static RememberedWorker Read(ref JsonCursor from, Guid boot)
    {
        Json.Expect(ref from, JsonToken.ObjectStart);
        string? identity = null;
        string? key = null;
        string? name = null;
        string? source = null;
        WorkerKind? kind = null;
        ImmutableArray<string> alsoKnownAs = [];
        Lifecycle? state = null;
        DateTimeOffset? since = null;
        Lifecycle? knownState = null;
        DateTimeOffset? knownSince = null;
        DateTimeOffset seenAt = default;
        string note = "";
        bool isLost = default;
        Ending? ending = null;
        string? ended = null;
        string? reaped = null;
        string? kept = null;
        ProcessIdentity? root = null;
        DateTimeOffset? startedAt = null;
        string? paneSocket = null;
        int? paneServerPid = null;
        long? paneServerStart = null;
        string? paneId = null;
        string? paneSession = null;
        bool ownsPane = default;
        string? declarationFile = null;
        string? command = null;
        string? cwd = null;
        string? log = null;
        string? worktree = null;
        string? branch = null;
        string? task = null;
        string? type = null;
        string? resultUrl = null;
        string? summary = null;
        long cpuNanoseconds = default;
        DateTimeOffset sampledAt = default;
        DateTimeOffset? busyAt = null;
        var members = ProcessIdentities.None;
        while (Json.NextName(ref from))
        {
            if (from.ValueTextEquals("identity"u8))
                identity = Json.TextOf(ref from);
            else if (from.ValueTextEquals("key"u8))
                key = Json.TextOf(ref from);
            else if (from.ValueTextEquals("name"u8))
                name = Json.TextOf(ref from);
            else if (from.ValueTextEquals("source"u8))
                source = Json.TextOf(ref from);
            else if (from.ValueTextEquals("kind"u8))
                kind = WorkerKinds.Parse(Json.TextOf(ref from));
            else if (from.ValueTextEquals("also_known_as"u8))
                alsoKnownAs = Json.TextsOf(ref from);
            else if (from.ValueTextEquals("state"u8))
                state = Lifecycles.Parse(Json.TextOf(ref from));
            else if (from.ValueTextEquals("since"u8))
                since = Json.TimeOf(ref from);
            else if (from.ValueTextEquals("known_state"u8))
                knownState = Lifecycles.Parse(Json.TextOf(ref from));
            else if (from.ValueTextEquals("known_since"u8))
                knownSince = Json.TimeOf(ref from);
            else if (from.ValueTextEquals("seen_at"u8))
                seenAt = Json.TimeOf(ref from);
            else if (from.ValueTextEquals("note"u8))
                note = Json.TextOf(ref from);
            else if (from.ValueTextEquals("lost"u8))
                isLost = Json.FlagOf(ref from);
            else if (from.ValueTextEquals("ending"u8))
                ending = ClaimJson.EndingOf(ref from);
            else if (from.ValueTextEquals("ended"u8))
                ended = Json.TextOf(ref from);
            else if (from.ValueTextEquals("reaped"u8))
                reaped = Json.TextOf(ref from);
            else if (from.ValueTextEquals("kept"u8))
                kept = Json.TextOf(ref from);
            else if (from.ValueTextEquals("root"u8))
                root = Json.NextProcessOf(ref from, boot);
            else if (from.ValueTextEquals("started_at"u8))
                startedAt = Json.TimeOf(ref from);
            else if (from.ValueTextEquals("pane_socket"u8))
                paneSocket = Json.TextOf(ref from);
            else if (from.ValueTextEquals("pane_server_pid"u8))
                paneServerPid = Json.SmallNumberOf(ref from);
            else if (from.ValueTextEquals("pane_server_start"u8))
                paneServerStart = Json.NumberOf(ref from);
            else if (from.ValueTextEquals("pane_id"u8))
                paneId = Json.TextOf(ref from);
            else if (from.ValueTextEquals("pane_session"u8))
                paneSession = Json.TextOf(ref from);
            else if (from.ValueTextEquals("owns_pane"u8))
                ownsPane = Json.FlagOf(ref from);
            else if (from.ValueTextEquals("declaration_file"u8))
                declarationFile = Json.TextOf(ref from);
            else if (from.ValueTextEquals("command"u8))
                command = Json.TextOf(ref from);
            else if (from.ValueTextEquals("cwd"u8))
                cwd = Json.TextOf(ref from);
            else if (from.ValueTextEquals("log"u8))
                log = Json.TextOf(ref from);
            else if (from.ValueTextEquals("worktree"u8))
                worktree = Json.TextOf(ref from);
            else if (from.ValueTextEquals("branch"u8))
                branch = Json.TextOf(ref from);
            else if (from.ValueTextEquals("task"u8))
                task = Json.TextOf(ref from);
            else if (from.ValueTextEquals("type"u8))
                type = Json.TextOf(ref from);
            else if (from.ValueTextEquals("result_url"u8))
                resultUrl = Json.TextOf(ref from);
            else if (from.ValueTextEquals("summary"u8))
                summary = Json.TextOf(ref from);
            else if (from.ValueTextEquals("cpu_nanoseconds"u8))
                cpuNanoseconds = Json.NumberOf(ref from);
            else if (from.ValueTextEquals("sampled_at"u8))
                sampledAt = Json.TimeOf(ref from);
            else if (from.ValueTextEquals("busy_at"u8))
                busyAt = Json.TimeOf(ref from);
            else if (from.ValueTextEquals("members"u8))
                members = Json.ProcessesOf(ref from, boot);
            else
                Json.SkipValue(ref from);
        }
        return new RememberedWorker
        {
            Identity = identity ?? throw Json.Lacks("identity"),
            Key = key ?? throw Json.Lacks("key"),
            Name = name ?? throw Json.Lacks("name"),
            Source = source ?? throw Json.Lacks("source"),
            Kind = kind ?? throw Json.Lacks("kind"),
            AlsoKnownAs = alsoKnownAs,
            State = state ?? throw Json.Lacks("state"),
            Since = since ?? throw Json.Lacks("since"),
            KnownState = knownState,
            KnownSince = knownSince,
            SeenAt = seenAt,
            Note = note,
            IsLost = isLost,
            Ending = ending,
            Ended = ended,
            Reaped = reaped,
            Kept = kept,
            Root = root,
            StartedAt = startedAt,
            PaneSocket = paneSocket,
            PaneServerPid = paneServerPid,
            PaneServerStart = paneServerStart,
            PaneId = paneId,
            PaneSession = paneSession,
            OwnsPane = ownsPane,
            DeclarationFile = declarationFile,
            Command = command,
            Cwd = cwd,
            Log = log,
            Worktree = worktree,
            Branch = branch,
            Task = task,
            Type = type,
            ResultUrl = resultUrl,
            Summary = summary,
            CpuNanoseconds = cpuNanoseconds,
            SampledAt = sampledAt,
            BusyAt = busyAt,
            Members = members,
        };
    }
}
