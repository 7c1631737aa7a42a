using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Observation.Sources;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems;

/// <summary>A file that is to be one whole JSON object.</summary>
internal static class WholeObject
{
    /// <summary>Takes the value of a field, or skips it.</summary>
    public delegate void TakeField(string name, ref JsonFields json);

    /// <summary>Gives the fields one by one. False with the reason when it is no whole object; then only what stood before the fault was given.</summary>
    public static bool Read(ReadOnlySpan<byte> text, string source, List<Evidence> remarks, TakeField take, out string wrong)
    {
        wrong = "";
        var json = new JsonFields(text, source, remarks);
        try
        {
            if (!json.Begin())
            {
                wrong = text.IsEmpty ? "empty" : "no JSON object";
                return false;
            }
            while (json.Next() is { } name)
                take(name, ref json);
            json.End();
            return true;
        }
        catch (JsonFault torn)
        {
            wrong = text.IsEmpty ? "empty" : torn.Words;
            return false;
        }
    }
}
