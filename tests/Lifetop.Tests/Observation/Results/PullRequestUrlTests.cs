using Lifetop.Observation.Results;
using Xunit;

namespace Lifetop.Tests.Observation.Results;

public sealed class PullRequestUrlTests
{
    [Theory]
    [InlineData("https://github.com/acme/board/pull/7", true)]
    [InlineData("https://git.example.org/a-b/site.github.io/pull/12345", true)]
    [InlineData("http://github.com/acme/board/pull/7", false)]
    [InlineData("https://github.com/acme/board/issues/7", false)]
    [InlineData("https://github.com/acme/board/pull/", false)]
    [InlineData("https://github.com/acme/board/pull/7/files", false)]
    [InlineData("https://github.com/acme/board/pull/7 --web", false)]
    [InlineData("https://me:secret@github.com/acme/board/pull/7", false)]
    [InlineData("https://github.com/-R/board/pull/7", false)]
    [InlineData("https://github.com//board/pull/7", false)]
    [InlineData("--repo", false)]
    [InlineData("", false)]
    public void Only_the_address_of_a_pull_request_is_given_to_a_program(string url, bool valid)
        => Assert.Equal(valid, PullRequestUrl.IsValid(url));
}
