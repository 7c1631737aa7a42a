using System;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Tests.Support;

/// <summary>A scheme in which every role is a colour of its own, so that a frame's text tells which role each cell has.</summary>
internal sealed class RoleScheme : Scheme
{
    private const int Foregrounds = 32, Dimmed = 63;

    public static readonly RoleScheme Instance = new();

    public override Style this[Role role] => On(role, Role.Ground);

    public override IRestyle Cursor { get; } = new Raise();

    public override IRestyle Behind { get; } = new Dim();

    public override bool HasColors => true;

    public override Style On(Role role, Role ground) => new(Color.Indexed((byte)(Foregrounds + (int)role)), GroundOf(ground));

    /// <summary>The role of a cell as a letter, upper case when bold: <c>t</c> text, <c>B</c> bright and bold, <c>z</c> behind a dialog.</summary>
    public static char Letter(Style style)
    {
        if (!style.Foreground.IsIndexed)
            return '!';
        int role = style.Foreground.Index - Foregrounds;
        char letter = style.Foreground.Index == Dimmed ? 'z' : role is >= 0 and <= (int)Role.Match ? "gurnfstbaokqwlxm"[role] : '!';
        return (style.Attributes & TextAttributes.Bold) != 0 ? char.ToUpperInvariant(letter) : letter;
    }

    /// <summary>What lies behind a cell: blank for the screen itself.</summary>
    public static char GroundLetter(Style style)
    {
        var attributes = style.Attributes & ~TextAttributes.Bold;
        if ((attributes & TextAttributes.Reverse) != 0)
            return '#';
        if ((attributes & TextAttributes.Underline) != 0)
            return '_';
        if ((attributes & TextAttributes.Italic) != 0)
            return '/';
        return style.Background.IsDefault ? '!' : (Role)style.Background.Index switch
        {
            Role.Ground => ' ',
            Role.Surface => 'u',
            Role.Raised => 'r',
            Role.Match => 'm',
            Role.Accent => 'a',
            _ => '!',
        };
    }

    private static Color GroundOf(Role ground) => Color.Indexed((byte)ground);

    private sealed class Raise : IRestyle
    {
        public Style Of(Style style) => style.On(GroundOf(Role.Raised));
    }

    private sealed class Dim : IRestyle
    {
        public Style Of(Style style) => new(Color.Indexed(Dimmed), GroundOf(Role.Ground));
    }
}
