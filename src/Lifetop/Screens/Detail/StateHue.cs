using Lifetop.Model;
using Lifetop.Theming;

namespace Lifetop.Screens.Detail;

/// <summary>The hue of each state: what it asks you to do.</summary>
internal static class StateHue
{
    public static Role Of(Lifecycle state) => state switch
    {
        Lifecycle.Waiting => Role.Ask,
        Lifecycle.Stalled => Role.Warn,
        Lifecycle.Zombie or Lifecycle.Orphan => Role.Left,
        Lifecycle.Failed or Lifecycle.Blocked => Role.Bad,
        Lifecycle.Reaping or Lifecycle.Restarting => Role.Accent,
        Lifecycle.Running => Role.Ok,
        Lifecycle.Idle or Lifecycle.Pending => Role.Soft,
        _ => Role.Faint,
    };
}
