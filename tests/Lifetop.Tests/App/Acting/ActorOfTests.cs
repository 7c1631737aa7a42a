using System;
using System.Collections.Generic;
using Lifetop.Actions;
using Lifetop.App.Acting;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.App.Acting;

public sealed class ActorOfTests
{
    [Theory]
    [InlineData("10.0.0.7 52344 10.0.0.1 22", null, "10.0.0.7")]
    [InlineData(null, "fe80::1 52344 22", "fe80::1")]
    [InlineData("", null, null)]
    [InlineData(null, null, null)]
    public void The_address_is_the_first_word_of_what_sshd_set(string? connection, string? client, string? address)
        => Assert.Equal(address, ActorOf.SshClientOf(name => name == "SSH_CONNECTION" ? connection : client));

    [Fact]
    public void Behind_sudo_stands_who_called_it()
    {
        string user = ActorOf.This("reap", static _ => null).User;
        Assert.NotEmpty(user);
        Assert.Equal($"ana as {user}", ActorOf.This("reap", static name => name == "SUDO_USER" ? "ana" : null).User);
        Assert.Equal(user, ActorOf.This("reap", name => name == "SUDO_USER" ? user : null).User);
    }

    [Fact]
    public void What_is_not_recorded_is_said_line_by_line()
    {
        var lines = new List<string>();
        var journal = new UnrecordedJournal(lines.Add);
        var at = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(new PlanBeginning(0, null, false), journal.Begin(PlanningProgram.Plan(), at));
        Assert.Null(journal.Intend(0, 2, at));
        Assert.Null(journal.Finish(0, 2, new StepResult(StepOutcome.Done, "gone"), at));
        Assert.Null(journal.End(0, PlanOutcome.Done, "", at));
        Assert.Equal(
        [
            "2026-11-21T12:00:00.000Z unrecorded: reap of 1 begun, in 2 steps",
            "2026-11-21T12:00:00.000Z unrecorded: step 2 of test/a: remove a.pid (/run/a.pid)",
            "2026-11-21T12:00:00.000Z unrecorded: step 2: done, gone",
            "2026-11-21T12:00:00.000Z unrecorded: reap ended: done",
        ], lines);
    }
}
