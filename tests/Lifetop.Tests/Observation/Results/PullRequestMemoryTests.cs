using System;
using System.Collections.Generic;
using System.Linq;
using Lifetop.Model;
using Lifetop.Observation.Results;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Results;

public sealed class PullRequestMemoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static Dictionary<string, PullRequestAnswer> Read(string path, params PullRequestAnswer[] before)
    {
        var known = before.ToDictionary(answer => answer.Url);
        PullRequestMemory.AddTo(known, path);
        return known;
    }

    private static PullRequestAnswer Answer(int number, PullRequestState state, double minutes = 0) => new($"https://github.com/acme/board/pull/{number}", state, Noon.AddMinutes(minutes));

    [Fact]
    public void What_is_written_is_read_again_with_its_age()
    {
        using var folder = new TempFolder();
        string path = folder.File("state/" + PullRequestMemory.Name);
        PullRequestAnswer[] answers = [Answer(1, PullRequestState.Open), Answer(2, PullRequestState.Merged, 1), Answer(3, PullRequestState.Closed, 2), Answer(4, PullRequestState.Unknown)];
        Assert.Equal(0, PullRequestMemory.Write(answers.ToDictionary(answer => answer.Url), path));
        var read = Read(path);
        Assert.Equal(answers.Take(3).Select(answer => (answer.Url, answer.State, answer.SeenAt)), read.Values.OrderBy(answer => answer.SeenAt).Select(answer => (answer.Url, answer.State, answer.SeenAt)));
    }

    [Fact]
    public void The_newer_answer_stays()
    {
        using var folder = new TempFolder();
        string path = folder.File(PullRequestMemory.Name);
        PullRequestMemory.Write(new[] { Answer(1, PullRequestState.Open), Answer(2, PullRequestState.Merged, 5) }.ToDictionary(answer => answer.Url), path);
        var read = Read(path, Answer(1, PullRequestState.Merged, 3), Answer(2, PullRequestState.Open, 3));
        Assert.All(read.Values, answer => Assert.Equal(PullRequestState.Merged, answer.State));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[{\"url\":\"https://github.com/a/b/pull/1\",\"state\":\"merged\",\"seen_at\":\"2026-03-01T")]
    [InlineData("[{\"url\":\"https://github.com/a/b/pull/1\",\"state\":\"done\",\"seen_at\":\"2026-03-01T12:00:00Z\"}]")]
    [InlineData("[{\"url\":\"--repo\",\"state\":\"merged\",\"seen_at\":\"2026-03-01T12:00:00Z\"}]")]
    [InlineData("{\"a\":[1,2,{\"b\":null}]}")]
    public void A_file_that_is_no_good_tells_nothing(string text)
    {
        using var folder = new TempFolder();
        Assert.Empty(Read(folder.Write(PullRequestMemory.Name, text)));
        Assert.Empty(Read(folder.File("missing")));
    }
}
