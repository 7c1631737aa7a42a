using Lifetop.Terminal;

namespace Lifetop.Screens;

/// <summary>The step: one thing that happened, applied to the state. Pure but for what it appends to the state's effects.</summary>
public static class Update
{
    public static void Input(UiState ui, in InputEvent input)
    {
        switch (input.Kind)
        {
            case InputKind.Key:
                ui.IsDirty = true;
                Press(ui, input.Key);
                break;
            case InputKind.Paste when ui.Top.TakesText:
                ui.IsDirty = true;
                ui.Top.Paste(input.Text ?? "", ui);
                break;
            case InputKind.Mouse when ui.Settings.Mouse:
                ui.IsDirty = true;
                ui.Top.Point(input, ui);
                break;
            default:
                break;
        }
    }

    public static void News(UiState ui, Message message)
    {
        ui.IsDirty = true;
        if (message is Told told)
            ui.Say(told.Outcome, told.Text, told.Key is { } key ? ui.Keys.HintOf(key, told.Does) : null);
        else if (message is WatchSeen seen)
            ui.Watch = seen.Watch;
        else if (message is TmuxSeen tmux)
            ui.Tmux.Take(tmux);
        else
            ui.Plans.Take(message, ui);
        // By place, not by enumerator: a screen may open or close another one for it.
        for (int i = 0; i < ui.Screens.Count; i++)
            ui.Screens[i].Take(message, ui);
    }

    /// <summary>A look came or a second passed.</summary>
    public static void Refresh(UiState ui)
    {
        ui.IsDirty = true;
        ui.Line.Expire(ui.Now);
        for (int i = 0; i < ui.Screens.Count; i++)
            ui.Screens[i].Refresh(ui);
    }

    /// <summary>The cursor stays where it is, for all that is known.</summary>
    public static void Rest(UiState ui)
    {
        ui.IsDirty = true;
        for (int i = 0; i < ui.Screens.Count; i++)
            ui.Screens[i].Rest(ui);
    }

    /// <summary>Does what a row of the key table says, or says why not.</summary>
    public static void Do(UiState ui, KeyRow row)
    {
        if ((row.Unavailable?.Invoke(ui) ?? ui.Top.WhyNot(row.Action, ui)) is { } reason)
        {
            ui.Say(Outcome.Refused, $"{row.Label}: {reason}");
            return;
        }
        var before = ui.Line.Current;
        if (ui.Top.Do(row.Action, ui) || WorkerActions.Do(row.Action, ui))
            return;
        if (ui.OtherScreens?.For(row.Action, ui) is { } other)
        {
            ui.Open(other);
            return;
        }
        switch (row.Action)
        {
            // Who began with a view has no other to go back to; Esc shows him the one below.
            case UiAction.Quit when ReferenceEquals(ui.Top, ui.BegunWith):
                ui.Ask(new QuitProgram());
                break;
            case UiAction.Back or UiAction.Quit when ui.Screens.Count > 1:
                ui.Close(ui.Top);
                break;
            case UiAction.Quit or UiAction.Leave:
                ui.Ask(new QuitProgram());
                break;
            case UiAction.Suspend:
                ui.Ask(new SuspendProgram());
                break;
            case UiAction.Redraw:
                ui.Ask(new RedrawAll());
                break;
            case UiAction.Back:
                ui.Say(Outcome.Noted, $"this is the first screen: {ui.Keys.HintOf(UiAction.Quit, "quits")}");
                break;
            default:
                // Who was asked may have said already why not.
                if (ReferenceEquals(before, ui.Line.Current))
                    ui.Say(Outcome.Refused, $"{row.Label}: nothing to do here");
                break;
        }
    }

    private static void Press(UiState ui, Key key)
    {
        ui.Line.Clear();
        if (ui.Top.TakesText && ui.Top.Type(key, ui))
            return;
        if (ui.Keys.Find(ui.Top.Context, key) is { } row)
            Do(ui, row);
    }
}
