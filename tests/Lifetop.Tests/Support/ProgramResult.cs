using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Lifetop.Tests.Support;

/// <summary>What one run of the program printed, and how and when it ended.</summary>
public sealed class ProgramResult(string command, int exitCode, byte[] output, byte[] errors, TimeSpan elapsed)
{
    private JsonElement? _json;

    public int ExitCode { get; } = exitCode;

    public TimeSpan Elapsed { get; } = elapsed;

    public byte[] Bytes { get; } = output;

    public byte[] ErrorBytes { get; } = errors;

    public string Output => Encoding.UTF8.GetString(Bytes);

    public string Errors => Encoding.UTF8.GetString(ErrorBytes);

    public string[] Lines => Output.TrimEnd('\n').Split('\n');

    public JsonElement Json => _json ??= Parse(Output);

    public IReadOnlyList<ListedWorker> Workers => [.. Json.GetProperty("workers").EnumerateArray().Select(static worker => new ListedWorker(worker))];

    /// <summary>The gaps as "source: what".</summary>
    public IReadOnlyList<string> Gaps => [.. Json.GetProperty("gaps").EnumerateArray().Select(static gap => $"{gap.GetProperty("source").GetString()}: {gap.GetProperty("what").GetString()}")];

    public ListedWorker? Find(string key) => Workers.FirstOrDefault(worker => worker.Key == key);

    /// <summary>The one worker of that key, which must be there.</summary>
    public ListedWorker this[string key]
    {
        get
        {
            var found = Workers.Where(worker => worker.Key == key).ToArray();
            Assert.True(found.Length == 1, $"{found.Length} rows {key} among: {string.Join(' ', Workers.Select(static worker => worker.Key))}\n{Errors}");
            return found[0];
        }
    }

    public IReadOnlyList<ListedWorker> OfPid(int pid) => [.. Workers.Where(worker => worker.Pid == pid)];

    public override string ToString() => $"lifetop {command}: exit {ExitCode} after {Elapsed.TotalMilliseconds:0} ms\n{Output}\n{Errors}";

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
