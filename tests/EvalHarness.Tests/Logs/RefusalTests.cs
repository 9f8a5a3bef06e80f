using EvalHarness.Logs;
using NUnit.Framework;

namespace EvalHarness.Tests.Logs;

/// <summary>Measures the rule of refusals on Scoring/Cases/refusals.tsv: labelled texts of our own in eighteen languages.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RefusalTests
{
    // "tuned" texts were at hand when the rule was written, "fresh" ones were written and measured once it was done.
    [TestCase("tuned", 107, 0, 3, 129)]
    [TestCase("fresh", 30, 3, 5, 33)]
    public void Precision_and_recall_are_what_the_documentation_says(
        string set,
        int found,
        int wronglyFound,
        int missed,
        int wellLeft
    )
    {
        var judged = Examples(set).ToLookup(example => (example.IsRefusal, Found: Refusals.Opens(example.Text)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(judged[(true, true)].Count(), Is.EqualTo(found));
            Assert.That(Texts(judged[(false, true)]), Has.Length.EqualTo(wronglyFound));
            Assert.That(Texts(judged[(true, false)]), Has.Length.EqualTo(missed));
            Assert.That(judged[(false, false)].Count(), Is.EqualTo(wellLeft));
        }
    }

    [TestCase("<think>I can't help with that.</think>positive", false)]
    [TestCase("<think>Is that allowed?</think>I can't help with that.", true)]
    [TestCase("<think>I can't help with that.", false)]
    public void Only_what_is_said_counts(string text, bool declines) =>
        Assert.That(Refusals.Opens(text), Is.EqualTo(declines));

    [Test]
    public void A_text_that_looks_like_a_pattern_has_one_of_its_stems()
    {
        string[] texts =
        [
            .. Examples("tuned").Concat(Examples("fresh")).Select(example => example.Text.Replace('’', '\'')),
        ];
        (string Text, RefusalPattern Pattern)[] matches =
        [
            .. from pattern in RefusalPatterns.All
            let regex = RefusalPattern.Compile(pattern.Pattern)
            from text in texts
            where regex.IsMatch(text)
            select (text, pattern),
        ];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(matches.Select(match => match.Pattern).Distinct().Count(), Is.GreaterThan(15));
            Assert.That(matches.Where(match => !match.Pattern.MayMatch(match.Text)), Is.Empty);
        }
    }

    private static string[] Texts(IEnumerable<(bool IsRefusal, string Text)> examples) =>
        [.. examples.Select(example => example.Text)];

    private static IEnumerable<(bool IsRefusal, string Text)> Examples(string set) =>
        from line in File.ReadLines(
            Path.Combine(TestContext.CurrentContext.TestDirectory, "Scoring/Cases/refusals.tsv")
        )
        let cells = line.Split('\t')
        where cells[1] == set
        select (cells[0] == "yes", cells[3]);
}
