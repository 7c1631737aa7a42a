using System;
using System.IO;
using System.Linq;
using Lifetop.Terminal;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Terminal;

/// <summary>What is counted here is counted by the tmux that lifetop mostly runs in.</summary>
public sealed class RealTmuxTests
{
    private static readonly string[] Texts = ["plain", "日本語", "e\u0301e\u0301", "👍🏽 ok", "🇩🇪🇫🇷", "👩\u200D💻 x", "❤\uFE0F", "─◆●◌▾", "\u1100\u1161\u11A8", "ﬀ¼№", "\u0E01\u0E33"];

    [Fact]
    public void Keeps_the_columns_aligned_whatever_stands_before_them()
    {
        var writer = new AnsiWriter();
        var renderer = new DiffRenderer(DiffRendererTests.Profile("tmux-256color truecolor"), writer);
        var frame = new CellBuffer(80, 24);
        writer.Write("\e[?1049h\e[?7l"u8);
        // A first frame and one that moves everything, so that differences are drawn over what stood there.
        for (int round = 0; round < 2; round++)
        {
            frame.Clear(Style.Plain);
            for (int y = 0; y < Texts.Length; y++)
            {
                string text = SafeText.Of(Texts[(y + round) % Texts.Length]);
                frame.Canvas.Write(frame.Canvas.Write(0, y, text, Style.Plain), y, text, new Style(Color.Indexed(3), Color.Default));
                frame.Canvas.Write(40, y, "|", Style.Plain);
                frame.Canvas.Write(79, y, "|", Style.Plain);
            }
            renderer.Render(frame);
        }
        using var tmux = new TmuxSandbox();
        string file = tmux.Folder.File("frame");
        File.WriteAllBytes(file, writer.Written.ToArray());
        tmux.Start("main", "sh", "-c", $"stty raw -echo; cat '{file}'; exec sleep 1000");
        string[] Rows() => tmux.Tmux("capture-pane", "-p", "-t", "main").Split('\n');
        Eventually.True(() => Rows().Count(static row => row.EndsWith('|')) == Texts.Length, "all rows");
        string[] rows = Rows();
        for (int y = 0; y < Texts.Length; y++)
        {
            string text = SafeText.Of(Texts[(y + 1) % Texts.Length]);
            Assert.StartsWith(text + text, rows[y], StringComparison.Ordinal);
            Assert.Equal(40, TextWidth.Of(rows[y].AsSpan(0, rows[y].IndexOf('|'))));
            Assert.Equal(79, TextWidth.Of(rows[y].AsSpan(0, rows[y].LastIndexOf('|'))));
        }
    }
}
