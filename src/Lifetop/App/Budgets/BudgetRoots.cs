using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Observation.Systems;
using Lifetop.Observation.Systems.CommitRelay;

namespace Lifetop.App.Budgets;

/// <summary>The projects that commit-relay keeps a budget for, also those in which nobody is left: that is where tokens get lost.</summary>
internal static class BudgetRoots
{
    /// <summary>Paths, links resolved, sorted.</summary>
    /// <param name="places">Null where nobody has looked for any.</param>
    public static List<string> Of(Roster roster, SystemPlaces? places)
    {
        var roots = new List<string>();
        foreach (var judged in roster.Workers)
            Add(roots, judged.Worker.Declaration?.System switch
            {
                CommitRelayFacts facts => facts.Root,
                CommitRelayDaemonFacts daemon => daemon.Root,
                _ => null,
            });
        if (places is not null)
        {
            var found = new RelayRoots(places);
            found.Refresh();
            foreach (var root in found.All)
                Add(roots, root.Path);
        }
        roots.Sort(StringComparer.Ordinal);
        return roots;
    }

    /// <summary>Those that a person may mean: the path itself, or its last folders.</summary>
    public static List<string> Named(List<string> roots, string name)
    {
        string path = name.Length > 1 ? name.TrimEnd('/') : name;
        if (path.StartsWith('/'))
        {
            string real = Observation.Paths.Real(path);
            return roots.FindAll(root => root == path || root == real);
        }
        return roots.FindAll(root => root.EndsWith("/" + path, StringComparison.Ordinal));
    }

    private static void Add(List<string> roots, string? root)
    {
        if (root is not null && !roots.Contains(root))
            roots.Add(root);
    }
}
