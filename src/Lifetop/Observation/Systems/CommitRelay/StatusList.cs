using System;
using System.Collections.Generic;
using Lifetop.Observation.Sources;

namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>A list of things that have a status: the tasks of task-queue.json, the workers of worker-pool.json.</summary>
/// <param name="list">The field with the list.</param>
/// <param name="id">The field by which one of it is known.</param>
internal sealed class StatusList(string path, string list, string id) : CoordinationFile(path)
{
    private Dictionary<string, string> _statuses = new(StringComparer.Ordinal);

    /// <summary>Empty where it says none; null for what is not in it.</summary>
    public string? Of(string? name) => name is null ? null : _statuses.GetValueOrDefault(name);

    private protected override void Clear() => _statuses = new(StringComparer.Ordinal);

    private protected override Action Read(ref JsonFields json)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        while (json.Next() is { } name)
        {
            if (name != list)
                json.Skip();
            else if (!json.IsNull && json.List())
                while (json.NextItem())
                    TakeOne(ref json, found);
        }
        return () => _statuses = found;
    }

    private void TakeOne(ref JsonFields json, Dictionary<string, string> to)
    {
        if (!json.Object())
            return;
        string? name = null, status = null;
        while (json.Next(list) is { } field)
        {
            if (field == id)
                name = json.TextOrNumber();
            else if (field == "status")
                status = json.Text();
            else
                json.Skip();
        }
        if (name is not null)
            to[name] = status ?? "";
    }
}
