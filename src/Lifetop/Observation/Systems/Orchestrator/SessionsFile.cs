using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Observation.Sources;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.Orchestrator;

/// <summary>The session registry of older servers, <c>sessions.json</c>; newer ones take it over and remove it, older ones make it again.</summary>
internal sealed class SessionsFile(string path)
{
    private const int Limit = 4 * 1024 * 1024;

    private readonly SystemFile _file = new(path, Limit);
    private readonly uint _user = Libc.EffectiveUser();

    public string Path => path;

    /// <summary>Of the last good reading.</summary>
    public List<SessionRow> Rows { get; private set; } = [];

    /// <summary>Why it could not be read; empty when it was, or is not there.</summary>
    public string Wrong { get; private set; } = "";

    public DateTimeOffset Written => _file.Reading.Stamp.Modified;

    /// <summary>True when it says something else than before.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        if (!_file.Refresh(now))
            return false;
        Wrong = Parse();
        if (Wrong.Length > 0 && _file.Reading.IsRead)
        {
            WriterPause.Wait();
            _file.Take(now);
            Wrong = Parse();
        }
        return true;
    }

    private string Parse()
    {
        var reading = _file.Reading;
        if (reading.Failure == FileFailure.Missing)
        {
            Rows = [];
            return "";
        }
        if (!reading.IsRead)
            return reading.Why;
        if (reading.Stamp.IsOfAnother(_user))
            return "it belongs to another user";
        if (Read(reading.Bytes, out string wrong) is not { } rows)
            return wrong;
        Rows = rows;
        return "";
    }

    /// <summary>A list of sessions, bare or as <c>sessions</c> of an object. Null with the reason when it is not whole.</summary>
    internal static List<SessionRow>? Read(ReadOnlySpan<byte> text, out string wrong)
    {
        wrong = "";
        var rows = new List<SessionRow>();
        var json = new JsonFields(text, OrchestratorSource.Label, new List<Evidence>());
        bool hasSessions = false;
        try
        {
            if (json.Begin())
            {
                while (json.Next() is { } name)
                {
                    if (name == "sessions" && json.List())
                    {
                        hasSessions = true;
                        Take(ref json, rows);
                    }
                    else if (name != "sessions")
                        json.Skip();
                }
            }
            else if (json.IsList)
            {
                hasSessions = true;
                Take(ref json, rows);
            }
            json.End();
        }
        catch (JsonFault torn)
        {
            wrong = torn.Words;
            return null;
        }
        if (hasSessions)
            return rows;
        wrong = "no list of sessions in it";
        return null;
    }

    private static void Take(ref JsonFields json, List<SessionRow> to)
    {
        while (json.NextItem())
        {
            if (!json.Object())
                continue;
            var row = new SessionRow();
            while (json.Next() is { } field)
            {
                if (IsAsked(field))
                    row.Set(field, json.IsNull ? null : json.Text());
                else
                    json.Skip();
            }
            if (!string.IsNullOrEmpty(row.Id))
                to.Add(row);
        }
    }

    private static bool IsAsked(string field)
    {
        foreach (string asked in SessionRow.Fields)
            if (asked == field)
                return true;
        return false;
    }
}
