using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Observation.Sources;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.EveryCode;

/// <summary>Feedback on pull requests that waits for its worker, where launchplane keeps it in files: which request it is for, and nothing of what people wrote.</summary>
internal sealed class PullRequestFeedback(EveryCodePaths paths, string label) : FileSource(EveryCodeSource.Label, Limit, [$"{paths.Feedback}/*.json"])
{
    private const int Limit = 1024 * 1024;
    private const string Pending = "pending";

    /// <summary>How much waits, by request; what names none counts by its pull request.</summary>
    public static Dictionary<string, int> Count(SourceAnswer read)
    {
        var counts = new Dictionary<string, int>();
        foreach (var one in read.Declarations)
        {
            string about = one.System is EveryCodeFacts { RequestId.Length: > 0 } facts ? facts.RequestId : one.ResultUrl ?? "";
            if (one is not { Malformed: null, NativeState: Pending } || about.Length == 0)
                continue;
            counts.TryGetValue(about, out int before);
            counts[about] = before + 1;
        }
        return counts;
    }

    internal override FileText Parse(string path, ReadOnlySpan<byte> bytes, in FileStamp stamp)
    {
        string id = "", url = "", status = "";
        bool isWhole = WholeObject.Read(bytes, EveryCodeSource.Label, [], (string name, ref JsonFields json) =>
        {
            switch (name)
            {
                case "request_id": id = json.Text() ?? ""; break;
                case "pr_url": url = json.Text() ?? ""; break;
                case "status": status = json.Text() ?? ""; break;
                default: json.Skip(); break;
            }
        }, out string wrong);
        return !isWhole ? FileText.Torn(wrong) : FileText.Of(Of(path, stamp, id) with { NativeState = status, ResultUrl = url });
    }

    internal override Declaration Placeholder(string path, in FileStamp stamp) => Of(path, stamp, "");

    /// <summary>They are no workers: each stands for itself.</summary>
    private protected override void Settle(List<Declaration> declarations)
    {
    }

    private Declaration Of(string path, in FileStamp stamp, string requestId) => new()
    {
        Source = Name,
        Identity = path,
        Key = new WorkerKey(label, path),
        Name = path,
        Kind = WorkerKind.Agent,
        File = path,
        WrittenAt = stamp.Modified,
        System = new EveryCodeFacts { Role = EveryCodeRole.Request, Root = paths.Root, RequestId = requestId },
    };
}
