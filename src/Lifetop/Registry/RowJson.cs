using System;
using System.Collections.Immutable;
using System.Text;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Registry;

/// <summary>Columns that hold JSON. Identities in them carry their boot: a row outlives it. What cannot be read is as if it were not there.</summary>
internal static class RowJson
{
    public static string Of(ImmutableArray<Evidence> evidence)
    {
        if (evidence.IsDefaultOrEmpty)
            return "[]";
        var to = new JsonWriter();
        ClaimJson.Write(to, evidence);
        return to.ToString();
    }

    public static string Of(Declaration declared)
    {
        var to = new JsonWriter();
        DeclarationJson.Write(to, declared);
        return to.ToString();
    }

    public static string Of(RememberedWorker worker)
    {
        var to = new JsonWriter();
        RememberedJson.Write(to, worker, Guid.Empty);
        return to.ToString();
    }

    public static ImmutableArray<Evidence> EvidenceOf(string text)
    {
        try
        {
            var from = new JsonCursor(Encoding.UTF8.GetBytes(text));
            return ClaimJson.RemarksOf(ref from);
        }
        catch (Exception error) when (IsDamage(error))
        {
            return [];
        }
    }

    public static Declaration? DeclarationOf(string text)
    {
        try
        {
            var from = new JsonCursor(Encoding.UTF8.GetBytes(text));
            from.Read();
            return DeclarationJson.Read(ref from);
        }
        catch (Exception error) when (IsDamage(error))
        {
            return null;
        }
    }

    public static RememberedWorker? WorkerOf(string text)
    {
        try
        {
            var from = new JsonCursor(Encoding.UTF8.GetBytes(text));
            from.Read();
            return RememberedJson.Read(ref from, Guid.Empty);
        }
        catch (Exception error) when (IsDamage(error))
        {
            return null;
        }
    }

    /// <summary>All that reading throws for torn, foreign or damaged bytes: wrong JSON, a number or a date out of range.</summary>
    public static bool IsDamage(Exception error)
        => error is FormatException or OverflowException or ArgumentException;
}
