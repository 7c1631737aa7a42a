using System.Globalization;
using System.Text;

namespace Lifetop.Cli;

/// <summary>A manual page in the macros of man(7).</summary>
internal sealed class Roff
{
    private readonly StringBuilder _page = new();

    public Roff(string name, int section, string summary)
    {
        _page.Append(CultureInfo.InvariantCulture, $".TH {name.ToUpperInvariant()} {section} \"\" \"lifetop {Commands.VersionCommand.Version}\" \"lifetop\"\n");
        // Left-aligned and unhyphenated: keys and commands are to be read as they are typed.
        _page.Append(".nh\n.ad l\n");
        Section("NAME");
        _page.Append(Text(name)).Append(" \\- ").Append(Text(summary)).Append('\n');
    }

    public void Section(string title) => _page.Append(".SH ").Append(title).Append('\n');

    public void Subsection(string title) => _page.Append(".SS ").Append(Text(title)).Append('\n');

    public void Paragraph(string text) => _page.Append(".PP\n").Append(Text(text)).Append('\n');

    /// <summary>A bold term, what its value is called, and what it means.</summary>
    public void Term(string term, string value, string meaning)
    {
        _page.Append(".TP\n\\fB").Append(Text(term)).Append("\\fR");
        if (value.Length > 0)
            _page.Append(" \\fI").Append(Text(value)).Append("\\fR");
        _page.Append('\n').Append(Text(meaning)).Append('\n');
    }

    /// <summary>Terms that follow belong to the one before.</summary>
    public void Indent() => _page.Append(".RS\n");

    public void Outdent() => _page.Append(".RE\n");

    /// <summary>Lines as they are typed.</summary>
    public void Example(string lines)
    {
        _page.Append(".PP\n.RS 4\n.nf\n");
        foreach (string line in lines.TrimEnd('\n').Split('\n'))
            _page.Append(line.Length == 0 ? "\\&" : Text(line)).Append('\n');
        _page.Append(".fi\n.RE\n");
    }

    public override string ToString() => _page.ToString();

    /// <summary>As plain text anywhere in a line: no letter of it is read as a request, an escape or a hyphen.</summary>
    private static string Text(string text)
    {
        var safe = new StringBuilder(text.Length + 8);
        // A line must not begin with what begins a request.
        if (text.Length > 0 && text[0] is '.' or '\'')
            safe.Append("\\&");
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '\\': safe.Append("\\e"); break;
                case '-': safe.Append("\\-"); break;
                case '\'': safe.Append("\\(aq"); break;
                case '`': safe.Append("\\(ga"); break;
                case '^': safe.Append("\\(ha"); break;
                case '~': safe.Append("\\(ti"); break;
                case > 126: safe.Append(CultureInfo.InvariantCulture, $"\\[u{rune.Value:X4}]"); break;
                default: safe.Append((char)rune.Value); break;
            }
        }
        return safe.ToString();
    }
}
