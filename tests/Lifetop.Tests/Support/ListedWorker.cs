using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Lifetop.Tests.Support;

/// <summary>A worker as <c>ls --json</c> gives it.</summary>
public sealed class ListedWorker(JsonElement json)
{
    public JsonElement Json { get; } = json;

    public string Key => Text("key")!;

    public string Name => Text("name")!;

    public string Source => Text("source")!;

    public string Kind => Text("kind")!;

    public string State => Text("state")!;

    public string? NativeState => Text("native_state");

    public int? Pid => (int?)Number("pid");

    public double? Age => Number("age_seconds");

    public double? StateAge => Number("state_age_seconds");

    public int? ExitCode => (int?)Number("exit_code");

    public int? Signal => (int?)Number("signal");

    public string? PaneId => Json.GetProperty("pane") is { ValueKind: JsonValueKind.Object } pane ? pane.GetProperty("pane_id").GetString() : null;

    public string? Session => Json.GetProperty("pane") is { ValueKind: JsonValueKind.Object } pane ? pane.GetProperty("session").GetString() : null;

    /// <summary>All of the evidence in one text.</summary>
    public string Evidence => string.Join("; ", Json.GetProperty("evidence").EnumerateArray().Select(static fact => $"{fact.GetProperty("text").GetString()} · {fact.GetProperty("source").GetString()}"));

    /// <summary>What is left as "kind what".</summary>
    public IReadOnlyList<string> Residue => [.. Json.GetProperty("residue").EnumerateArray().Select(static left => $"{left.GetProperty("kind").GetString()} {left.GetProperty("what").GetString()}")];

    /// <summary>yes, no or unknown.</summary>
    public string SafeToRemove => Json.GetProperty("safe_to_remove").GetProperty("answer").GetString()!;

    public IReadOnlyList<int> Ports => [.. Json.GetProperty("ports").EnumerateArray().Select(static port => port.GetInt32())];

    /// <summary>Whether lifetop takes it for alive.</summary>
    public bool IsAlive => State is "running" or "idle" or "waiting" or "stalled" or "orphan" or "pending";

    /// <summary>Whether lifetop says that it is over.</summary>
    public bool IsOver => State is "zombie" or "completed" or "failed" or "blocked" or "cleaned";

    public string? Text(string field) => Json.GetProperty(field) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public double? Number(string field) => Json.GetProperty(field) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    public override string ToString() => Json.GetRawText();
}
