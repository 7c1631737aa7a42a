using System;
using Lifetop.Screens.Acting;
using Lifetop.Screens.ActionLog;
using Lifetop.Screens.Budgets;
using Lifetop.Screens.Checks;
using Lifetop.Screens.Dialogs;
using Lifetop.Screens.Help;
using Lifetop.Screens.Processes;

namespace Lifetop.Screens;

/// <summary>Which action opens which screen. Those of one worker are given, for they are made by who knows how to read it.</summary>
public sealed class ScreenTable(Func<UiAction, UiState, Screen?>? ofWorker = null) : IScreens
{
    public Screen? For(UiAction action, UiState ui) => action switch
    {
        UiAction.Help => new HelpScreen(ui.Top.Context),
        UiAction.Palette => new PaletteDialog(ui),
        UiAction.Columns => new ColumnsDialog(ui),
        UiAction.Themes => new ThemesDialog(ui),
        UiAction.Settings => new SettingsDialog(),
        UiAction.Keys => new KeysDialog(),
        UiAction.Budget => new BudgetDialog(ui),
        UiAction.Doctor => new DoctorDialog(ui),
        UiAction.ActionLog => new ActionLogScreen(ui),
        UiAction.Processes => new ProcessScreen(ui.Board, ui),
        UiAction.Spawn => ui.Plans.SpawnForm(),
        UiAction.Forget => ui.Selected is { } row ? new ConfirmDialog(ForgetQuestion.Of(row)) : null,
        // Nobody is chosen yet: every process, to choose from.
        UiAction.Adopt when ui.Selected is null && ui.Top.Context == KeyContext.Grid => new ProcessScreen(ui.Board, ui),
        UiAction.Adopt => ui.Selected is { } row && AdoptionDraft.Of(row) is { } draft ? new AdoptDialog(draft) : null,
        _ => ofWorker?.Invoke(action, ui),
    };
}
