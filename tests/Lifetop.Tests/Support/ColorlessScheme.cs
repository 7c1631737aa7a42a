using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Tests.Support;

/// <summary>A terminal without colours: attributes alone tell roles apart.</summary>
internal sealed class ColorlessScheme : Scheme
{
    public override Style this[Role role] => Style.Plain.With(role is Role.Faint or Role.Line ? TextAttributes.Dim : role is Role.Bright or Role.Accent ? TextAttributes.Bold : TextAttributes.None);

    public override IRestyle Cursor { get; } = new Reverse();

    public override IRestyle Behind { get; } = new Dim();

    public override bool HasColors => false;

    public override Style On(Role role, Role ground) => this[role];

    private sealed class Reverse : IRestyle
    {
        public Style Of(Style style) => Style.Plain.With(TextAttributes.Reverse);
    }

    private sealed class Dim : IRestyle
    {
        public Style Of(Style style) => Style.Plain.With(TextAttributes.Dim);
    }
}
