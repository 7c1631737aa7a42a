using System;
using Lifetop.Terminal;

namespace Lifetop.Theming;

/// <summary>Every role on every ground, worked out once: asked for one, it only looks it up.</summary>
internal sealed class PaintedScheme : Scheme
{
    private const int DimPercent = 55;
    private readonly Style[] _styles = new Style[Roles.Count * Roles.Count];
    private readonly Style[] _colors;

    /// <param name="colors">By role, the colour in the foreground; all of a kind the terminal can show.</param>
    public PaintedScheme(Style[] colors)
    {
        _colors = colors;
        foreach (var style in colors)
            HasColors |= !style.Foreground.IsDefault;
        for (int role = 0; role < Roles.Count; role++)
            for (int ground = 0; ground < Roles.Count; ground++)
                _styles[role * Roles.Count + ground] = Paint((Role)role, (Role)ground);
        Cursor = Of(Role.Raised) is { Foreground.IsDefault: false } raised
            ? new RaisedRow(raised.Foreground, Of(Role.Match).Foreground, Of(Role.Accent).Foreground)
            : new OneStyle(Style.Plain.With(TextAttributes.Reverse));
        Behind = new OneStyle(Dimmed());
    }

    public override bool HasColors { get; }

    public override IRestyle Cursor { get; }

    public override IRestyle Behind { get; }

    public override Style this[Role role] => role switch
    {
        Role.Ground or Role.Surface or Role.Raised => On(Role.Text, role),
        Role.Match => On(Role.Bright, role),
        Role.OnAccent => On(role, Role.Accent),
        _ => On(role, Role.Ground),
    };

    public override Style On(Role role, Role ground) => _styles[(int)role * Roles.Count + (int)ground];

    private Style Of(Role role) => _colors[(int)role];

    private Style Paint(Role role, Role ground)
    {
        var front = Of(role == Role.Match ? Role.Bright : role.IsBehindText() ? Role.Text : role);
        var behind = Of(ground);
        // One run in reverse: a hue or a bold letter in it would tear holes.
        if ((behind.Attributes & TextAttributes.Reverse) != 0)
            return Style.Plain.With(TextAttributes.Reverse);
        if (ground.IsBehindText())
            return front.On(behind.Foreground);
        // A button: who wrote down how its letters look on it has said all.
        var letters = Of(Role.OnAccent);
        if (!letters.Background.IsDefault || (letters.Attributes & TextAttributes.Reverse) != 0)
            return letters;
        return front.On(behind.Foreground);
    }

    private Style Dimmed()
    {
        var ground = Of(Role.Ground).Foreground;
        if (Palette.Known(Of(Role.Faint).Foreground) is not { } faint || Palette.Known(ground) is not { } behind)
            return Style.Plain.On(ground).With(TextAttributes.Dim);
        var mixed = Contrast.Mix(faint, behind, DimPercent);
        return new Style(ground.IsIndexed ? ReadableColors.Nearest(mixed, Luminances.Of(ground), Contrast.Recognisable) : mixed, ground);
    }
}
