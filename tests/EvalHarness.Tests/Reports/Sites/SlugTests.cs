using EvalHarness.Reports.Sites;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports.Sites;

public sealed class SlugTests
{
    private const string Odd = "aZ09-_./\\: ~<>\"'\0\n\u202Eß%#?*";

    [TestCase("headline-sentiment", "headline-sentiment")]
    [TestCase("finance/headline-sentiment", "finance--headline-sentiment")]
    [TestCase("gpt-4.1", "gpt-4.1")]
    public void A_plain_name_stays_as_it_is(string name, string slug) => Assert.That(Slug.Of(name), Is.EqualTo(slug));

    [TestCase("GPT-4o", "gpt-4o")]
    [TestCase("con", "con")]
    [TestCase("finance/nul.txt", "finance--nul.txt")]
    [TestCase("../../etc/passwd", "etc-passwd")]
    [TestCase(".hidden", "hidden")]
    [TestCase("a..b", "a..b")]
    [TestCase("<script>alert(1)</script>", "script-alert-1-script")]
    [TestCase("trailing.", "trailing.")]
    [TestCase("", "")]
    public void Any_other_name_is_marked_by_a_hash(string name, string never)
    {
        string slug = Slug.Of(name);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(slug, Is.Not.EqualTo(never).And.Contains("~"));
            Assert.That(slug, Does.Match("^[a-z0-9-]*~[0-9a-f]{10}$"));
        }
    }

    [Test]
    public void A_very_long_name_is_a_short_one() =>
        Assert.That(Slug.Of(new string('a', 400)), Has.Length.LessThan(60));

    [Test]
    public void No_two_names_are_one_even_where_files_do_not_tell_capitals()
    {
        string[] names = ["a", "A", "a/b", "a--b", "a-b", "a b", "a_b", "á", "a.", "b/a", "x~0123456789", "con", "CON"];
        Assert.That(names.Select(name => Slug.Of(name).ToUpperInvariant()), Is.Unique);
    }

    [Test]
    public void Whatever_the_name_the_file_lies_where_it_should()
    {
        var random = new Random(7);
        for (int turn = 0; turn < 5_000; turn++)
        {
            string name = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => Odd[random.Next(Odd.Length)]));
            Assert.That(Slug.Of(name), Does.Match("^(?![.-])[a-z0-9._~-]{1,90}(?<![.])$"), name);
        }
    }
}
