using EvalHarness.Scoring.Texts;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Texts;

[Parallelizable(ParallelScope.All)]
public sealed class RougeTokenizerTests
{
    private const double Tolerance = 1e-12;

    [TestCase("天气很好", TestName = "Chinese")]
    [TestCase("วันนี้อากาศดี", TestName = "Thai")]
    [TestCase("मौसम अच्छा है", TestName = "Hindi")]
    [TestCase("погода хорошая", TestName = "Russian")]
    public void Identical_texts_score_1_in_any_script(string text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(F(text, text, RougeTokenizer.Latin), Is.Zero);
            Assert.That(F(text, text, RougeTokenizer.Unicode), Is.EqualTo(1));
            Assert.That(F(text, text, RougeTokenizer.Char), Is.EqualTo(1));
            Assert.That(RougeScores.NGram(text, text, 1, false, RougeTokenizer.Unicode).F, Is.EqualTo(1));
            Assert.That(RougeScores.Summary(text, text, false, RougeTokenizer.Unicode).F, Is.EqualTo(1));
        }
    }

    [Test]
    public void Words_of_scripts_without_spaces_are_characters() =>
        Assert.That(F("天气很好", "天气不好", RougeTokenizer.Unicode), Is.EqualTo(0.75).Within(Tolerance));

    [Test]
    public void A_vowel_sign_is_no_character_of_its_own() => Assert.That(F("की", "का", RougeTokenizer.Char), Is.Zero);

    [Test]
    public void Words_of_other_scripts_are_whole() =>
        Assert.That(
            F("погода была хорошая", "погода стала хорошая", RougeTokenizer.Unicode),
            Is.EqualTo(2 / 3.0).Within(Tolerance)
        );

    [TestCase("The cat sat", "the cat ran")]
    [TestCase("Rates rose 25 bps", "rates fell 25 bps")]
    public void English_without_apostrophes_scores_alike(string target, string answer) =>
        Assert.That(F(target, answer, RougeTokenizer.Unicode), Is.EqualTo(F(target, answer, RougeTokenizer.Latin)));

    private static double F(string target, string answer, RougeTokenizer tokenizer) =>
        RougeScores.LongestSubsequence(target, answer, false, tokenizer).F;
}
