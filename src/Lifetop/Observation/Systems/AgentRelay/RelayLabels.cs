using System;
using System.Collections.Generic;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>Names projects by as many folders of their path as tell them apart; two folders of state of one kind and project by the folder's own name.</summary>
internal static class RelayLabels
{
    public static void Set(IReadOnlyList<RelayState> states)
    {
        for (int i = 0; i < states.Count; i++)
        {
            var state = states[i];
            string label = NativePath.Name(state.Root).ToString();
            for (string folder = NativePath.Folder(state.Root); folder is not ("/" or ".") && !IsAlone(states, state.Root, label); folder = NativePath.Folder(folder))
                label = $"{NativePath.Name(folder)}/{label}";
            for (int before = 0; before < i; before++)
                if (states[before].Root == state.Root && states[before].Kind == state.Kind)
                    label = $"{NativePath.Name(state.Root)}@{NativePath.Name(state.Path)}";
            state.Label = label;
        }
    }

    private static bool IsAlone(IReadOnlyList<RelayState> states, string root, string label)
    {
        for (int i = 0; i < states.Count; i++)
            if (states[i].Root != root && states[i].Root.EndsWith("/" + label, StringComparison.Ordinal))
                return false;
        return true;
    }
}
