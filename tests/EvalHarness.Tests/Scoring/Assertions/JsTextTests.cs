using EvalHarness.Scoring.Assertions;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Assertions;

/// <summary>Texts as JavaScript has them; the numbers were written by Node 22.</summary>
public sealed class JsTextTests
{
    [TestCase(5.0, "5")]
    [TestCase(-0.0, "0")]
    [TestCase(0.1, "0.1")]
    [TestCase(1e21, "1e+21")]
    [TestCase(123456789012345680000.0, "123456789012345680000")]
    [TestCase(0.000001, "0.000001")]
    [TestCase(1.5e-7, "1.5e-7")]
    [TestCase(-12.75, "-12.75")]
    [TestCase(1e100, "1e+100")]
    [TestCase(9007199254740993, "9007199254740992")]
    public void A_number_is_written_in_its_shortest_spelling(double number, string text) =>
        Assert.That(JsText.Of(number), Is.EqualTo(text));

    [TestCase("a, b", "a|b")]
    [TestCase("\"a, b\", c", "a, b|c")]
    [TestCase(",, a ,,b", "a|b")]
    [TestCase("\"say \"\"hi\"\"\"", "say \"hi\"")]
    public void Texts_between_commas_may_stand_in_quotes(string text, string parts) =>
        Assert.That(string.Join('|', CommaList.Read(text)!), Is.EqualTo(parts));

    [TestCase("\"a")]
    [TestCase("\"a\" b")]
    public void A_quote_that_is_not_closed_or_goes_on_is_no_list(string text) =>
        Assert.That(CommaList.Read(text), Is.Null);
}
