using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Observation;
using Lifetop.Observation.Systems;

namespace Lifetop.App.Checks;

/// <summary>Where one agent system was found, or else where it was looked for.</summary>
/// <param name="LookedIn">Folders, and in words those that running processes name.</param>
public sealed record SystemFinding(string Name, ImmutableArray<FoundPlace> Places, ImmutableArray<string> LookedIn)
{
    /// <summary>The config says that it is looked for.</summary>
    public bool IsEnabled { get; private init; } = true;

    public bool HasAnswered { get; private init; } = true;

    /// <summary>That it is not there was found out, or was not to be.</summary>
    public bool IsCertain => !IsEnabled || (HasAnswered && !LookedIn.IsEmpty);

    /// <summary>Why there is no place of it.</summary>
    public string Absence => !IsEnabled ? $"not looked for: sources.{Name}.enabled is false"
        : !HasAnswered ? "not known: its source has not answered"
        : LookedIn.IsEmpty ? "not known: nothing says in which folders to look"
        : $"not found: looked in {string.Join(", ", LookedIn)}";

    public static List<SystemFinding> All(Observer observer)
    {
        var findings = new List<SystemFinding>();
        foreach (string name in SystemSources.Labels())
            findings.Add(Of(name, observer));
        return findings;
    }

    private static SystemFinding Of(string name, Observer observer)
    {
        foreach (var lane in observer.Sources)
            if (lane.Source.Name == name)
                return new SystemFinding(name, lane.Answer?.Found ?? [], LookedInBy(lane.Source, observer)) { HasAnswered = lane.Answer is not null };
        return new SystemFinding(name, [], []) { IsEnabled = false };
    }

    private static ImmutableArray<string> LookedInBy(IWorkerSource source, Observer observer)
    {
        var places = ImmutableArray.CreateBuilder<string>();
        foreach (string folder in source.LooksIn)
            if (folder.Length > 0)
                places.Add(folder);
        int running = observer.Projects?.Folders.Length ?? 0;
        if (source.LooksInProjects && running > 0)
            places.Add(running == 1 ? "the folder in which processes run" : $"the {running.ToString(CultureInfo.InvariantCulture)} folders in which processes run");
        return places.ToImmutable();
    }
}
