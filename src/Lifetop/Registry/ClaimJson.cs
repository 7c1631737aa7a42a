using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Registry;

/// <summary>The small records inside declarations and workers as JSON, each beside its reading. A reading begins on the name before the value.</summary>
internal static class ClaimJson
{
    public static void Write(JsonWriter to, ProcessClaim claim)
    {
        to.WriteStartObject();
        to.WriteNumber("pid"u8, claim.Pid);
        Json.Number(to, "start_ticks"u8, claim.StartTicks);
        // An empty id is still a claim of a boot.
        if (claim.Boot is { } boot)
            to.WriteString("boot"u8, boot);
        Json.Time(to, "started_at"u8, claim.StartedAt);
        Json.Text(to, "required_command"u8, claim.RequiredCommand, "");
        to.WriteEndObject();
    }

    public static ProcessClaim ProcessClaimOf(ref JsonCursor from)
    {
        Begin(ref from);
        int? pid = null;
        long? startTicks = null;
        Guid? boot = null;
        DateTimeOffset? startedAt = null;
        string requiredCommand = "";
        while (Json.NextName(ref from))
        {
            if (from.ValueTextEquals("pid"u8))
                pid = Json.SmallNumberOf(ref from);
            else if (from.ValueTextEquals("start_ticks"u8))
                startTicks = Json.NumberOf(ref from);
            else if (from.ValueTextEquals("boot"u8))
                boot = Json.IdOf(ref from);
            else if (from.ValueTextEquals("started_at"u8))
                startedAt = Json.TimeOf(ref from);
            else if (from.ValueTextEquals("required_command"u8))
                requiredCommand = Json.TextOf(ref from);
            else
                Json.SkipValue(ref from);
        }
        return new ProcessClaim(pid ?? throw Json.Lacks("pid"))
        {
            StartTicks = startTicks,
            Boot = boot,
            StartedAt = startedAt,
            RequiredCommand = requiredCommand,
        };
    }

    public static void Write(JsonWriter to, PaneClaim claim)
    {
        to.WriteStartObject();
        Json.Text(to, "socket"u8, claim.Socket);
        Json.Text(to, "pane_id"u8, claim.PaneId);
        Json.Number(to, "server_pid"u8, claim.ServerPid);
        Json.Number(to, "server_start_ticks"u8, claim.ServerStartTicks);
        Json.Text(to, "session_name"u8, claim.SessionName);
        Json.Text(to, "window_name"u8, claim.WindowName);
        Json.Number(to, "root_pid"u8, claim.RootPid);
        Json.Flag(to, "belongs"u8, claim.Belongs, usual: true);
        to.WriteEndObject();
    }

    public static PaneClaim PaneClaimOf(ref JsonCursor from)
    {
        Begin(ref from);
        string? socket = null, paneId = null, sessionName = null, windowName = null;
        int? serverPid = null, rootPid = null;
        long? serverStartTicks = null;
        bool belongs = true;
        while (Json.NextName(ref from))
        {
            if (from.ValueTextEquals("socket"u8))
                socket = Json.TextOf(ref from);
            else if (from.ValueTextEquals("pane_id"u8))
                paneId = Json.TextOf(ref from);
            else if (from.ValueTextEquals("server_pid"u8))
                serverPid = Json.SmallNumberOf(ref from);
            else if (from.ValueTextEquals("server_start_ticks"u8))
                serverStartTicks = Json.NumberOf(ref from);
            else if (from.ValueTextEquals("session_name"u8))
                sessionName = Json.TextOf(ref from);
            else if (from.ValueTextEquals("window_name"u8))
                windowName = Json.TextOf(ref from);
            else if (from.ValueTextEquals("root_pid"u8))
                rootPid = Json.SmallNumberOf(ref from);
            else if (from.ValueTextEquals("belongs"u8))
                belongs = Json.FlagOf(ref from);
            else
                Json.SkipValue(ref from);
        }
        return new PaneClaim
        {
            Socket = socket,
            PaneId = paneId,
            ServerPid = serverPid,
            ServerStartTicks = serverStartTicks,
            SessionName = sessionName,
            WindowName = windowName,
            RootPid = rootPid,
            Belongs = belongs,
        };
    }

    public static void Write(JsonWriter to, OwnerClaim claim)
    {
        to.WriteStartObject();
        to.WriteString("name"u8, claim.Name);
        if (claim.Process is { } process)
        {
            to.WritePropertyName("process"u8);
            Json.Process(to, process, Guid.Empty);
        }
        Json.Text(to, "ancestor_program"u8, claim.AncestorProgram);
        to.WriteEndObject();
    }

    public static OwnerClaim OwnerClaimOf(ref JsonCursor from)
    {
        Begin(ref from);
        string? name = null, ancestorProgram = null;
        ProcessIdentity? process = null;
        while (Json.NextName(ref from))
        {
            if (from.ValueTextEquals("name"u8))
                name = Json.TextOf(ref from);
            else if (from.ValueTextEquals("process"u8))
                process = Json.NextProcessOf(ref from, Guid.Empty);
            else if (from.ValueTextEquals("ancestor_program"u8))
                ancestorProgram = Json.TextOf(ref from);
            else
                Json.SkipValue(ref from);
        }
        return new OwnerClaim(name ?? throw Json.Lacks("name")) { Process = process, AncestorProgram = ancestorProgram };
    }

    public static void Write(JsonWriter to, Ending ending)
    {
        to.WriteStartObject();
        Json.Number(to, "exit_code"u8, ending.ExitCode);
        Json.Number(to, "signal"u8, ending.Signal);
        Json.Time(to, "at"u8, ending.At);
        to.WriteString("source"u8, ending.Source);
        to.WriteEndObject();
    }

    public static Ending EndingOf(ref JsonCursor from)
    {
        Begin(ref from);
        int? exitCode = null, signal = null;
        DateTimeOffset? at = null;
        string source = "";
        while (Json.NextName(ref from))
        {
            if (from.ValueTextEquals("exit_code"u8))
                exitCode = Json.SmallNumberOf(ref from);
            else if (from.ValueTextEquals("signal"u8))
                signal = Json.SmallNumberOf(ref from);
            else if (from.ValueTextEquals("at"u8))
                at = Json.TimeOf(ref from);
            else if (from.ValueTextEquals("source"u8))
                source = Json.TextOf(ref from);
            else
                Json.SkipValue(ref from);
        }
        return new Ending(exitCode, signal, at, source);
    }

    public static void Write(JsonWriter to, ReadOnlySpan<byte> name, ImmutableArray<Residue> residue)
    {
        if (residue.IsDefaultOrEmpty)
            return;
        to.WriteStartArray(name);
        foreach (var left in residue)
            WritePair(to, left.Kind, left.What);
        to.WriteEndArray();
    }

    public static ImmutableArray<Residue> LeavesOf(ref JsonCursor from)
    {
        var found = new List<Residue>();
        BeginArray(ref from);
        while (Json.NextItem(ref from))
        {
            var (kind, what) = PairOf(ref from);
            found.Add(new Residue(kind, what));
        }
        return [.. found];
    }

    public static void Write(JsonWriter to, ReadOnlySpan<byte> name, ImmutableArray<EnvironmentMarker> markers)
    {
        if (markers.IsDefaultOrEmpty)
            return;
        to.WriteStartArray(name);
        foreach (var marker in markers)
            WritePair(to, marker.Name, marker.Value);
        to.WriteEndArray();
    }

    public static ImmutableArray<EnvironmentMarker> MarkersOf(ref JsonCursor from)
    {
        var found = new List<EnvironmentMarker>();
        BeginArray(ref from);
        while (Json.NextItem(ref from))
        {
            var (name, value) = PairOf(ref from);
            found.Add(new EnvironmentMarker(name, value));
        }
        return [.. found];
    }

    public static void Write(JsonWriter to, ReadOnlySpan<byte> name, ImmutableArray<Evidence> evidence)
    {
        if (evidence.IsDefaultOrEmpty)
            return;
        to.WritePropertyName(name);
        Write(to, evidence);
    }

    public static void Write(JsonWriter to, ImmutableArray<Evidence> evidence)
    {
        to.WriteStartArray();
        foreach (var fact in evidence)
        {
            to.WriteStartObject();
            to.WriteString("text"u8, fact.Text);
            to.WriteString("source"u8, fact.Source);
            Json.Time(to, "since"u8, fact.Since);
            Json.Text(to, "after"u8, fact.After, "");
            to.WriteEndObject();
        }
        to.WriteEndArray();
    }

    public static ImmutableArray<Evidence> RemarksOf(ref JsonCursor from)
    {
        var found = new List<Evidence>();
        BeginArray(ref from);
        while (Json.NextItem(ref from))
        {
            string text = "", source = "", after = "";
            DateTimeOffset? since = null;
            Json.Expect(ref from, JsonToken.ObjectStart);
            while (Json.NextName(ref from))
            {
                if (from.ValueTextEquals("text"u8))
                    text = Json.TextOf(ref from);
                else if (from.ValueTextEquals("source"u8))
                    source = Json.TextOf(ref from);
                else if (from.ValueTextEquals("since"u8))
                    since = Json.TimeOf(ref from);
                else if (from.ValueTextEquals("after"u8))
                    after = Json.TextOf(ref from);
                else
                    Json.SkipValue(ref from);
            }
            found.Add(new Evidence(text, source, since, after));
        }
        return [.. found];
    }

    public static void Write(JsonWriter to, ReadOnlySpan<byte> name, ImmutableArray<string> texts)
    {
        if (texts.IsDefaultOrEmpty)
            return;
        to.WriteStartArray(name);
        foreach (string text in texts)
            to.WriteStringValue(text);
        to.WriteEndArray();
    }

    private static void WritePair(JsonWriter to, string first, string second)
    {
        to.WriteStartArray();
        to.WriteStringValue(first);
        to.WriteStringValue(second);
        to.WriteEndArray();
    }

    private static (string First, string Second) PairOf(ref JsonCursor from)
    {
        Json.Expect(ref from, JsonToken.ArrayStart);
        string first = Json.TextOf(ref from), second = Json.TextOf(ref from);
        while (Json.NextItem(ref from))
            from.Skip();
        return (first, second);
    }

    private static void Begin(ref JsonCursor from)
    {
        from.Read();
        Json.Expect(ref from, JsonToken.ObjectStart);
    }

    private static void BeginArray(ref JsonCursor from)
    {
        from.Read();
        Json.Expect(ref from, JsonToken.ArrayStart);
    }
}
