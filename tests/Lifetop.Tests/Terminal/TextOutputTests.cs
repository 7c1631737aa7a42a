using System;
using System.IO;
using Lifetop.Terminal;
using Xunit;

namespace Lifetop.Tests.Terminal;

public sealed class TextOutputTests
{
    [Fact]
    public void Writes_utf8_of_any_length_in_order()
    {
        string path = Path.GetTempFileName();
        try
        {
            string expected = "";
            using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
            {
                var output = new TextOutput((int)file.DangerousGetHandle());
                for (int i = 0; i < 400; i++)
                {
                    string line = new string('é', i * 7 % 5000);
                    expected += line + "\n";
                    output.WriteLine(line);
                }
                output.WriteBytes("日本"u8);
                output.Write("half \uD83D");
                Assert.True(output.Flush());
            }
            Assert.Equal(expected + "日本half \uFFFD", File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_failure_is_kept_and_the_rest_dropped_without_an_exception()
    {
        var output = new TextOutput(-1);
        for (int i = 0; i < 100; i++)
            output.WriteLine(new string('x', 1000));
        Assert.False(output.Flush());
        Assert.Equal(9, output.FailedWith);
        Assert.False(output.ReaderGone);
    }
}
