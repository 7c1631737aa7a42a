using System;
using System.Text;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>Whether what should live as long as a worker still does: the process it names, or a program among its ancestors.</summary>
internal sealed class Owners(ProcessForest forest)
{
    private const int Hops = 8;

    /// <summary>That nobody it should live with is there any more, in words; null while there is or may be somebody.</summary>
    public string? Gone(Draft draft, Census census)
    {
        if (!draft.Alive)
            return null;
        if (draft.Declaration?.Owner is { } owner)
        {
            if (owner.Process is { } process && !IsAlive(process, census) && !census.Processes.MayHide(process.Pid))
                return $"its owner {owner.Name} (pid {Matching.Number(process.Pid)}) is gone";
            if (owner.AncestorProgram is { } program && !MayHaveAncestor(draft.Row, census, program))
                return $"no {program} among its {Hops} nearest ancestors";
            return null;
        }
        return draft.Found?.OwnerProgram is { } required && !MayHaveAncestor(draft.Row, census, required)
            ? $"no {required} among its {Hops} nearest ancestors"
            : null;
    }

    private static bool IsAlive(ProcessIdentity process, Census census)
    {
        int index = census.Processes.IndexOf(process);
        return index >= 0 && !census.Processes.Rows[index].IsZombie;
    }

    /// <summary>Eight processes are examined, itself the first; pid 1 never counts.</summary>
    private bool MayHaveAncestor(int row, Census census, string program)
    {
        Span<byte> name = stackalloc byte[64];
        bool fits = Encoding.UTF8.TryGetBytes(program, name, out int length);
        for (int hops = 0; row >= 0 && hops < Hops; hops++, row = forest.ParentOf(row))
        {
            ref readonly var process = ref census.Processes.Rows[row];
            if (process.Pid == 1)
                return false;
            if ((fits && process.Name.Is(name[..length])) || census.Processes.DetailsAt(row)?.Program.Is(program) == true)
                return true;
            // Who is above somebody hidden cannot be known.
            if (process.Parent > 1 && census.Processes.MayHide(process.Parent))
                return true;
        }
        return false;
    }
}
