using EvalHarness.Scoring.Numbers;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Numbers;

public sealed class NumericAnswersTests
{
    [TestCase("12 345", 12345.0)]
    [TestCase("2019 345", null, Description = "a group before others has three digits at most")]
    [TestCase("12,34,567", 1234567.0)]
    [TestCase("1.234.567,8", 1234567.8)]
    [TestCase("12,5 %", 12.5)]
    [TestCase("2.5 lakh crore", 2.5e12)]
    [TestCase("10^{6}", 1e6)]
    [TestCase("1½", 1.5)]
    [TestCase("1\u202f234\u00a0567", null, Description = "mixed separators")]
    [TestCase("1\u202f234\u202f567", 1234567.0)]
    [TestCase("1'234.5", 1234.5)]
    [TestCase("1{,}250", 1250.0)]
    [TestCase("12,34", null)]
    [TestCase("1.2.3", null)]
    [TestCase("1,2345", null)]
    [TestCase("1234,567", null)]
    [TestCase("\u20135", -5.0)]
    [TestCase("\u22125 %", -5.0)]
    [TestCase("(5", null)]
    [TestCase("5)", null)]
    [TestCase("(12.5)%", -12.5)]
    [TestCase("(1,000) USD", -1000.0)]
    [TestCase("($3.4) million", -3400000.0)]
    [TestCase("$(2.5)bn", -2.5e9)]
    [TestCase("5 k", 5000.0)]
    [TestCase("3 MM", 3e6)]
    [TestCase("2 tn", 2e12)]
    [TestCase("2.5 \u00d7 10^-3", 0.0025)]
    [TestCase("2.5 \\times 10^{3}", 2500.0)]
    [TestCase("\\frac{3}{4}", 0.75)]
    [TestCase("-\\frac{1}{2}", -0.5)]
    [TestCase("1\\frac{1}{2}", 1.5)]
    [TestCase("-1 1/2", -1.5)]
    [TestCase("3/0", null)]
    [TestCase("roughly $12 million", 12e6)]
    [TestCase("~ 7", 7.0)]
    [TestCase("12.5 pct", 12.5)]
    [TestCase("25 basis points", 25.0)]
    [TestCase("10 EUR", 10.0)]
    [TestCase("EUR10", 10.0)]
    [TestCase("5 apples", null)]
    [TestCase("NaN", null)]
    [TestCase("inf", null)]
    [TestCase("1e999", null)]
    [TestCase("$", null)]
    [TestCase("--5", null)]
    [TestCase("7 8", null)]
    [TestCase("1億2000万円", 120_000_000.0)]
    [TestCase("(1億2000万円)", -120_000_000.0)]
    [TestCase("(1億2000万)", -120_000_000.0)]
    [TestCase("1億2000万5千円", 120_005_000.0)]
    [TestCase("5億円2000万", null)]
    [TestCase("$5mm", 5e6)]
    [TestCase("5mm USD", 5e6)]
    public void A_text_is_wholly_a_number_or_none(string text, double? value) =>
        Assert.That(NumericAnswers.Parse(text)?.Value, Is.EqualTo(value).Within(1e-12).Percent);

    [TestCase("So x = 12. #### 1,234", 1234.0)]
    [TestCase("#### 3\n#### 4", 4.0)]
    [TestCase("#### none", null)]
    [TestCase("**Answer:** 42 apples, not 7", 42.0)]
    [TestCase("The answer is unknown.", null)]
    [TestCase("\\boxed{\\frac{1}{2}}", 0.5)]
    [TestCase("\\boxed{x = 5}", 5.0)]
    [TestCase("\\boxed{}", null)]
    [TestCase("It fell by -3.5%.", -3.5)]
    [TestCase("from 2019-2020", 2020.0)]
    [TestCase("COVID-19 struck", null)]
    [TestCase("growth of 5 in FY21", 5.0)]
    [TestCase("about $12 million in all", 12e6)]
    [TestCase("The table is 5 m long", 5.0)]
    [TestCase("USD 7 was paid", 7.0)]
    [TestCase("3 + 4 = 7", 7.0)]
    [TestCase("a loss (45.2)", -45.2)]
    [TestCase("It rose 12.5 percent.", 12.5)]
    [TestCase("version 1.2.3", null)]
    public void The_final_number_is_found_by_the_strongest_marker(string text, double? value) =>
        Assert.That(NumericAnswers.ExtractFinal(text)?.Value, Is.EqualTo(value));

    [TestCase("25 bps", "0.25%", true)]
    [TestCase("25 bps", "0.0025", true)]
    [TestCase("25", "0.25%", false)]
    public void Basis_points_and_percent_are_compared_in_plain_units(string prediction, string gold, bool matches) =>
        Assert.That(
            NumericAnswers.Matches(NumericAnswers.Parse(prediction), NumericAnswers.Parse(gold)),
            Is.EqualTo(matches)
        );

    [TestCase("12%", 0.125, true, Description = "halves go to the even digit")]
    [TestCase("13%", 0.125, false)]
    [TestCase("$1.2bn", 1_234_000_000, true)]
    [TestCase("1.3bn", 1_234_000_000, false)]
    [TestCase("n/a", 1, false)]
    public void Gold_is_rounded_as_the_prediction_is_printed(string prediction, double gold, bool matches) =>
        Assert.That(NumericAnswers.MatchesRounded(NumericAnswers.Parse(prediction), gold), Is.EqualTo(matches));

    [TestCase(0.015625, 0.01562)]
    [TestCase(0.046875, 0.04688)]
    [TestCase(-0.015625, -0.01562)]
    [TestCase(0, 0)]
    [TestCase(1e300, 1e300)]
    public void Rounding_is_that_of_python(double value, double rounded) =>
        Assert.That(DecimalRounding.Round(value, 5), Is.EqualTo(rounded));

    [Test]
    public void A_program_that_stops_shows_what_it_reached()
    {
        var result = FinQaProgram.Evaluate("add(1, 2), divide(#0, 0)", []);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.IsInvalid);
            Assert.That(result.Number, Is.EqualTo(3));
        }
    }
}
