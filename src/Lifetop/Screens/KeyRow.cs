using Lifetop.Terminal;

namespace Lifetop.Screens;

/// <summary>Why this cannot be done now, in words; null when it can.</summary>
public delegate string? WhyNot(UiState ui);

/// <summary>One row of the key table: footer, help, palette, README and manual are printed from it.</summary>
/// <param name="Name">As config and palette call it: <c>reap</c>.</param>
/// <param name="Keys">Its keys out of the box, with blanks between; empty for what only the palette has.</param>
/// <param name="Label">For the footer, a word.</param>
/// <param name="Doc">For help and palette.</param>
public sealed record KeyRow(UiAction Action, KeyContext Where, string Group, string Name, string Keys, string Label, string Doc)
{
    public WhyNot? Unavailable { get; init; }

    public Key[] ParsedKeys
    {
        get
        {
            string[] names = Keys.Split(' ', System.StringSplitOptions.RemoveEmptyEntries);
            var keys = new Key[names.Length];
            for (int i = 0; i < names.Length; i++)
                if (!Key.TryParse(names[i], out keys[i]))
                    throw new System.FormatException($"{Name}: {names[i]} is no key");
            return keys;
        }
    }
}
