using System;
using System.Collections.Generic;
using System.Linq;
using Lifetop.Screens;
using Lifetop.Terminal;
using Xunit;

namespace Lifetop.Tests.Screens;

public sealed class KeyBindingsTests
{
    private static KeyBindings With(out string[] problems, params (string Name, string Keys)[] own)
    {
        var bindings = KeyBindings.With([.. own.Select(static one => new KeyValuePair<string, string>(one.Name, one.Keys))], out var wrong);
        problems = [.. wrong.Select(static one => $"{one.Name}: {one.Text}")];
        return bindings;
    }

    private static string KeysOf(KeyBindings bindings, UiAction action) => string.Join(' ', bindings.KeysOf(action));

    private static UiAction? At(KeyBindings bindings, string key, KeyContext where = KeyContext.Grid)
        => Key.TryParse(key, out var parsed) ? bindings.Find(where, parsed)?.Action : throw new ArgumentException(key);

    [Fact]
    public void As_shipped_every_key_can_be_read_and_none_means_two_things()
    {
        Assert.Equal(KeyMap.All.Length, KeyMap.All.Select(static row => row.Name).Distinct().Count());
        foreach (var row in KeyMap.All)
        {
            Assert.Equal(row.Keys.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, row.ParsedKeys.Length);
            foreach (var other in KeyMap.All)
                if (other != row && (other.Where & row.Where) != 0)
                    Assert.Empty(row.ParsedKeys.Intersect(other.ParsedKeys).Select(key => $"{key} is {row.Name} and {other.Name}"));
        }
    }

    [Fact]
    public void An_action_takes_several_keys_in_place_of_its_own_and_one_without_keys_gets_some()
    {
        var bindings = With(out var problems, ("reap", "K F8"), ("stop", "C-k"));
        Assert.Empty(problems);
        Assert.Equal("K F8", KeysOf(bindings, UiAction.Reap));
        Assert.Equal(UiAction.Reap, At(bindings, "F8"));
        Assert.Null(At(bindings, "x"));
        Assert.Equal(UiAction.Stop, At(bindings, "C-k"));
    }

    [Fact]
    public void Two_actions_can_swap_their_keys_in_any_order()
    {
        var bindings = With(out var problems, ("logs", "x"), ("reap", "l"));
        Assert.Empty(problems);
        Assert.Equal(UiAction.Logs, At(bindings, "x"));
        Assert.Equal(UiAction.Reap, At(bindings, "l"));
    }

    [Fact]
    public void One_key_may_mean_two_things_where_they_never_meet()
    {
        var bindings = With(out var problems, ("log-wrap", "x"));
        Assert.Empty(problems);
        Assert.Equal(UiAction.LogWrap, At(bindings, "x", KeyContext.Log));
        Assert.Equal(UiAction.Reap, At(bindings, "x"));
    }

    [Theory]
    [InlineData("reep", "K", "reep: no action reep: did you mean reap?")]
    [InlineData("zzzzzzzz", "K", "zzzzzzzz: no action zzzzzzzz: man lifetop lists them")]
    [InlineData("reap", "Ctrl-K", "reap: Ctrl-K is no key: write x, C-d, M-Left, S-Tab, F9 or Space")]
    [InlineData("quit", "", "quit: quit needs a key")]
    [InlineData("reap", "l", "reap: l cannot be both logs and reap: reap stays on x")]
    [InlineData("stop", "l", "stop: l cannot be both logs and stop: stop stays without a key")]
    public void What_is_wrong_is_named_and_stays_as_it_was(string name, string keys, string says)
    {
        var bindings = With(out var problems, (name, keys));
        Assert.Equal(says, Assert.Single(problems));
        foreach (var row in KeyMap.All)
            Assert.Equal(row.Keys, KeysOf(bindings, row.Action));
    }

    [Fact]
    public void Of_two_rebound_ones_the_first_keeps_the_key()
    {
        var bindings = With(out var problems, ("spawn", "K"), ("reap", "K"));
        Assert.Equal("reap: K cannot be both spawn and reap: reap stays on x", Assert.Single(problems));
        Assert.Equal(UiAction.Spawn, At(bindings, "K"));
    }

    [Fact]
    public void Who_took_a_key_from_an_action_that_goes_back_to_it_goes_back_too()
    {
        // reap cannot have l, so it keeps x, so spawn cannot have x.
        var bindings = With(out var problems, ("reap", "l"), ("spawn", "x"));
        Assert.Equal(2, problems.Length);
        foreach (var row in KeyMap.All)
            Assert.Equal(row.Keys, KeysOf(bindings, row.Action));
    }

    [Fact]
    public void Whatever_is_bound_to_whatever_no_key_means_two_things()
    {
        const int seed = 4;
        var random = new Random(seed);
        string[] keys = [.. KeyMap.All.SelectMany(static row => row.Keys.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct(), "K", "C-k"];
        for (int round = 0; round < 300; round++)
        {
            var own = Enumerable.Range(0, random.Next(1, 12)).Select(_ => (KeyMap.All[random.Next(KeyMap.All.Length)].Name, keys[random.Next(keys.Length)]))
                .DistinctBy(static one => one.Name).ToArray();
            var bindings = With(out _, own);
            foreach (var sharing in KeyMap.All.SelectMany(row => bindings.KeysOf(row.Action).Distinct().Select(key => (Key: key, Row: row))).GroupBy(static one => one.Key, static one => one.Row))
                foreach (var row in sharing)
                    foreach (var other in sharing)
                        Assert.True(other == row || (other.Where & row.Where) == 0, $"seed {seed} round {round}: {row.Name} and {other.Name} after {string.Join(", ", own)}");
        }
    }
}
