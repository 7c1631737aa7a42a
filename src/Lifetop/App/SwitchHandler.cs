using Lifetop.Screens;
using Lifetop.Terminal;

namespace Lifetop.App;

/// <summary>Attaching from inside the same tmux server: the client that shows lifetop goes to the pane, lifetop stays where it is.</summary>
internal sealed class SwitchHandler : IEffectHandler
{
    public string Name => "attach";

    public bool Handles(Effect effect) => effect is AttachPane;

    public bool Supersedes(Effect newer, Effect older) => true;

    public void Run(Effect effect, Inbox inbox)
    {
        var attach = (AttachPane)effect;
        var result = Attaching.Switch(attach);
        if (!result.Succeeded)
            inbox.Post(new Told(Outcome.Failed, $"attach to {attach.Name}: {(result.Errors.Length > 0 ? SafeText.Of(result.Errors) : "tmux did not answer")}"));
    }

    public void Dispose()
    {
    }
}
