using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Results;

/// <summary>
/// What became of the pull requests that workers made: what was heard last, and one question at a time on a thread of its own, so that
/// no look waits for the network. Who looks only once asks nobody.
/// </summary>
/// <param name="folder">Where answers are kept; null keeps them in memory.</param>
/// <param name="answered">Called on the thread that asks, after each answer.</param>
public sealed class PullRequests(string? folder, Action answered, TimeProvider time) : IDisposable
{
    public const string Label = "gh";

    private const int StackBytes = 256 * 1024;
    private static readonly TimeSpan OpenAgain = TimeSpan.FromMinutes(5), ClosedAgain = TimeSpan.FromHours(1), FailedAgain = TimeSpan.FromMinutes(5);

    private readonly string? _file = folder is null ? null : NativePath.Join(folder, PullRequestMemory.Name);
    private readonly WakeFlag _asked = new();
    private readonly List<string> _wanted = [];
    private ImmutableArray<Declaration> _declared = [];
    private Dictionary<string, PullRequestAnswer> _taken = [];
    private volatile Dictionary<string, PullRequestAnswer>? _heard;
    private Thread? _thread;
    private volatile string? _question;
    private volatile bool _ended;
    private bool _isRead;
    private DateTimeOffset _dueAt;

    /// <summary>Whether anybody is asked; else only what was heard before is told.</summary>
    public bool Asks { get; init; }

    /// <summary>Whether answers are kept for the next lifetop.</summary>
    public bool Keeps { get; init; }

    /// <summary>What was last heard; null for what nobody has asked yet.</summary>
    public PullRequestAnswer? Of(string url) => _taken.TryGetValue(url, out var answer) ? answer : null;

    /// <summary>Takes what was heard since, and asks what is due. True when any answer is another.</summary>
    public bool Refresh(ImmutableArray<Declaration> declared, DateTimeOffset now)
    {
        if (_declared != declared)
        {
            _declared = declared;
            Want(declared);
            _dueAt = DateTimeOffset.MinValue;
        }
        if (_wanted.Count == 0)
            return false;
        bool changed = false;
        if (!_isRead)
        {
            _isRead = true;
            var known = new Dictionary<string, PullRequestAnswer>();
            if (_file is not null)
                PullRequestMemory.AddTo(known, _file);
            (_taken, changed) = (known, known.Count > 0);
        }
        if (_question is not null)
            return changed;
        if (_heard is { } heard)
        {
            (_taken, _heard, changed) = (heard, null, true);
            _dueAt = DateTimeOffset.MinValue;
        }
        if (Asks && now >= _dueAt)
            AskNext(now);
        return changed;
    }

    public void Dispose()
    {
        _ended = true;
        _asked.Raise();
    }

    private void Want(ImmutableArray<Declaration> declared)
    {
        _wanted.Clear();
        foreach (var declaration in declared.AsSpan())
            if (declaration.ResultUrl is { } url && PullRequestUrl.IsValid(url) && !_wanted.Contains(url))
                _wanted.Add(url);
    }

    private void AskNext(DateTimeOffset now)
    {
        _dueAt = DateTimeOffset.MaxValue;
        foreach (string url in _wanted)
        {
            var due = Of(url) is { } answer ? DueAfter(answer) : DateTimeOffset.MinValue;
            if (due <= now)
            {
                Ask(url);
                return;
            }
            if (due < _dueAt)
                _dueAt = due;
        }
    }

    private static DateTimeOffset DueAfter(PullRequestAnswer answer) => answer switch
    {
        { State: PullRequestState.Merged } => DateTimeOffset.MaxValue,
        { Trouble: not null } => answer.AskedAt + FailedAgain,
        { State: PullRequestState.Closed } => answer.AskedAt + ClosedAgain,
        _ => answer.AskedAt + OpenAgain,
    };

    private void Ask(string url)
    {
        _question = url;
        if (_thread is null)
        {
            _thread = new Thread(Serve, StackBytes) { IsBackground = true, Name = Label };
            _thread.UnsafeStart();
        }
        _asked.Raise();
    }

    private void Serve()
    {
        while (true)
        {
            _asked.Wait();
            if (_ended)
                return;
            if (_question is not { } url)
                continue;
            // _taken is not changed while a question is open.
            _heard = Answer(url, new Dictionary<string, PullRequestAnswer>(_taken));
            _question = null;
            answered();
        }
    }

    private Dictionary<string, PullRequestAnswer> Answer(string url, Dictionary<string, PullRequestAnswer> known)
    {
        var now = time.GetUtcNow();
        if (_file is not null)
            PullRequestMemory.AddTo(known, _file);
        known.TryGetValue(url, out var before);
        // Another lifetop has asked meanwhile.
        if (before is { Trouble: null } && DueAfter(before) > now)
            return known;
        var state = GitHubQuestion.Ask(url, out string? trouble);
        now = time.GetUtcNow();
        known[url] = trouble is null
            ? new PullRequestAnswer(url, state, now)
            : new PullRequestAnswer(url, before?.State ?? PullRequestState.Unknown, before?.SeenAt ?? now) { AskedAt = now, Trouble = trouble };
        if (trouble is null && Keeps && _file is not null)
            _ = PullRequestMemory.Write(known, _file);
        return known;
    }
}
