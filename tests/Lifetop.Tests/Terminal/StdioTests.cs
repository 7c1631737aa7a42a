using System.IO;
using Lifetop.Terminal;
using Xunit;

namespace Lifetop.Tests.Terminal;

public sealed class StdioTests
{
    [Fact]
    public void A_file_that_was_opened_here_was_not_given()
    {
        using var ours = File.OpenHandle("/dev/null");
        Assert.Equal(-1, Stdio.Given((int)ours.DangerousGetHandle()));
        Assert.Equal(-1, Stdio.Given(100_000));
        Assert.Equal(Stdio.Error, Stdio.Given(Stdio.Error));
    }

    [Fact]
    public void Nothing_that_is_no_terminal_has_columns()
    {
        using var file = File.OpenHandle("/dev/null");
        Assert.False(Stdio.IsTerminal((int)file.DangerousGetHandle()));
        Assert.Equal(0, Stdio.Columns((int)file.DangerousGetHandle()));
        Assert.Equal(0, Stdio.Columns(-1));
    }
}
