using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace Lifetop.Tests.Support;

/// <summary>A run of <c>ls --watch --json</c>: each line with the moment at which it came.</summary>
public sealed class ProgramStream : IDisposable
{
    private readonly Process _process;
    private readonly List<StreamedLine> _lines = [];
    private readonly StringBuilder _errors = new();
    private readonly Task _reading;
    private readonly Task _complaining;
    private bool _isDisposed;

    internal ProgramStream(Process process)
    {
        _process = process;
        _process.StandardInput.Close();
        _reading = Task.Run(Read);
        _complaining = Task.Run(Complain);
    }

    public int Pid => _process.Id;

    public bool HasEnded => _process.HasExited;

    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    /// <summary>All lines until now.</summary>
    public IReadOnlyList<StreamedLine> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    /// <summary>The first object, with all workers.</summary>
    public StreamedLine First => Eventually.Get(() => Lines is [var first, ..] ? first : null, $"the first object of the stream {Errors}");

    /// <summary>What is known of a worker by the lines until now; null if it is not listed.</summary>
    public ListedWorker? Now(string key)
    {
        ListedWorker? known = null;
        foreach (var line in Lines)
        {
            if (line.Removed.Contains(key))
                known = null;
            known = line.Find(key) ?? known;
        }
        return known;
    }

    /// <summary>Waits for the worker to be as described.</summary>
    public ListedWorker Until(string key, Func<ListedWorker, bool> isSo, string what, TimeSpan? within = null)
    {
        ListedWorker? last = null;
        bool found = Eventually.IsTrue(() => (last = Now(key)) is not null && isSo(last), within);
        Assert.True(found, $"{key} never {what}; it is {last}\n{Errors}");
        return last!;
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        Task.WaitAll([_reading, _complaining], Eventually.Patience);
        _process.Dispose();
    }

    private void Read()
    {
        while (_process.StandardOutput.ReadLine() is { } text)
        {
            var line = new StreamedLine(text, Stopwatch.GetTimestamp());
            lock (_lines)
                _lines.Add(line);
        }
    }

    private void Complain()
    {
        while (_process.StandardError.ReadLine() is { } text)
            lock (_errors)
                _errors.AppendLine(text);
    }
}

/// <summary>One object of a stream.</summary>
/// <param name="At">When it was read, in ticks of <see cref="Stopwatch"/>.</param>
public sealed record StreamedLine(string Text, long At)
{
    private readonly JsonElement _json = JsonDocument.Parse(Text).RootElement;

    public IReadOnlyList<ListedWorker> Workers => [.. _json.GetProperty("workers").EnumerateArray().Select(static worker => new ListedWorker(worker))];

    public IReadOnlyList<string> Removed => _json.TryGetProperty("removed", out var removed) ? [.. removed.EnumerateArray().Select(static key => key.GetString()!)] : [];

    public ListedWorker? Find(string key) => Workers.FirstOrDefault(worker => worker.Key == key);
}
