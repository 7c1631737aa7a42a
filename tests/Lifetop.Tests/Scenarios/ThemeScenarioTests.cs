using System;
using Lifetop.Cli;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Scenarios;

public sealed class ThemeScenarioTests
{
    [Fact]
    public void Ones_own_theme_is_found_beside_the_config_and_ours_come_with_the_program()
    {
        using var lifetop = new LifetopProgram();
        lifetop.Folder.Write("config/lifetop/themes/amber.json", "{ \"like\": \"dark\", \"text\": \"#ffb000\" }");
        lifetop.Folder.Write("config/lifetop/config.json", "{ \"theme\": \"amber\" }");
        var names = lifetop.Run("themes", "-o", "name");
        Assert.True(names.ExitCode == ExitCode.Done, names.ToString());
        Assert.EndsWith("\nmono\namber\n", names.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, lifetop.Run("config", "check").ExitCode);
    }

    [Fact]
    public void What_is_wrong_about_the_screen_is_named_with_its_line_before_any_screen_opens()
    {
        using var lifetop = new LifetopProgram();
        string config = lifetop.Folder.Write("config/lifetop/config.json", "{\n  \"theme\": \"nrod\",\n  \"keys\": { \"reap\": \"l\" },\n  \"bell\": [\"zombi\"],\n}\n");
        var check = lifetop.Run("config", "check");
        Assert.Equal(ExitCode.Failed, check.ExitCode);
        Assert.Contains($"{config}:2: theme: no theme nrod: did you mean nord?\n", check.Output, StringComparison.Ordinal);
        Assert.Contains($"{config}:3: keys.reap: l cannot be both logs and reap: reap stays on x\n", check.Output, StringComparison.Ordinal);
        Assert.Contains($"{config}:4: bell: no state zombi: did you mean zombie?\n", check.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", ".TH LIFETOP 1 ")]
    [InlineData("5", ".TH LIFETOP-CONFIG 5 ")]
    public void A_manual_page_is_printed_for_whoever_installs_it(string section, string begins)
    {
        using var lifetop = new LifetopProgram();
        var page = lifetop.Run("help", "--man", section);
        Assert.True(page.ExitCode == ExitCode.Done && page.Errors.Length == 0, page.ToString());
        Assert.StartsWith(begins, page.Output, StringComparison.Ordinal);
    }
}
