using System;
using System.Globalization;
using System.Text;
using Lifetop.Terminal;
using Xunit;

namespace Lifetop.Tests.Terminal;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("\u001b[2J", "␛[2J")]
    [InlineData("a\nb\tc\r", "a␊b␉c␍")]
    [InlineData("\u0007\u007f", "␇␡")]
    [InlineData("a\u009bb", "a‹009B›b")]
    [InlineData("x\u202Ey", "x‹202E›y")]
    [InlineData("x\u009Cy\U000E0041z", "x‹009C›y‹E0041›z")]
    [InlineData("\u2066\u2069", "‹2066›‹2069›")]
    [InlineData("a\u2028b", "a‹2028›b")]
    [InlineData("za\u200Bp", "za‹200B›p")]
    [InlineData("\uFEFFa", "‹FEFF›a")]
    [InlineData("so\u00ADft", "so‹00AD›ft")]
    [InlineData("a\u200Db", "a‹200D›b")]
    [InlineData("a\uFE0F", "a‹FE0F›")]
    [InlineData("\U000E0041", "‹E0041›")]
    [InlineData("\u3164", "‹3164›")]
    [InlineData("\u0301a", "◌\u0301a")]
    public void Shows_what_would_act_or_hide(string outside, string expected) => Assert.Equal(expected, SafeText.Of(outside));

    [Theory]
    [InlineData("plain name")]
    [InlineData("Ünïcödé")]
    [InlineData("日本語")]
    [InlineData("e\u0301")]
    [InlineData("👨\u200D👩\u200D👧")]
    [InlineData("👩🏽\u200D💻")]
    [InlineData("❤\uFE0F\u200D🔥")]
    [InlineData("1\uFE0F\u20E3")]
    [InlineData("🇩🇪")]
    public void Leaves_good_text_the_same_object(string text) => Assert.Same(text, SafeText.Of(text));

    [Fact]
    public void Half_a_surrogate_pair_becomes_a_replacement_character()
        => Assert.Equal("half \uFFFD pair", SafeText.Of("half \uD83D pair"));

    [Fact]
    public void Keeps_at_most_eight_marks_on_a_base()
        => Assert.Equal("a" + new string('\u0301', 8) + "b" + new string('\u0301', 8), SafeText.Of("a" + new string('\u0301', 500) + "b" + new string('\u0301', 9)));

    [Fact]
    public void Bad_bytes_become_replacement_characters()
    {
        Assert.Equal("a\uFFFDb\uFFFD", SafeText.Of([(byte)'a', 0x9B, (byte)'b', 0xFF]));
        Assert.Equal("a‹009B›", SafeText.Of([(byte)'a', 0xC2, 0x9B]));
    }

    [Fact]
    public void Nothing_hidden_and_no_control_survives_any_text()
    {
        int seed = 20261121;
        var random = new Random(seed);
        for (int round = 0; round < 3000; round++)
        {
            var bytes = new byte[random.Next(1, 40)];
            random.NextBytes(bytes);
            string outside = round % 2 == 0 ? Encoding.UTF8.GetString(bytes) : RandomPoints(random);
            string safe = SafeText.Of(outside);
            foreach (var rune in safe.EnumerateRunes())
            {
                bool inEmoji = rune.Value is 0x200D or 0xFE0E or 0xFE0F;
                Assert.False(Rune.IsControl(rune), $"seed {seed} round {round}");
                Assert.True(inEmoji || !CodePoints.IsHidden(rune.Value), $"seed {seed} round {round}: {rune.Value.ToString("X", CultureInfo.InvariantCulture)}");
            }
            Assert.Equal(safe, SafeText.Of(safe));
        }
    }

    private static string RandomPoints(Random random)
    {
        int[] nasty = [0x200D, 0xFE0F, 0x202E, 0x1F469, 0x1F3FD, 0x301, 0x41, 0x1F1E9, 0x20E3, 0x31, 0x1B, 0x9B, 0xD800, 0xDC00, 0x4E00];
        var text = new StringBuilder();
        for (int i = random.Next(1, 12); i > 0; i--)
        {
            int point = nasty[random.Next(nasty.Length)];
            text.Append(point > 0xFFFF ? char.ConvertFromUtf32(point) : ((char)point).ToString());
        }
        return text.ToString();
    }
}
