using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Reports.Verdicts;
using EvalHarness.Tests.Decisions;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports.Verdicts;

public sealed class InputNamesTests
{
    [Test]
    public void Every_input_of_a_decision_has_words_of_its_own()
    {
        var spec = Whole();
        var words = new InputWords(spec);
        string[] names = [.. ParameterCatalog.Sources(spec).Select(source => source.Name)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(names.Where(name => words.Phrase(name) == name), Is.Empty);
            Assert.That(names.Select(words.Phrase), Is.Unique);
        }
    }

    [TestCase("quality.router", 0.857, "right answers of router", "85.7 %")]
    [TestCase("oneoff.router", 1.5e6, "cost of building router", "$1.5M")]
    [TestCase("lead.router", 4, "time until the start of router", "4 months")]
    [TestCase("success.router", 1, "chance that router works out", "works")]
    [TestCase("success.router", 0, "chance that router works out", "fails")]
    [TestCase("volume.v0", 6.8e6, "answers a month", "6.8M")]
    [TestCase("market.frontier", 0.334, "errors that general models lose a year", "33.4 %")]
    [TestCase("api.price_in.router", 30, "price of 1M tokens read by router", "$30")]
    [TestCase("quality.router.ner", 0.5, "right answers of router in ner", "50.0 %")]
    public void An_input_is_said_with_its_unit(string name, double value, string phrase, string level)
    {
        var words = new InputWords(Examples.Worked("example-S3", 2));
        Assert.That((words.Phrase(name), words.Level(name, value)), Is.EqualTo((phrase, level)));
    }

    [Test]
    public void An_option_with_a_dot_in_its_name_is_an_option_and_not_a_slice()
    {
        var words = new InputWords(Examples.Plain(new OptionSpec("gpt", 0.9), new OptionSpec("gpt.4", 0.9)));
        Assert.That(words.Phrase("quality.gpt.4"), Is.EqualTo("right answers of gpt.4"));
    }

    [Test]
    public void An_input_without_words_keeps_its_name() =>
        Assert.That(new InputWords(Examples.Plain()).Phrase("weather.tomorrow"), Is.EqualTo("weather.tomorrow"));

    private static DecisionSpec Whole() =>
        Examples.Plain(
            new OptionSpec("custom", new QualitySpec(0.02, UpliftOver: "hosted"))
            {
                Api = new ApiSpec(1000, 100, 1.0, 2.0, PriceCached: 0.5),
                Gpu = new GpuSpec(2.0, 5.0),
                Incident = new IncidentSpec(0.1, 1000),
            }
        );
}
