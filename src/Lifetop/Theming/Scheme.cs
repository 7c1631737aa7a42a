using Lifetop.Terminal;

namespace Lifetop.Theming;

/// <summary>A theme as one terminal can show it: each role's style on the screen, and what happens to whole areas.</summary>
public abstract class Scheme
{
    /// <summary>How text of this role looks on the screen's ground.</summary>
    public abstract Style this[Role role] { get; }

    /// <summary>How text of this role looks on a ground: surface, raised, match or accent.</summary>
    public abstract Style On(Role role, Role ground);

    /// <summary>The same, bold.</summary>
    public Style Strong(Role role) => this[role].With(TextAttributes.Bold);

    /// <summary>A drawn row becomes the cursor's: raised, or one reverse run where there are no such colours.</summary>
    public abstract IRestyle Cursor { get; }

    /// <summary>What lies behind a dialog: one dim grey, no hues.</summary>
    public abstract IRestyle Behind { get; }

    /// <summary>Without colours a border alone tells a dialog from the screen, and a button needs brackets.</summary>
    public abstract bool HasColors { get; }
}
