using System;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Terminal;

namespace Lifetop.Screens.Detail;

/// <summary>The texts of a pane's or view's title, safe, made anew only when one of them changed.</summary>
internal sealed class PaneTitle
{
    private Worker? _worker;
    private Verdict? _verdict;
    private Glyphs? _glyphs;
    private long _ages;
    private int _room;

    public Caption Name { get; private set; } = Caption.None;

    /// <summary>Its key without its name.</summary>
    public Caption Place { get; private set; } = Caption.None;
    public Caption Task { get; private set; } = Caption.None;

    /// <summary><c>◆ zombie 47m</c>.</summary>
    public Caption State { get; private set; } = Caption.None;

    /// <summary><c>◆ zombie for 47m</c>.</summary>
    public Caption StateFor { get; private set; } = Caption.None;

    /// <summary>Its pane and when that was last written to: <c>%14 · 46m ago</c>.</summary>
    public Caption Written { get; private set; } = Caption.None;

    /// <param name="room">Columns a name may take.</param>
    public void Update(UiState ui, WorkerRow row, int room)
    {
        var output = LastOutput.Of(ui, row);
        long ages = AgeStamp.Add(AgeStamp.Of(row, ui.Now), output ?? default, ui.Now);
        if (ReferenceEquals(_worker, row.Worker) && ReferenceEquals(_verdict, row.Verdict) && ReferenceEquals(_glyphs, ui.Glyphs) && _ages == ages && _room == room)
            return;
        (_worker, _verdict, _glyphs, _ages, _room) = (row.Worker, row.Verdict, ui.Glyphs, ages, room);
        Name = new Caption(TextWidth.CutMiddle(SafeText.Of(row.Name), Math.Max(1, room), ui.Glyphs.Cut));
        Place = new Caption(SafeText.Of(TitleRow.Place(row)));
        Task = new Caption(SafeText.Of(row.Task));
        string age = AgeText.Age(ui.Now - row.Verdict.Since);
        State = new Caption($"{ui.Glyphs.Of(row.State).ToString()} {row.State.Word()} {age}");
        StateFor = new Caption($"{ui.Glyphs.Of(row.State).ToString()} {row.State.Word()} for {age}");
        string ago = output is { } at ? AgeText.Age(ui.Now - at) + " ago" : "";
        string pane = row.Pane is not { } facts ? "" : SafeText.Of(facts.Server.Label.Length > 0 ? $"{facts.PaneId} on {facts.Server.Label}" : facts.PaneId);
        Written = new Caption(pane.Length > 0 && ago.Length > 0 ? $"{pane} {ui.Glyphs.Separator.ToString()} {ago}" : pane + ago);
    }
}
