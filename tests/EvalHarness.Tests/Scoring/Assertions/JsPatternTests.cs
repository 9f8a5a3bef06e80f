using EvalHarness.Scoring.Assertions;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Assertions;

/// <summary>Regular expressions of JavaScript in .NET's words; each case was tried in Node 22.</summary>
public sealed class JsPatternTests
{
    [TestCase(@"^\d+$", "12", true)]
    [TestCase(@"^\d+$", "\u0663", false, Description = "digits are those of ASCII")]
    [TestCase(@"^\w+$", "\u00e9", false)]
    [TestCase(@"a$", "a\n", false, Description = "the end is the very end")]
    [TestCase(@"a.b", "a\u2028b", false, Description = "a point is no line end of Unicode")]
    [TestCase(@"\bt\b", "\u00e9t\u00e9", true)]
    [TestCase(@"\Bt", "xt", true)]
    [TestCase(@"\A", "A", true, Description = "an unknown escape is its letter")]
    [TestCase(@"\Z", "", false)]
    [TestCase(@"[\w-.]", "-", true)]
    [TestCase(@"^[a-z-[aeiou]]$", "b]", true, Description = "no classes are subtracted")]
    [TestCase(@"[^]", "\n", true)]
    [TestCase("[]", "a", false)]
    [TestCase(@"a{,2}", "a{,2}", true)]
    [TestCase(@"^a{2}$", "aa", true)]
    [TestCase(@"(?<year>\d{4})-(?<day>\d)", "2024-1", true)]
    [TestCase(@"(?<!x)y", "xy", false)]
    [TestCase(@"\u0041\x42", "AB", true)]
    [TestCase(@"a\sb", "a\ufeffb", true)]
    [TestCase(@"a\sb", "a\u0085b", false)]
    [TestCase(@"[^\S]", "\u00a0", true)]
    [TestCase(@"# x", "# x", true)]
    public void A_text_matches_as_it_does_in_javascript(string pattern, string text, bool matches) =>
        Assert.That(JsPattern.Compile(pattern).Regex!.IsMatch(text), Is.EqualTo(matches));

    [TestCase("(?i)yes")]
    [TestCase("(?i:yes)")]
    [TestCase(@"(a)\1")]
    [TestCase(@"\p{L}")]
    [TestCase("(?>a)")]
    [TestCase("a++")]
    [TestCase("[")]
    [TestCase("(")]
    [TestCase("^*")]
    [TestCase(@"\")]
    public void What_cannot_be_said_alike_is_refused_with_a_reason(string pattern)
    {
        var (regex, reason) = JsPattern.Compile(pattern);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(regex, Is.Null);
            Assert.That(reason, Is.Not.Empty);
        }
    }
}
