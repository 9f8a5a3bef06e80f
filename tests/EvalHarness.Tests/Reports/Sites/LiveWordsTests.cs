using EvalHarness.Logs;
using EvalHarness.Reports.Sites;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports.Sites;

/// <summary>Words of the page of a run that goes on.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class LiveWordsTests
{
    [TestCase("suites/news.yaml", "evalharness run suites/news.yaml", TestName = "A_plain_file_is_written_as_it_is")]
    [TestCase("my news.yaml", "evalharness run 'my news.yaml'", TestName = "One_with_blanks_is_quoted")]
    [TestCase(
        "it's $(x).yaml",
        @"evalharness run 'it'\''s $(x).yaml'",
        TestName = "Whatever_a_shell_would_read_is_quoted"
    )]
    [TestCase("", "evalharness run <suite>", TestName = "An_unknown_one_is_to_be_filled_in")]
    public void The_command_that_goes_on(string file, string command) =>
        Assert.That(
            LiveWords.Command(new RunHeader("id", "news", "", DateTimeOffset.UnixEpoch) { SuiteFile = file }),
            Is.EqualTo(command)
        );
}
