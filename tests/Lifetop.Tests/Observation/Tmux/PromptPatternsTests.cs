using System;
using System.Linq;
using Lifetop.Model;
using Lifetop.Observation.Tmux;
using Xunit;

namespace Lifetop.Tests.Observation.Tmux;

public sealed class PromptPatternsTests
{
    private const string Claude = """
        ● I'll remove the build folder.

        ╭──────────────────────────────────────────────────────────────╮
        │ Bash command                                                 │
        │                                                              │
        │   rm -rf build                                               │
        │   Remove the build folder                                    │
        │                                                              │
        │ Do you want to proceed?                                      │
        │ ❯ 1. Yes                                                     │
        │   2. Yes, and don't ask again for rm commands in /srv/app    │
        │   3. No, and tell Claude what to do differently (esc)        │
        ╰──────────────────────────────────────────────────────────────╯


        """;

    private const string ClaudeSecondChosen = """
         Do you want to make this edit to Program.cs?
           1. Yes
         ❯ 2. Yes, allow all edits during this session (shift+tab)
           3. No, and tell Claude what to do differently (esc)

         Esc to cancel · Tab to amend
        """;

    private const string ClaudeQuestion = """
         ☐ Database

        Which database should the service use?

        ❯ 1. PostgreSQL
             What the other services use
          2. SQLite
          3. Type something.

        Enter to select · ↑/↓ to navigate · Esc to cancel
        """;

    private const string ClaudeTrust = """
         Do you trust the files in this folder?

         /srv/app

         ❯ 1. Yes, proceed
           2. No, exit

           Enter to confirm · Esc to exit
        """;

    private const string Codex = """
          Would you like to run the following command?

          Reason: Check if the database accepts connections

          $ pg_isready -h localhost

        › 1. Yes, proceed (y)
          2. Yes, and don't ask again for commands that start with `pg_isready` (p)
          3. No, and tell Codex what to do differently (esc)

          Press enter to confirm or esc to cancel
        """;

    private const string CodexOld = """
        ╭───────────────────────────────────────────────────
        │Shell Command
        │
        │$ nl -ba myfile.sh | sed -n '60,130p'
        │
        │Allow command?
        │
        │  ❯ Yes (y)
        │    Yes, always approve this exact command for this session (a)
        │    Edit or give feedback (e)
        │    No, and keep going (n)
        ╰───────────────────────────────────────────────────
        """;

    private const string Gemini = """
         ╭───────────────────────────────────────────────╮
         │ ?  Shell npm test                             │
         │                                               │
         │ Allow execution of: 'npm'?                    │
         │                                               │
         │ ● 1. Allow once                               │
         │   2. Allow for this session                   │
         │   3. No, suggest changes (esc)                │
         ╰───────────────────────────────────────────────╯
        """;

    private const string GeminiEdit = """
        │ Apply this change?                                  │
        │                                                     │
        │ ● Yes, allow once                                   │
        │ ○ Yes, allow always                                 │
        │ ○ Modify with external editor                       │
        │ ○ No, suggest changes (esc)                         │
        ╰─────────────────────────────────────────────────────╯
        """;

    private const string OpenCode = """
          ┃  △ Permission required
          ┃  $ git push
          ┃
          ┃   Allow once   Allow always   Reject        ctrl+f fullscreen  ⇆ select  enter confirm
        """;

    private const string Aider = """
        touch a.txt
        Run shell command? (Y)es/(N)o/(D)on't ask again [Yes]: 
        """;

    [Theory]
    [InlineData("claude", Claude, "claude approval", "Do you want to proceed?")]
    [InlineData("claude", ClaudeSecondChosen, "claude approval", "Do you want to make this edit to Program.cs?")]
    [InlineData("claude", ClaudeQuestion, "claude question", "Which database should the service use?")]
    [InlineData("claude", ClaudeTrust, "claude approval", "Do you trust the files in this folder?")]
    [InlineData("codex", Codex, "codex approval", "Would you like to run the following command?")]
    [InlineData("codex", CodexOld, "codex approval", "Allow command?")]
    [InlineData("gemini", Gemini, "gemini approval", "Allow execution of: 'npm'?")]
    [InlineData("gemini", GeminiEdit, "gemini approval", "Apply this change?")]
    [InlineData("opencode", OpenCode, "opencode approval", null)]
    [InlineData("aider", Aider, "aider confirmation", "Run shell command? (Y)es/(N)o/(D)on't ask again [Yes]:")]
    public void Recognises_how_agents_ask(string program, string screen, string pattern, string? line)
    {
        var prompt = PromptPatterns.Shipped.Find(screen, program);

        Assert.NotNull(prompt);
        Assert.Equal(pattern, prompt.Pattern);
        if (line is not null)
            Assert.Equal(line, prompt.Line);
    }

    [Theory]
    [InlineData("Proceed with the upgrade? [Y/n] ", "yes or no")]
    [InlineData("Do you want to continue? [Y/n]", "yes or no")]
    [InlineData("remove write-protected regular file 'x'? (y/n)", "yes or no")]
    [InlineData("Are you sure you want to continue connecting (yes/no/[fingerprint])? ", "yes or no")]
    [InlineData("[sudo] password for anna: ", "password")]
    [InlineData("Password:", "password")]
    [InlineData("anna@host's password: ", "password")]
    [InlineData("Enter passphrase for key '/home/anna/.ssh/id_ed25519': ", "password")]
    [InlineData("Press ENTER to continue or Ctrl-C to stop", "press enter")]
    [InlineData("Do you want to overwrite it?", "do you want")]
    [InlineData("Apply this edit? yes", "apply")]
    public void Recognises_how_any_program_asks(string line, string pattern)
    {
        var prompt = PromptPatterns.Shipped.Find("some output\n" + line + "\n\n\n", "bash");

        Assert.Equal(new Prompt(pattern, line.Trim()), prompt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("$ ")]
    [InlineData("2026-01-02 10:00:00 INFO asked: do you want to continue?")]
    [InlineData("  12 | // do you want to retry? then call Again()")]
    [InlineData("do you want to know more, read the manual")]
    [InlineData("Do you want to proceed? [y/N] y\nInstalling packages...")]
    [InlineData("[sudo] password for anna: \nReading package lists... Done")]
    [InlineData("error: wrong password: try again later")]
    [InlineData("usage: deploy [y/n] FILE")]
    [InlineData("- [x] press enter to continue is tested")]
    [InlineData("  1. Yes, it compiles\n  2. No warnings")]
    [InlineData("❯ 1. Yes\n")]
    [InlineData("> Try \"refactor Program.cs\"\n\n  ? for shortcuts")]
    public void Takes_ordinary_output_for_what_it_is(string screen) =>
        Assert.Null(PromptPatterns.Shipped.Find(screen, "bash"));

    [Fact]
    public void Takes_an_agents_own_words_and_its_input_box_for_no_question()
    {
        const string screen = """
            ● Done. Do you want to see the diff? The choices were:
                1. Yes
                2. No

            ╭─────────────────────────────────────────────╮
            │ >                                           │
            ╰─────────────────────────────────────────────╯
              ? for shortcuts
            """;

        Assert.Null(PromptPatterns.Shipped.Find(screen, "claude"));
    }

    [Fact]
    public void Lets_a_dialog_go_that_scrolled_up()
    {
        string screen = Claude + string.Concat(Enumerable.Range(0, 8).Select(i => $"line {i}\n"));

        Assert.Null(PromptPatterns.Shipped.Find(screen, "claude"));
    }

    [Fact]
    public void Puts_configured_patterns_first_and_replaces_by_name()
    {
        var patterns = PromptPatterns.Shipped.With(
            [new("release", "make", ["ready to ship * now?"]), new("password", null, [])]);

        Assert.Equal(new Prompt("make release", "Ready to ship 1.2 now?"), patterns.Find("Ready to ship 1.2 now?", "make"));
        Assert.Null(patterns.Find("Ready to ship 1.2 now?", "bash"));
        Assert.Null(patterns.Find("Password:", "bash"));
        Assert.NotNull(patterns.Find("Continue? [y/n]", "bash"));
    }

    [Fact]
    public void Shortens_a_long_line_between_characters()
    {
        string line = "Do you want to " + string.Concat(Enumerable.Repeat("🦦", 200)) + "?";

        var prompt = PromptPatterns.Shipped.Find(line, "bash");

        Assert.InRange(prompt!.Line.Length, 199, 200);
        Assert.False(char.IsHighSurrogate(prompt.Line[^1]));
    }

    [Fact]
    public void Never_throws_and_never_hangs_on_any_screen()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        const string letters = "do you want?*[/n]:(yY)❯›● 1.Yes\n│╭\ud83e\udda6\0";
        for (int round = 0; round < 3000; round++)
        {
            string screen = string.Create(random.Next(400), random, (span, r) =>
            {
                foreach (ref char c in span)
                    c = letters[r.Next(letters.Length)];
            });
            foreach (string program in new[] { "claude", "codex", "aider", "bash" })
            {
                var found = Record.Exception(() => PromptPatterns.Shipped.Find(screen, program));
                Assert.True(found is null, $"seed {seed}, round {round}: {found}");
            }
        }
    }
}
