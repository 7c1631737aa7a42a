using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>agent-relay: agents by the files of its daemon in every project, and by those of the broker that came after it.</summary>
public sealed class AgentRelaySource : IWorkerSource
{
    public const string Label = "agent-relay";

    private readonly RelayPlaces _places;
    private Dictionary<string, Declaration> _known = [];
    private SourceAnswer? _answer;

    public AgentRelaySource(SystemPlaces places) => _places = new RelayPlaces(places);

    public string Name => Label;

    /// <summary>A daemon's heartbeat ends without a file changing.</summary>
    public TimeSpan SafetyNet => TimeSpan.FromSeconds(2);

    public bool LooksInProjects => true;

    public IReadOnlyList<string> LooksIn => _places.Named;

    public SourceAnswer Look(DateTimeOffset now)
    {
        bool cameOrWent = _places.Refresh(now);
        bool changed = cameOrWent || _answer is null;
        for (int i = 0; i < _places.All.Count; i++)
            changed |= _places.All[i].Refresh(now);
        for (int i = 0; i < _places.All.Count; i++)
            changed |= _places.All[i].Share(IsPortShared(_places.All[i]));
        // Only after the first reading is known whose state it is.
        if (cameOrWent)
            RelayLabels.Set(_places.All);
        return changed ? _answer = Assemble() : _answer!;
    }

    /// <summary>Of two daemons that live and name one port, nobody knows which has it.</summary>
    private bool IsPortShared(RelayState state)
    {
        for (int i = 0; i < _places.All.Count; i++)
            if (!ReferenceEquals(_places.All[i], state) && state.DashboardPort > 0 && _places.All[i].DashboardPort == state.DashboardPort)
                return true;
        return false;
    }

    private SourceAnswer Assemble()
    {
        var declarations = new List<Declaration>();
        var gaps = new List<Gap>();
        var watch = new List<string>();
        var found = new List<FoundPlace>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var state in _places.All)
        {
            int first = declarations.Count;
            state.AddTo(declarations, gaps, watch);
            found.Add(new FoundPlace(state.Path, state.FoundBy, declarations.Count - first));
            for (int i = first; i < declarations.Count; i++)
                if (!keys.Add(declarations[i].Key.Text))
                    declarations[i] = declarations[i] with { Key = new WorkerKey(Label, $"{state.Label}/{state.Kind}/{declarations[i].Name}") };
        }
        if (declarations.Count + gaps.Count + watch.Count == 0)
            return SourceAnswer.Nothing;
        // An entry that says what it said is the very object of before, so that one agent's news makes no work for the rest.
        var known = new Dictionary<string, Declaration>(declarations.Count);
        for (int i = 0; i < declarations.Count; i++)
        {
            if (_known.TryGetValue(declarations[i].Identity, out var before) && before == declarations[i])
                declarations[i] = before;
            known.TryAdd(declarations[i].Identity, declarations[i]);
        }
        _known = known;
        var answer = new SourceAnswer { Declarations = [.. declarations], Gaps = [.. gaps], Watch = [.. watch], Found = [.. found] };
        return _answer is { } last && IsSame(answer.Declarations, last.Declarations) && IsSame(answer.Gaps, last.Gaps) && IsSame(answer.Watch, last.Watch) && IsSame(answer.Found, last.Found) ? last : answer;
    }

    private static bool IsSame<T>(ImmutableArray<T> some, ImmutableArray<T> others)
        where T : class
    {
        bool same = some.Length == others.Length;
        for (int i = 0; same && i < some.Length; i++)
            same = some[i].Equals(others[i]);
        return same;
    }
}
