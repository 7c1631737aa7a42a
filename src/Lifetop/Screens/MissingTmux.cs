namespace Lifetop.Screens;

/// <summary>That there is no tmux: no pane is seen and nothing can be started, which is told until somebody has read it.</summary>
public sealed class MissingTmux
{
    private bool _wasRead;

    public bool IsSo { get; private set; }

    public bool IsTold => IsSo && !_wasRead;

    public void Take(TmuxSeen seen) => (IsSo, _wasRead) = (seen.IsMissing, _wasRead && seen.IsMissing);

    /// <summary>Told no more; false when it was not told.</summary>
    public bool Hide()
    {
        bool told = IsTold;
        _wasRead |= told;
        return told;
    }
}
