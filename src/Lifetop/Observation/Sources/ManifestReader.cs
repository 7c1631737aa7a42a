using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Sources;

/// <summary>Bytes of a manifest to its fields; pure. Unknown fields are passed over, wrong ones remarked upon.</summary>
internal static class ManifestReader
{
    private const int MostEntries = 256;

    /// <summary>Null with the reason when it is no JSON object.</summary>
    public static ManifestFields? Read(ReadOnlySpan<byte> text, List<Evidence> remarks, out string wrong)
    {
        wrong = "";
        var json = new JsonFields(text, ManifestSource.Label, remarks);
        try
        {
            if (!json.Begin())
            {
                wrong = "not a JSON object";
                return null;
            }
            var fields = new ManifestFields();
            while (json.Next() is { } name)
                Take(name, ref json, fields);
            json.End();
            return fields;
        }
        catch (JsonFault torn)
        {
            wrong = torn.Words;
            return null;
        }
    }

    private static void Take(string name, ref JsonFields json, ManifestFields to)
    {
        switch (name)
        {
            case "key": to.Key = json.Text(); break;
            case "name": to.Name = json.Text(); break;
            case "kind": to.Kind = json.Text(); break;
            case "type": to.Type = json.Text(); break;
            case "command": TakeCommand(ref json, to); break;
            case "cwd": to.Cwd = json.Text(); break;
            case "pid": TakePid(ref json, to); break;
            case "start_ticks": to.StartTicks = json.Whole(0, long.MaxValue); break;
            case "started_at": to.StartedAt = json.Time(); break;
            case "boot_id": to.Boot = TakeBoot(ref json); break;
            case "pane": to.Pane = TakePane(ref json); break;
            case "log": to.Log = json.Text(); break;
            case "heartbeat_file": to.HeartbeatFile = json.Text(); break;
            case "heartbeat_at": to.HeartbeatAt = json.Time(); break;
            case "heartbeat_limit": to.HeartbeatLimit = json.Duration(); break;
            case "grace": to.Grace = json.Duration(); break;
            case "owner": to.Owner = TakeOwner(ref json); break;
            case "task": to.Task = json.Text(); break;
            case "priority": to.Priority = json.TextOrNumber(); break;
            case "tokens": TakeTokens(ref json, to); break;
            case "health": to.Health = Health(json.Number(), ref json); break;
            case "state": to.State = json.Text(); break;
            case "state_since": to.StateSince = json.Time(); break;
            case "states": to.States = TakePairs(ref json, name); break;
            case "ended": to.Ended = TakeEnd(ref json); break;
            case "result_url": to.ResultUrl = json.Text(); break;
            case "summary": to.Summary = json.Text(); break;
            case "branch": to.Branch = json.Text(); break;
            case "worktree": to.Worktree = json.Text(); break;
            case "restart": to.Restart = json.Text(); break;
            case "restarts": to.Restarts = (int?)json.Whole(0, int.MaxValue); break;
            case "created_at": to.CreatedAt = json.Time(); break;
            case "leaves": to.Leaves = json.Texts(MostEntries); break;
            case "markers": to.Markers = TakePairs(ref json, name); break;
            default: json.Skip(); break;
        }
    }

    /// <summary>0 to 100; fractions are rounded.</summary>
    public static int? Health(double? value, ref JsonFields json)
    {
        if (value is null or (>= 0 and <= 100))
            return (int?)Round(value);
        json.Remark("is not from 0 to 100; ignored");
        return null;
    }

    private static double? Round(double? value) => value is { } number ? Math.Round(number) : null;

    private static void TakeCommand(ref JsonFields json, ManifestFields to)
    {
        to.IsCommandExact = json.IsList;
        to.Arguments = json.IsList ? json.Texts(4096) : null;
        to.Command = to.IsCommandExact ? to.Arguments is { } words ? string.Join(' ', words) : null : json.Text();
    }

    /// <summary>0 and null say that it has not started; anything else outside the range is no pid and never becomes one.</summary>
    private static void TakePid(ref JsonFields json, ManifestFields to)
    {
        bool isMissing = json.IsNull;
        long? pid = json.Whole(0, int.MaxValue);
        to.IsPidWrong = pid is null && !isMissing;
        to.Pid = pid is null or 0 ? null : (int)pid;
    }

    private static Guid? TakeBoot(ref JsonFields json)
    {
        if (json.Text() is not { } text)
            return null;
        if (Guid.TryParseExact(text, "D", out var boot) || Guid.TryParseExact(text, "N", out boot))
            return boot;
        json.Remark("is not a boot id (/proc/sys/kernel/random/boot_id); ignored");
        return null;
    }

    private static ManifestPane? TakePane(ref JsonFields json)
    {
        if (!json.Object())
            return null;
        var pane = new ManifestPane();
        while (json.Next("pane") is { } name)
        {
            switch (name)
            {
                case "socket": pane.Socket = json.Text(); break;
                case "id": pane.Id = json.Text(); break;
                case "session": pane.Session = json.Text(); break;
                case "window": pane.Window = json.Text(); break;
                case "server_pid": pane.ServerPid = (int?)json.Whole(1, int.MaxValue); break;
                case "server_start_ticks": pane.ServerStartTicks = json.Whole(0, long.MaxValue); break;
                case "belongs": pane.Belongs = json.Truth() ?? true; break;
                default: json.Skip(); break;
            }
        }
        return pane;
    }

    private static ManifestOwner? TakeOwner(ref JsonFields json)
    {
        if (!json.Object())
            return null;
        var owner = new ManifestOwner();
        while (json.Next("owner") is { } name)
        {
            switch (name)
            {
                case "name": owner.Name = json.Text(); break;
                case "program": owner.Program = json.Text(); break;
                case "pid": owner.Pid = (int?)json.Whole(1, int.MaxValue); break;
                case "start_ticks": owner.StartTicks = json.Whole(0, long.MaxValue); break;
                default: json.Skip(); break;
            }
        }
        return owner;
    }

    private static ManifestEnd? TakeEnd(ref JsonFields json)
    {
        if (json.IsNull || !json.Object())
            return null;
        var end = new ManifestEnd();
        while (json.Next("ended") is { } name)
        {
            switch (name)
            {
                case "exit_code": end.ExitCode = (int?)json.Whole(0, 255); break;
                case "signal": end.Signal = (int?)json.Whole(1, 64); break;
                case "at": end.At = json.Time(); break;
                default: json.Skip(); break;
            }
        }
        return end;
    }

    private static void TakeTokens(ref JsonFields json, ManifestFields to)
    {
        if (!json.Object())
            return;
        while (json.Next("tokens") is { } name)
        {
            switch (name)
            {
                case "allocated": to.TokensAllocated = json.Whole(0, long.MaxValue); break;
                case "used": to.TokensUsed = json.Whole(0, long.MaxValue); break;
                default: json.Skip(); break;
            }
        }
    }

    private static Dictionary<string, string>? TakePairs(ref JsonFields json, string inside)
    {
        if (!json.Object())
            return null;
        var pairs = new Dictionary<string, string>();
        while (json.Next(inside) is { } name)
        {
            if (json.Text() is { } value && pairs.Count < MostEntries)
                pairs[name] = value;
        }
        return pairs;
    }
}
