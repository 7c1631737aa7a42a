using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Screens.Dialogs;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Checks;

/// <summary>What was looked at, what could not be read, and how to mend it: the text of <c>lifetop doctor</c>.</summary>
public sealed class DoctorDialog : ReadDialog
{
    private ImmutableArray<Check>? _checks;
    private List<CheckLine> _lines = [];
    private string _summary = "";

    public DoctorDialog(UiState ui) => ui.Ask(new ReadChecks());

    protected override string Title => "Doctor";

    protected override string Source => _summary;

    protected override bool IsRead => _checks is not null;

    public override void Take(Message message, UiState ui)
    {
        if (message is not ChecksRead read)
            return;
        _checks = read.Checks;
        int ill = 0;
        foreach (var check in read.Checks)
            ill += check.Health == Health.Good ? 0 : 1;
        _summary = string.Concat((read.Checks.Length - ill).ToString(CultureInfo.InvariantCulture), " of ", read.Checks.Length.ToString(CultureInfo.InvariantCulture), " ok");
        Renew();
    }

    protected override int Lay(UiState ui, int columns)
    {
        _lines = CheckText.Lines(_checks ?? [], columns);
        return _lines.Count;
    }

    protected override void DrawRow(Canvas row, int index, UiState ui)
    {
        var line = _lines[index];
        var role = line.Health switch { Health.Good => Role.Ok, Health.Doubtful => Role.Warn, _ => Role.Bad };
        row.Write(0, 0, line.Mark, ui.Scheme.On(role, Role.Surface));
        row.Write(CheckText.MarkWidth, 0, line.What, ui.Scheme.On(Role.Soft, Role.Surface));
        row.Write(line.TextAt, 0, line.Text, row.Width - line.TextAt, ui.Scheme.On(line.IsMend ? Role.Bright : Role.Text, Role.Surface), ui.Glyphs.Cut);
    }
}
