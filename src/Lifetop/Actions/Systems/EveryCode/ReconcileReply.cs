using System;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems.EveryCode;

/// <summary>What <c>reconcile-cleanup</c> said of one request, and how many others it would clean up after or has.</summary>
/// <param name="Status">would_remove, removed or skipped; empty where it names no such request.</param>
/// <param name="Reason">A word of launchplane's; empty where it gave none, or no plain one.</param>
internal readonly record struct ReconcileReply(string Status, string Reason, int Others)
{
    private const int LongestReason = 80;

    public const string WouldRemove = "would_remove", Removed = "removed", Skipped = "skipped";

    /// <summary>Null when it is no reply of this command.</summary>
    public static ReconcileReply? Read(ReadOnlySpan<byte> text, string requestId)
    {
        try
        {
            var json = new JsonCursor(text);
            if (!json.Read() || json.Token != JsonToken.ObjectStart)
                return null;
            ReconcileReply? read = null;
            while (json.Read() && json.Token == JsonToken.Name)
            {
                bool isItems = json.ValueTextEquals("items"u8);
                json.Read();
                if (isItems && json.Token == JsonToken.ArrayStart)
                    read = Items(ref json, requestId);
                else
                    json.Skip();
            }
            return read;
        }
        catch (JsonFault)
        {
            return null;
        }
    }

    private static ReconcileReply Items(ref JsonCursor json, string requestId)
    {
        var ours = new ReconcileReply("", "", 0);
        int others = 0;
        while (json.Read() && json.Token != JsonToken.ArrayEnd)
        {
            if (json.Token != JsonToken.ObjectStart)
            {
                json.Skip();
                continue;
            }
            string id = "", status = "", reason = "";
            while (json.Read() && json.Token == JsonToken.Name)
            {
                bool isId = json.ValueTextEquals("request_id"u8), isStatus = json.ValueTextEquals("status"u8), isReason = json.ValueTextEquals("reason"u8);
                json.Read();
                if (!(isId || isStatus || isReason) || !json.TryGetText(out string? value))
                {
                    json.Skip();
                    continue;
                }
                if (isId)
                    id = value;
                else if (isStatus)
                    status = value;
                else
                    reason = value;
            }
            if (id == requestId)
                ours = new ReconcileReply(status, IsPlain(reason) ? reason : "", 0);
            else if (status is WouldRemove or Removed)
                others++;
        }
        return ours with { Others = others };
    }

    /// <summary>Words of another program are shown only where they can be no more than words.</summary>
    private static bool IsPlain(string reason)
    {
        foreach (char letter in reason)
            if (!char.IsAsciiLetterLower(letter) && letter is not ('_' or '-' or ' '))
                return false;
        return reason.Length <= LongestReason;
    }
}
