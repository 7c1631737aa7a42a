using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Results;

/// <summary>The answers in a file, so that without network or login the last one known is told with its age, and no two lifetops ask twice.</summary>
internal static class PullRequestMemory
{
    public const string Name = "pull-requests.json";
    private const int MostBytes = 256 * 1024, MostAnswers = 500;

    /// <summary>Adds what the file holds that is newer than what is known. A file that is no good holds nothing.</summary>
    public static void AddTo(Dictionary<string, PullRequestAnswer> known, string path)
    {
        var reading = RegularFile.Read(path, MostBytes);
        if (!reading.IsRead)
            return;
        try
        {
            var json = new JsonCursor(reading.Bytes);
            while (json.Read())
                if (json.Token == JsonToken.ObjectStart && ReadOne(ref json) is { } answer && (!known.TryGetValue(answer.Url, out var before) || before.SeenAt < answer.SeenAt))
                    known[answer.Url] = answer;
        }
        catch (JsonFault)
        {
            // It is written whole or not at all, so somebody else wrote this: what could be read of it is as good as any.
        }
    }

    /// <summary>0, or the errno that kept it from being written.</summary>
    public static int Write(Dictionary<string, PullRequestAnswer> known, string path)
    {
        var answers = new List<PullRequestAnswer>();
        foreach (var answer in known.Values)
            if (answer.State != PullRequestState.Unknown)
                answers.Add(answer);
        answers.Sort(static (a, b) => b.SeenAt.CompareTo(a.SeenAt));
        var json = new JsonWriter();
        json.WriteStartArray();
        for (int i = 0; i < answers.Count && i < MostAnswers; i++)
        {
            json.WriteStartObject();
            json.WriteString("url"u8, answers[i].Url);
            json.WriteString("state"u8, answers[i].Word);
            json.WriteString("seen_at"u8, answers[i].SeenAt);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        int errno = AtomicFile.MakeFolder(NativePath.Folder(path));
        return errno != 0 ? errno : AtomicFile.WriteUnsynced(path, json.Written);
    }

    private static PullRequestAnswer? ReadOne(ref JsonCursor json)
    {
        string url = "";
        var state = PullRequestState.Unknown;
        var seenAt = DateTimeOffset.MinValue;
        while (json.Read() && json.Token == JsonToken.Name)
        {
            if (json.ValueTextEquals("url"u8))
                url = json.Read() && json.TryGetText(out string? text) ? text : "";
            else if (json.ValueTextEquals("state"u8))
                state = json.Read() && json.Token == JsonToken.Text ? GitHubQuestion.StateOf(json.Value) : PullRequestState.Unknown;
            else if (json.ValueTextEquals("seen_at"u8) && json.Read())
                seenAt = json.GetTime();
            else
                json.Skip();
        }
        return state == PullRequestState.Unknown || !PullRequestUrl.IsValid(url) ? null : new PullRequestAnswer(url, state, seenAt);
    }
}
