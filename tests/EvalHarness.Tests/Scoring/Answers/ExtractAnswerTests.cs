using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Answers;
using EvalHarness.Scoring.Metrics;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Answers;

/// <summary>Answers as filters of lm-evaluation-harness leave them, and their strict comparison; the values are those of its code.</summary>
public sealed class ExtractAnswerTests
{
    [TestCase("so 1,200 is 14", 0, "1,200")]
    [TestCase("so 1,200 is 14", -1, "14")]
    [TestCase("so 1,200 is 7", -1, "7")]
    [TestCase("none", 0, null)]
    public void Of_several_groups_the_first_that_is_not_empty_counts(string text, int select, string? answer) =>
        Assert.That(new ExtractAnswer(@"(-?[$0-9.,]{2,})|(-?[0-9]+)", select).Parse(text).Value, Is.EqualTo(answer));

    [Test]
    public void Without_a_pattern_the_response_counts_letter_for_letter() =>
        Assert.That(new ExtractAnswer().Parse(" <think>a</think> B\n").Value, Is.EqualTo(" <think>a</think> B\n"));

    [Test]
    public void Case_and_white_space_go_where_filters_say_so() =>
        Assert.That(new ExtractAnswer(Case: ExtractedCase.Lower, Trim: true).Parse(" Yes\n").Value, Is.EqualTo("yes"));

    [TestCase("$1,200.", "1200", true)]
    [TestCase("1200 ", "1200", false)]
    public void A_strict_match_cuts_out_what_is_ignored_and_nothing_else(string answer, string target, bool isRight) =>
        Assert.That(
            Match(new ExactMatch(Strict: true, Ignore: [",", @"\$", @"\.$"]), answer, target),
            Is.EqualTo(isRight)
        );

    [TestCase("A+b", "ab", true)]
    [TestCase("a\u2014b", "ab", false, Description = "punctuation is that of ASCII")]
    public void A_strict_match_leaves_out_the_punctuation_of_ascii(string answer, string target, bool isRight) =>
        Assert.That(
            Match(new ExactMatch(IgnoreCase: true, IgnorePunctuation: true, Strict: true), answer, target),
            Is.EqualTo(isRight)
        );

    private static bool Match(ExactMatch metric, string answer, string target)
    {
        double[] statistics = new double[2];
        metric.Observe(new ScoredSample(answer, ImmutableArray.Create(target), Outcome.Answered), statistics);
        return statistics[0] == 1;
    }
}
