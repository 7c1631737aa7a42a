using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading;
using Lifetop.Observation.Systems.CommitRelay;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems.CommitRelay;

/// <summary>
/// Carries out what a plan does to commit-relay's specs and its budget: only while a spec is what was planned, or what a step before made of
/// it. One for each run of a plan, because it remembers what it changed and where it went.
/// </summary>
public sealed class SpecRunner : IStepRunner
{
    private const int MostSuffixes = 1000;
    private const int Limit = 1024 * 1024;

    private readonly Dictionary<string, FileStamp> _ours = [];
    private readonly Dictionary<string, string> _went = [];
    private readonly HashSet<string> _stuck = [];

    public bool Runs(PlanStep step) => step is EditSpec or MoveSpec or ReturnTokens;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        // Each step begins with what the one before has made.
        if (_stuck.Contains(worker.Identity))
            return new StepResult(StepOutcome.Skipped, "the step before it failed");
        var result = step switch
        {
            EditSpec edit => Edit(edit),
            MoveSpec move => Move(move),
            _ => Return((ReturnTokens)step),
        };
        if (result.Outcome is StepOutcome.Failed or StepOutcome.NoRights)
            _stuck.Add(worker.Identity);
        return result;
    }

    private StepResult Edit(EditSpec edit)
    {
        if (edit.Stamp is { } planned && Changed(edit.Path, planned) is { } changed)
            return changed;
        var trouble = JsonEdit.Apply(edit.Path, json =>
        {
            json["status"] = edit.Status;
            if (edit.EndedAt is { } ended)
                json["completed_at"] = Text(ended);
            if (edit.CleanedAt is { } cleaned)
                json["cleanup"] = new JsonObject { ["cleaned_at"] = Text(cleaned), ["reason"] = edit.Reason, ["automated"] = false };
            return null;
        }, out var after);
        if (trouble is not null)
            return trouble;
        _ours[edit.Path] = after;
        return new StepResult(StepOutcome.Done, $"marked as {edit.Status}");
    }

    private StepResult Move(MoveSpec move)
    {
        string from = _went.GetValueOrDefault(move.Path, move.Path);
        if (Changed(from, move.Stamp) is { } changed)
            return changed;
        string folder = NativePath.Folder(move.Destination);
        if (AtomicFile.MakeFolder(folder) is not 0 and var missing)
            return Trouble(missing);
        string target = move.Destination;
        for (int suffix = 2; ; suffix++)
        {
            int errno = AtomicFile.Move(from, target);
            if (errno == 0)
                break;
            if (errno != Errno.Exists || suffix > MostSuffixes)
                return Trouble(errno);
            target = $"{move.Destination[..^".json".Length]}-{suffix.ToString(CultureInfo.InvariantCulture)}.json";
        }
        _went[move.Destination] = target;
        _ours[target] = FileStamp.Of(target);
        return new StepResult(StepOutcome.Done, target == move.Destination ? "moved" : $"moved, as {NativePath.Name(target)}: there was one of its name");
    }

    private StepResult Return(ReturnTokens give)
    {
        string path = _went.GetValueOrDefault(give.Path, give.Path);
        if (Changed(path, give.Stamp) is { } changed)
            return changed;
        var reading = RegularFile.Read(path, Limit);
        if (!reading.IsRead || RelaySpecReader.Read(reading.Bytes, [], out _) is not { } spec)
            return new StepResult(StepOutcome.Skipped, "its spec cannot be read now: no tokens are counted");
        long tokens = Math.Max(0, (spec.TokensAllocated ?? 0) - (spec.TokensUsed ?? 0));
        if (tokens == 0)
            return new StepResult(StepOutcome.Already, "nothing is left of its tokens");
        if (spec.AreTokensReturned)
            return new StepResult(StepOutcome.Already, "they were given back before");
        // What could not be noted would be given once more.
        if (AtomicFile.Hindrance(NativePath.Folder(path)) is not 0 and var closed)
            return Trouble(closed);
        if (JsonEdit.Apply(give.Budget, json => BudgetEdit.Give(json, tokens), out _) is { } trouble)
            return trouble;
        // Its spec takes note, so that a plan which goes on after a death does not give them twice.
        var noted = JsonEdit.Apply(path, json =>
        {
            if (json["cleanup"] is not JsonObject)
                json["cleanup"] = new JsonObject();
            json["cleanup"]!["tokens_returned"] = tokens;
            return null;
        }, out var after);
        if (noted is not null)
            return noted with { Outcome = StepOutcome.Partly, Detail = $"given back, but not noted in its spec: {noted.Detail}" };
        _ours[path] = after;
        return new StepResult(StepOutcome.Done, $"{tokens.ToString(CultureInfo.InvariantCulture)} given back");
    }

    /// <summary>Null while it is the planned file, or ours.</summary>
    private StepResult? Changed(string path, in FileStamp planned)
    {
        var now = FileStamp.Of(path, followLinks: false, out int errno);
        if (errno == Errno.NoEntry)
            return new StepResult(StepOutcome.Already, "gone");
        if (errno != 0)
            return Trouble(errno);
        if (!now.IsRegular)
            return new StepResult(StepOutcome.Failed, $"is {now.Describe()} now");
        return now == (_ours.TryGetValue(path, out var ours) ? ours : planned) ? null : new StepResult(StepOutcome.Failed, "has changed since it was looked at: ask again");
    }

    /// <summary>As its scripts write times.</summary>
    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static StepResult Trouble(int errno)
        => new(errno is Errno.Access or Errno.Perm ? StepOutcome.NoRights : StepOutcome.Failed, FileFailures.Words(errno));
}
