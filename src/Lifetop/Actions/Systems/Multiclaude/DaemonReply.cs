using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Observation.Sources;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems.Multiclaude;

/// <summary>What the daemon answered; <see cref="Error"/> is empty when it did as told.</summary>
internal readonly record struct DaemonReply(bool Succeeded, string Error)
{
    private const int LongestError = 200;

    /// <summary>Null when it is no reply of multiclaude's.</summary>
    public static DaemonReply? Read(ReadOnlySpan<byte> text)
    {
        bool? success = null;
        string error = "";
        var json = new JsonFields(text.TrimEnd("\r\n "u8), "multiclaude", new List<Evidence>());
        try
        {
            if (!json.Begin())
                return null;
            while (json.Next() is { } name)
            {
                switch (name)
                {
                    case "success": success = json.Truth(); break;
                    case "error": error = json.Text() ?? ""; break;
                    default: json.Skip(); break;
                }
            }
            json.End();
        }
        catch (JsonFault)
        {
            return null;
        }
        return success is { } done ? new DaemonReply(done, error.Length > LongestError ? error[..LongestError] : error) : null;
    }
}
