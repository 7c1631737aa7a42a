using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text;
using Lifetop.Actions;
using Lifetop.Actions.Spawning;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Registry;

/// <summary>A plan as the registry's JSON: the words people confirmed, and what is needed to make the same plan again.</summary>
internal static class PlanColumn
{
    public static string Of(Plan plan)
    {
        var to = new JsonWriter(1024);
        to.WriteStartObject();
        to.WriteString("action"u8, plan.Action.Word());
        Json.Span(to, "grace"u8, plan.Grace);
        if (plan.TakesOver != 0)
            to.WriteNumber("takes_over"u8, plan.TakesOver);
        to.WriteStartArray("workers"u8);
        int number = 0;
        foreach (var worker in plan.Workers)
            Write(to, worker, ref number);
        to.WriteEndArray();
        Write(to, "left_out"u8, plan.LeftOut);
        to.WriteEndObject();
        return to.ToString();
    }

    /// <summary>What another lifetop's plan said, as far as it can be read.</summary>
    public static PlannedBefore Read(string text)
    {
        var workers = new List<PlannedWorker>();
        TimeSpan? grace = null;
        try
        {
            var from = new JsonCursor(Encoding.UTF8.GetBytes(text));
            from.Read();
            Json.Expect(ref from, JsonToken.ObjectStart);
            while (Json.NextName(ref from))
            {
                if (from.ValueTextEquals("grace"u8))
                    grace = TimeSpan.FromMilliseconds(Json.NumberOf(ref from));
                else if (from.ValueTextEquals("workers"u8))
                    ReadWorkers(ref from, workers);
                else
                    Json.SkipValue(ref from);
            }
        }
        catch (Exception error) when (RowJson.IsDamage(error))
        {
            // The columns beside it say what was done to whom; only the words are lost.
        }
        return new PlannedBefore(grace, [.. workers]);
    }

    private static void Write(JsonWriter to, WorkerPlan worker, ref int number)
    {
        to.WriteStartObject();
        to.WriteString("identity"u8, worker.Identity);
        to.WriteString("key"u8, worker.Key);
        to.WriteString("name"u8, worker.Name);
        Json.Texts(to, "also_known_as"u8, worker.AlsoKnownAs);
        if (worker.Root is { } root)
        {
            to.WritePropertyName("root"u8);
            Json.Process(to, root, Guid.Empty);
        }
        Json.Text(to, "refusal"u8, worker.Refusal);
        Json.Text(to, "already"u8, worker.Already);
        bool discards = false;
        string? status = null;
        to.WriteStartArray("steps"u8);
        foreach (var step in worker.Steps)
        {
            to.WriteStartObject();
            to.WriteNumber("n"u8, ++number);
            to.WriteString("what"u8, step.What);
            to.WriteString("target"u8, step.Target);
            to.WriteString("words"u8, step.Words);
            to.WriteEndObject();
            discards |= step is RemoveWorktree { Discard: true };
            status ??= (step as RecordTask)?.Task.Status;
        }
        to.WriteEndArray();
        Json.Flag(to, "discard"u8, discards);
        Json.Text(to, "task_status"u8, status);
        if (worker.Makes is { } made)
        {
            to.WritePropertyName("makes"u8);
            to.WriteStartObject();
            to.WriteString("repository"u8, made.Repository);
            to.WriteString("worktree"u8, made.Path);
            to.WriteString("branch"u8, made.Branch);
            to.WriteEndObject();
        }
        Write(to, "left_alone"u8, worker.LeftAlone);
        to.WriteEndObject();
    }

    private static void Write(JsonWriter to, ReadOnlySpan<byte> name, ImmutableArray<LeftAlone> left)
    {
        if (left.IsDefaultOrEmpty)
            return;
        to.WriteStartArray(name);
        foreach (var one in left)
        {
            to.WriteStartObject();
            to.WriteString("what"u8, one.What);
            to.WriteString("why"u8, one.Why);
            to.WriteEndObject();
        }
        to.WriteEndArray();
    }

    private static void ReadWorkers(ref JsonCursor from, List<PlannedWorker> workers)
    {
        from.Read();
        Json.Expect(ref from, JsonToken.ArrayStart);
        while (Json.NextItem(ref from))
            workers.Add(WorkerOf(ref from));
    }

    private static PlannedWorker WorkerOf(ref JsonCursor from)
    {
        Json.Expect(ref from, JsonToken.ObjectStart);
        string identity = "", name = "";
        string? status = null;
        ImmutableArray<string> others = [];
        bool discard = false;
        WorktreeOrder? makes = null;
        var words = new List<string>();
        while (Json.NextName(ref from))
        {
            if (from.ValueTextEquals("identity"u8))
                identity = Json.TextOf(ref from);
            else if (from.ValueTextEquals("name"u8))
                name = Json.TextOf(ref from);
            else if (from.ValueTextEquals("also_known_as"u8))
                others = Json.TextsOf(ref from);
            else if (from.ValueTextEquals("discard"u8))
                discard = Json.FlagOf(ref from);
            else if (from.ValueTextEquals("task_status"u8))
                status = Json.TextOf(ref from);
            else if (from.ValueTextEquals("steps"u8))
                ReadWords(ref from, words);
            else if (from.ValueTextEquals("makes"u8))
                makes = ReadMakes(ref from);
            else
                Json.SkipValue(ref from);
        }
        return new PlannedWorker(identity, name, others, discard, status, [.. words]) { Makes = makes };
    }

    private static WorktreeOrder ReadMakes(ref JsonCursor from)
    {
        string repository = "", path = "", branch = "";
        from.Read();
        Json.Expect(ref from, JsonToken.ObjectStart);
        while (Json.NextName(ref from))
        {
            if (from.ValueTextEquals("repository"u8))
                repository = Json.TextOf(ref from);
            else if (from.ValueTextEquals("worktree"u8))
                path = Json.TextOf(ref from);
            else if (from.ValueTextEquals("branch"u8))
                branch = Json.TextOf(ref from);
            else
                Json.SkipValue(ref from);
        }
        return new WorktreeOrder(repository, path, branch);
    }

    private static void ReadWords(ref JsonCursor from, List<string> words)
    {
        from.Read();
        Json.Expect(ref from, JsonToken.ArrayStart);
        while (Json.NextItem(ref from))
        {
            string text = "";
            Json.Expect(ref from, JsonToken.ObjectStart);
            while (Json.NextName(ref from))
            {
                if (from.ValueTextEquals("words"u8))
                    text = Json.TextOf(ref from);
                else
                    Json.SkipValue(ref from);
            }
            words.Add(text);
        }
    }
}

/// <summary>A plan as it was written down; its workers are empty when that cannot be read.</summary>
internal sealed record PlannedBefore(TimeSpan? Grace, ImmutableArray<PlannedWorker> Workers)
{
    /// <summary>The words of every step, in their order.</summary>
    public ImmutableArray<string> Words
    {
        get
        {
            var words = ImmutableArray.CreateBuilder<string>();
            foreach (var worker in Workers)
                words.AddRange(worker.Words);
            return words.DrainToImmutable();
        }
    }
}

/// <param name="TaskStatus">How its task was to be recorded; null where it was not.</param>
internal sealed record PlannedWorker(string Identity, string Name, ImmutableArray<string> AlsoKnownAs, bool Discard, string? TaskStatus, ImmutableArray<string> Words)
{
    public WorktreeOrder? Makes { get; init; }
}
