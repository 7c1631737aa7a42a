namespace Lifetop.Screens.Detail;

/// <summary>What can be looked at of one worker, in the order the tabs stand in.</summary>
public enum DetailTab
{
    Peek,
    Logs,
    Tree,
    Why,
    History,
}
