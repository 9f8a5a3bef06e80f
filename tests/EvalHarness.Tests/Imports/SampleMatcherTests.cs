using EvalHarness.Imports;
using NUnit.Framework;

namespace EvalHarness.Tests.Imports;

/// <summary>Samples of two collections, found in each other.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SampleMatcherTests
{
    private static readonly string[] Known =
    [
        "Profits rise at the mill by ten per cent",
        "The bank closes two of its branches",
        "Sales are flat in the second quarter",
    ];

    [TestCase(
        "x",
        "  profits RISE at the\nmill by ten per cent ",
        0,
        MatchKind.Content,
        TestName = "By_content_whatever_id_case_and_white_space"
    )]
    [TestCase(
        "1",
        "Profits rise at the mill by ten per cent",
        0,
        MatchKind.Content,
        TestName = "Content_goes_before_the_id"
    )]
    [TestCase("1", "", 1, MatchKind.Id, TestName = "By_id_where_no_content_is_kept")]
    [TestCase(
        "2",
        "Classify: Sales are flat in the second quarter. Answer:",
        2,
        MatchKind.Contained,
        TestName = "By_id_where_the_question_stands_in_a_prompt"
    )]
    [TestCase("2", "Something else altogether", -1, MatchKind.Conflict, TestName = "Never_by_id_with_other_content")]
    [TestCase("9", "Something else altogether", -1, MatchKind.None, TestName = "Not_at_all")]
    public void A_sample_is_found(string id, string text, int place, MatchKind kind)
    {
        var matcher = new SampleMatcher(at => Known[at]);
        foreach (var (at, known) in Known.Index())
        {
            matcher.Add($"{at}", SampleTexts.Of([known]));
        }

        string[] texts = text.Length == 0 ? [] : [text];
        Assert.That(matcher.Find(id, SampleTexts.Of(texts), texts), Is.EqualTo(new SampleMatch(place, kind)));
    }

    [Test]
    public void Samples_of_one_passage_are_told_apart_by_their_questions()
    {
        var matcher = new SampleMatcher(_ => "");
        string passage = "The report of the year, with all of its tables and notes";
        matcher.Add("a", SampleTexts.Of([passage, "What was the revenue?"]));
        matcher.Add("b", SampleTexts.Of([passage, "What was the profit?"]));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                matcher.Find("z", SampleTexts.Of([passage, "What was the profit?"])),
                Is.EqualTo(new SampleMatch(1, MatchKind.Content))
            );
            Assert.That(
                matcher.Find("z", SampleTexts.Of([passage])),
                Is.EqualTo(new SampleMatch(-1, MatchKind.Ambiguous)),
                "the passage alone is that of both"
            );
            Assert.That(
                matcher.Find("b", SampleTexts.Of([passage])),
                Is.EqualTo(new SampleMatch(1, MatchKind.Content)),
                "the id decides among equals"
            );
        }
    }

    [Test]
    public void Labels_tell_nothing()
    {
        var matcher = new SampleMatcher(_ => "");
        matcher.Add("a", SampleTexts.Of(["yes"]));
        Assert.That(matcher.Find("b", SampleTexts.Of(["yes"])).Kind, Is.EqualTo(MatchKind.None));
    }
}
