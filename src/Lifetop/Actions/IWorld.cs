using Lifetop.Model;

namespace Lifetop.Actions;

/// <summary>The world as whoever carries out a plan sees it: looked at again before every step, by the same eyes as the list.</summary>
public interface IWorld
{
    /// <summary>Everything the last look saw; filled again in place by the next.</summary>
    Census Census { get; }

    /// <summary>The workers of the last look.</summary>
    Roster Roster { get; }

    /// <summary>Looks again: processes at once, tmux and files as far as they answer soon.</summary>
    void Look();
}
