using EvalHarness.Reports.Formats;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

public sealed class NamesTests
{
    [TestCase("macro_f1", "macro F1")]
    [TestCase("mcc", "MCC")]
    [TestCase("accuracy", "accuracy")]
    public void A_metric_is_written_as_in_the_literature(string name, string expected) =>
        Assert.That(Names.Metric(name), Is.EqualTo(expected));

    [TestCase(new string[0], "")]
    [TestCase(new[] { "a" }, "a")]
    [TestCase(new[] { "a", "b", "c" }, "a, b and c")]
    [TestCase(new[] { "a", "b", "c", "d", "e" }, "a, b, c and 2 more")]
    public void Names_are_listed_as_in_a_sentence(string[] names, string expected) =>
        Assert.That(Names.List(names), Is.EqualTo(expected));

    [Test]
    public void A_name_cannot_turn_the_direction_of_the_sentence_around_it()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Names.InText("evil\u202Etxt"), Is.EqualTo("eviltxt"));
            Assert.That(Names.InText("מודל"), Is.EqualTo("\u2068מודל\u2069"));
            Assert.That(Names.InText("plain"), Is.EqualTo("plain"));
        }
    }

    [Test]
    public void A_long_name_is_cut_in_the_middle_and_never_inside_a_character()
    {
        string cut = Names.Cut("🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀", 9);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Names.Cut("organisation/model-2026", 12), Is.EqualTo("organ…l-2026"));
            Assert.That(cut, Has.Length.LessThanOrEqualTo(11).And.Contains("…"));
            Assert.That(cut.EnumerateRunes(), Has.None.EqualTo(System.Text.Rune.ReplacementChar));
        }
    }
}
