using Lifetop.Screens;
using Lifetop.Settings;

namespace Lifetop.App;

/// <summary>Keeps in the config what was changed on the screen.</summary>
public sealed class SettingSaver(string configPath, bool readOnly) : IEffectHandler
{
    public string Name => "settings";

    public bool OutlastsTheScreen => true;

    public bool Handles(Effect effect) => effect is SaveSetting;

    public bool Supersedes(Effect newer, Effect older)
        => newer is SaveSetting { Key: var key } && older is SaveSetting { Key: var before } && key == before;

    public void Run(Effect effect, Inbox inbox)
    {
        if (effect is not SaveSetting save)
            return;
        if ((readOnly ? "read-only" : ConfigEdit.Save(configPath, save.Key, save.Value)) is { } why)
            inbox.Post(new Told(Outcome.Failed, $"{save.Key} holds until you leave, but was not kept: {why}"));
    }

    public void Dispose()
    {
    }
}
