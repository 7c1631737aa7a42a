using System.Collections.Generic;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>A worker while it is being put together from sightings.</summary>
internal sealed class Draft
{
    public Declaration? Declaration { get; init; }

    /// <summary>Lower declarations that name the same process: their names still find the worker.</summary>
    public List<Declaration> Joined { get; } = [];
    public PaneSighting? Pane { get; set; }
    public bool OwnsPane { get; set; }

    /// <summary>Row of the root, alive or zombie; -1 when it is not in the table.</summary>
    public int Row { get; set; } = -1;
    public ProcessIdentity? Root { get; set; }
    public bool Alive { get; set; }
    public string? Unread { get; set; }
    public bool ShellLeft { get; set; }
    public string? Refused { get; set; }
    public string? KeptBy { get; set; }
    public Found? Found { get; set; }
    public bool Stray { get; set; }
    public bool IsShell { get; set; }
    public List<Member> Members { get; } = [];
}
