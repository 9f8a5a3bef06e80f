using EvalHarness.Scoring.Answers;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring;

/// <summary>Answers with their scale as TAT-QA's prediction files pair them.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PairOfSpansTests
{
    [TestCase("""[["12.6"], "million"]""", """{"answer": ["12.6"], "scale": "million"}""")]
    [TestCase("""[-12.6, "million"]""", """{"answer": [-12.6], "scale": "million"}""")]
    [TestCase("""[["2019", "2018"], ""]""", """["2019", "2018"]""")]
    [TestCase("""["a", "million"]""", """{"answer": ["a", "million"], "scale": ""}""")]
    public void A_pair_of_answer_and_scale_is_read_as_both_and_two_texts_as_two(string pair, string same)
    {
        var format = new SpansAnswer(Scale: "scale");

        Assert.That(format.Parse(pair).Value, Is.EqualTo(format.Parse(same).Value).And.Not.Null);
    }
}
