using System;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Registry;

/// <summary>A declaration as JSON, whole: it must come back as it went, claims and all.</summary>
internal static class DeclarationJson
{
    private static readonly string[] SaysWords =
        ["", "pending", "live", "idle", "waiting", "stalled", "restarting", "completed", "failed", "blocked", "orphan", "over"];

    public static void Write(JsonWriter to, Declaration declared)
    {
        to.WriteStartObject();
        to.WriteString("source"u8, declared.Source);
        to.WriteString("identity"u8, declared.Identity);
        to.WriteString("key"u8, declared.Key.Text);
        to.WriteString("name"u8, declared.Name);
        Json.Text(to, "kind"u8, declared.Kind?.Word());
        Json.Text(to, "type"u8, declared.Type);
        if (declared.WrittenAt != default)
            Json.Time(to, "written_at"u8, declared.WrittenAt);
        Json.Text(to, "file"u8, declared.File);
        if (declared.Process is { } process)
        {
            to.WritePropertyName("process"u8);
            ClaimJson.Write(to, process);
        }
        if (declared.Pane is { } pane)
        {
            to.WritePropertyName("pane"u8);
            ClaimJson.Write(to, pane);
        }
        if (declared.Owner is { } owner)
        {
            to.WritePropertyName("owner"u8);
            ClaimJson.Write(to, owner);
        }
        Json.Text(to, "command"u8, declared.Command);
        ClaimJson.Write(to, "arguments"u8, declared.Arguments);
        Json.Text(to, "cwd"u8, declared.Cwd);
        Json.Text(to, "worktree"u8, declared.Worktree);
        Json.Text(to, "branch"u8, declared.Branch);
        Json.Text(to, "log"u8, declared.Log);
        Json.Text(to, "heartbeat_file"u8, declared.HeartbeatFile);
        Json.Time(to, "last_beat"u8, declared.LastBeat);
        Json.Span(to, "heartbeat_limit"u8, declared.HeartbeatLimit);
        Json.Span(to, "grace"u8, declared.Grace);
        Json.Text(to, "task"u8, declared.Task);
        Json.Text(to, "priority"u8, declared.Priority);
        Json.Text(to, "result_url"u8, declared.ResultUrl);
        Json.Text(to, "summary"u8, declared.Summary);
        Json.Number(to, "health_score"u8, declared.HealthScore);
        Json.Number(to, "tokens_allocated"u8, declared.TokensAllocated);
        Json.Number(to, "tokens_used"u8, declared.TokensUsed);
        Json.Number(to, "restarts"u8, declared.Restarts);
        Json.Text(to, "restart_policy"u8, declared.RestartPolicy, "no");
        Json.Text(to, "native_state"u8, declared.NativeState);
        if (declared.Says != DeclaredState.Nothing)
            to.WriteString("says"u8, SaysWords[(int)declared.Says]);
        Json.Time(to, "says_since"u8, declared.SaysSince);
        Json.Number(to, "exit_code"u8, declared.ExitCode);
        Json.Number(to, "signal"u8, declared.Signal);
        Json.Text(to, "malformed"u8, declared.Malformed);
        ClaimJson.Write(to, "leaves"u8, declared.Leaves);
        ClaimJson.Write(to, "markers"u8, declared.Markers);
        ClaimJson.Write(to, "remarks"u8, declared.Remarks);
        Json.Flag(to, "adopted"u8, declared.Adopted);
        Json.Flag(to, "spawned"u8, declared.Spawned);
        to.WriteEndObject();
    }

    /// <summary>The reader stands on the start of the object; afterwards on its end.</summary>
    public static Declaration Read(ref JsonCursor from)
    {
        Json.Expect(ref from, JsonToken.ObjectStart);
        string? source = null;
        string? identity = null;
        string? key = null;
        string? name = null;
        WorkerKind? kind = null;
        string? type = null;
        DateTimeOffset writtenAt = default;
        string? file = null;
        ProcessClaim? process = null;
        PaneClaim? pane = null;
        OwnerClaim? owner = null;
        string? command = null;
        ImmutableArray<string> arguments = [];
        string? cwd = null;
        string? worktree = null;
        string? branch = null;
        string? log = null;
        string? heartbeatFile = null;
        DateTimeOffset? lastBeat = null;
        TimeSpan? heartbeatLimit = null;
        TimeSpan? grace = null;
        string? task = null;
        string? priority = null;
        string? resultUrl = null;
        string? summary = null;
        int? healthScore = null;
        long? tokensAllocated = null;
        long? tokensUsed = null;
        int? restarts = null;
        string restartPolicy = "no";
        string? nativeState = null;
        DeclaredState says = default;
        DateTimeOffset? saysSince = null;
        int? exitCode = null;
        int? signal = null;
        string? malformed = null;
        ImmutableArray<Residue> leaves = [];
        ImmutableArray<EnvironmentMarker> markers = [];
        ImmutableArray<Evidence> remarks = [];
        bool adopted = default;
        bool spawned = default;
        while (Json.NextName(ref from))
        {
            if (from.ValueTextEquals("source"u8))
                source = Json.TextOf(ref from);
            else if (from.ValueTextEquals("identity"u8))
                identity = Json.TextOf(ref from);
            else if (from.ValueTextEquals("key"u8))
                key = Json.TextOf(ref from);
            else if (from.ValueTextEquals("name"u8))
                name = Json.TextOf(ref from);
            else if (from.ValueTextEquals("kind"u8))
                kind = WorkerKinds.Parse(Json.TextOf(ref from));
            else if (from.ValueTextEquals("type"u8))
                type = Json.TextOf(ref from);
            else if (from.ValueTextEquals("written_at"u8))
                writtenAt = Json.TimeOf(ref from);
            else if (from.ValueTextEquals("file"u8))
                file = Json.TextOf(ref from);
            else if (from.ValueTextEquals("process"u8))
                process = ClaimJson.ProcessClaimOf(ref from);
            else if (from.ValueTextEquals("pane"u8))
                pane = ClaimJson.PaneClaimOf(ref from);
            else if (from.ValueTextEquals("owner"u8))
                owner = ClaimJson.OwnerClaimOf(ref from);
            else if (from.ValueTextEquals("command"u8))
                command = Json.TextOf(ref from);
            else if (from.ValueTextEquals("arguments"u8))
                arguments = Json.TextsOf(ref from);
            else if (from.ValueTextEquals("cwd"u8))
                cwd = Json.TextOf(ref from);
            else if (from.ValueTextEquals("worktree"u8))
                worktree = Json.TextOf(ref from);
            else if (from.ValueTextEquals("branch"u8))
                branch = Json.TextOf(ref from);
            else if (from.ValueTextEquals("log"u8))
                log = Json.TextOf(ref from);
            else if (from.ValueTextEquals("heartbeat_file"u8))
                heartbeatFile = Json.TextOf(ref from);
            else if (from.ValueTextEquals("last_beat"u8))
                lastBeat = Json.TimeOf(ref from);
            else if (from.ValueTextEquals("heartbeat_limit"u8))
                heartbeatLimit = Json.SpanOf(ref from);
            else if (from.ValueTextEquals("grace"u8))
                grace = Json.SpanOf(ref from);
            else if (from.ValueTextEquals("task"u8))
                task = Json.TextOf(ref from);
            else if (from.ValueTextEquals("priority"u8))
                priority = Json.TextOf(ref from);
            else if (from.ValueTextEquals("result_url"u8))
                resultUrl = Json.TextOf(ref from);
            else if (from.ValueTextEquals("summary"u8))
                summary = Json.TextOf(ref from);
            else if (from.ValueTextEquals("health_score"u8))
                healthScore = Json.SmallNumberOf(ref from);
            else if (from.ValueTextEquals("tokens_allocated"u8))
                tokensAllocated = Json.NumberOf(ref from);
            else if (from.ValueTextEquals("tokens_used"u8))
                tokensUsed = Json.NumberOf(ref from);
            else if (from.ValueTextEquals("restarts"u8))
                restarts = Json.SmallNumberOf(ref from);
            else if (from.ValueTextEquals("restart_policy"u8))
                restartPolicy = Json.TextOf(ref from);
            else if (from.ValueTextEquals("native_state"u8))
                nativeState = Json.TextOf(ref from);
            else if (from.ValueTextEquals("says"u8))
                says = SaysOf(Json.TextOf(ref from));
            else if (from.ValueTextEquals("says_since"u8))
                saysSince = Json.TimeOf(ref from);
            else if (from.ValueTextEquals("exit_code"u8))
                exitCode = Json.SmallNumberOf(ref from);
            else if (from.ValueTextEquals("signal"u8))
                signal = Json.SmallNumberOf(ref from);
            else if (from.ValueTextEquals("malformed"u8))
                malformed = Json.TextOf(ref from);
            else if (from.ValueTextEquals("leaves"u8))
                leaves = ClaimJson.LeavesOf(ref from);
            else if (from.ValueTextEquals("markers"u8))
                markers = ClaimJson.MarkersOf(ref from);
            else if (from.ValueTextEquals("remarks"u8))
                remarks = ClaimJson.RemarksOf(ref from);
            else if (from.ValueTextEquals("adopted"u8))
                adopted = Json.FlagOf(ref from);
            else if (from.ValueTextEquals("spawned"u8))
                spawned = Json.FlagOf(ref from);
            else
                Json.SkipValue(ref from);
        }
        return new Declaration
        {
            Source = source ?? throw Json.Lacks("source"),
            Identity = identity ?? throw Json.Lacks("identity"),
            Key = new WorkerKey(key ?? throw Json.Lacks("key")),
            Name = name ?? throw Json.Lacks("name"),
            Kind = kind,
            Type = type,
            WrittenAt = writtenAt,
            File = file,
            Process = process,
            Pane = pane,
            Owner = owner,
            Command = command,
            Arguments = arguments,
            Cwd = cwd,
            Worktree = worktree,
            Branch = branch,
            Log = log,
            HeartbeatFile = heartbeatFile,
            LastBeat = lastBeat,
            HeartbeatLimit = heartbeatLimit,
            Grace = grace,
            Task = task,
            Priority = priority,
            ResultUrl = resultUrl,
            Summary = summary,
            HealthScore = healthScore,
            TokensAllocated = tokensAllocated,
            TokensUsed = tokensUsed,
            Restarts = restarts,
            RestartPolicy = restartPolicy,
            NativeState = nativeState,
            Says = says,
            SaysSince = saysSince,
            ExitCode = exitCode,
            Signal = signal,
            Malformed = malformed,
            Leaves = leaves,
            Markers = markers,
            Remarks = remarks,
            Adopted = adopted,
            Spawned = spawned,
        };
    }

    private static DeclaredState SaysOf(string word) => (DeclaredState)Math.Max(0, Array.IndexOf(SaysWords, word));
}
