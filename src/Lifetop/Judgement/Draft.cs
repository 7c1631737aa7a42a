using System.Collections.Generic;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>A worker while it is being put together from sightings; used again by the next matching.</summary>
internal sealed class Draft
{
    private string? _rootName;

    public Declaration? Declaration { get; private set; }

    /// <summary>Lower declarations that name the same process: their names still find the worker.</summary>
    public List<Declaration> Joined { get; } = [];
    public PaneSighting? Pane { get; set; }
    public bool OwnsPane { get; set; }

    /// <summary>Row of the root, alive or zombie; -1 when it is not in the table.</summary>
    public int Row { get; set; }

    public ProcessIdentity? Root
    {
        get;
        set
        {
            field = value;
            _rootName = null;
        }
    }

    public bool Alive { get; set; }
    public string? Unread { get; set; }
    public bool ShellLeft { get; set; }
    public string? Refused { get; set; }
    public string? KeptBy { get; set; }
    public Found? Found { get; set; }

    /// <summary>The found process that its pane's shell runs, where that is not the root itself.</summary>
    public ProcessIdentity? RunByShell { get; set; }
    public bool Stray { get; set; }
    public bool IsShell { get; set; }
    public List<Member> Members { get; } = [];

    /// <summary>The declared worktree with its links resolved; empty for none, null until somebody asked.</summary>
    public string? Worktree { get; set; }

    /// <summary>The scope its pane has to itself, if that speaks for this worker.</summary>
    public PaneScope? Scope { get; set; }

    /// <summary>The root's stable name; empty without a root.</summary>
    public string RootName
    {
        get => _rootName ??= Root is { } root ? Identities.Of(root) : "";
        set => _rootName = value;
    }

    public void Begin(Declaration? declaration)
    {
        Declaration = declaration;
        Joined.Clear();
        Members.Clear();
        Pane = null;
        OwnsPane = Alive = ShellLeft = Stray = IsShell = false;
        Row = -1;
        Root = null;
        Unread = Refused = KeptBy = Worktree = null;
        Found = null;
        RunByShell = null;
        Scope = null;
    }
}
