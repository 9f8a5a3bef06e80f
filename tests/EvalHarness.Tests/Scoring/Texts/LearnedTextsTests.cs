using System.Globalization;
using EvalHarness.Scoring.Texts;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Texts;

/// <summary>Samples among rows that a model learned from, whatever columns the rows have.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class LearnedTextsTests
{
    private const string Row = "Orders for the third quarter rose by nine per cent against last year, the maker said";

    [TestCase(Row, true)]
    [TestCase("ORDERS for the third quarter rose by nine per cent against last year -- the maker said!", true)]
    [TestCase("On Monday: " + Row, true, Description = "nearly the same")]
    [TestCase("Orders for valves fell in the first half, as the maker of pumps had expected for a while", false)]
    [TestCase("Orders rose", null, Description = "too short to tell")]
    [TestCase("", null)]
    public void A_sample_is_among_the_rows_or_is_not_or_cannot_be_told(string sample, bool? expected)
    {
        var learned = new LearnedTexts();
        learned.Add(["7", Row, "positive"]);
        Assert.That(learned.Hold([sample]), Is.EqualTo(expected));
    }

    [Test]
    public void An_instruction_that_all_rows_share_makes_no_sample_one_of_them()
    {
        const string instruction = "Say whether the headline is good news for the company that it names.";
        var learned = new LearnedTexts();
        for (int i = 0; i < 100; i++)
        {
            learned.Add([
                instruction,
                string.Create(CultureInfo.InvariantCulture, $"Company {i} opens a plant in town {i}"),
            ]);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(learned.Hold([instruction, "A headline that nobody has seen until today"]), Is.False);
            Assert.That(learned.Hold([instruction, "Company 31 opens a plant in town 31"]), Is.True);
            Assert.That(learned.Rows, Is.EqualTo(100));
        }
    }
}
