using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

public sealed class SuiteSourcesTests
{
    private readonly SuiteFolder folder = new();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [Test]
    public void Models_and_prices_may_come_from_included_files()
    {
        folder.Write(
            "shared/prices.yaml",
            "prices:\n  meta-llama/Llama-3.1-8B-Instruct: { input: 1, output: 2, as_of: 2024-10-01, source: s }\n  other: { input: 5, output: 6, as_of: 2024-10-01, source: s }\n"
        );
        folder.Write(
            "shared/models.yaml",
            "include: prices.yaml\nmodels:\n  other: { provider: rules, rules: ../data/lexicon.yaml }\n"
        );
        var suite = folder.Read(
            "include: [shared/models.yaml]\n"
                + SuiteText.With("    hosting: { gpus: 1, price_per_gpu_hour: 2.49, as_of: 2024-10-01 }\n", "")
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(suite.Models[0].Name, Is.EqualTo("other"));
            Assert.That(suite.Models[0].Price!.Output, Is.EqualTo(6));
            Assert.That(suite.Models[0].Declared.ToString(), Is.EqualTo(folder.At("shared/models.yaml") + ":3:3"));
            Assert.That(suite.Models.Single(model => model.Name == "llama-3.1-8b").Price!.Output, Is.EqualTo(2));
            Assert.That(suite.Models.Single(model => model.Name == "gpt-4o").Price!.Output, Is.EqualTo(10));
            Assert.That(
                suite.Sources.Select(source => Path.GetFileName(source.File)),
                Is.EqualTo(new[] { "suite.yaml", "models.yaml", "prices.yaml" })
            );
        }
    }

    [Test]
    public void All_models_may_come_from_included_files()
    {
        folder.Write("models.yaml", "models:\n  m: { provider: rules, rules: data/lexicon.yaml }\n");
        var suite = folder.Read(
            "suite: s\ninclude: models.yaml\ntasks: [{ task: t, dataset: data/headlines.csv, prompt: x, answer: text, metrics: accuracy }]\n"
        );
        Assert.That(suite.Models.Select(model => model.Name), Is.EqualTo(new[] { "m" }));
    }

    [Test]
    public void A_file_included_twice_is_read_once()
    {
        folder.Write("a.yaml", "include: c.yaml\n");
        folder.Write("b.yaml", "include: c.yaml\n");
        folder.Write("c.yaml", "models:\n  m: { provider: rules, rules: data/lexicon.yaml }\n");
        Assert.That(folder.Read("include: [a.yaml, b.yaml]\n" + SuiteText.Valid).Models, Has.Length.EqualTo(5));
    }

    [TestCase("include: missing.yaml\n", "suite.yaml:1:10: there is no file")]
    [TestCase("include: data\n", "suite.yaml:1:10:")]
    [TestCase("include: suite.yaml\n", "suite.yaml:1:10: 'suite.yaml' includes itself")]
    [TestCase("include: round.yaml\n", "round.yaml:1:10: 'suite.yaml' includes itself")]
    [TestCase("include: deep1.yaml\n", "deep7.yaml:1:10: files included more than 8 deep")]
    [TestCase(
        "include: keys.yaml\n",
        "keys.yaml:1:1: unknown key 'modles' in an included file; expected description, include, models or prices; did you mean 'models'?"
    )]
    [TestCase("include: twice.yaml\n", "suite.yaml:26:3: 'lexicon' again, first at")]
    [TestCase("include: list.yaml\n", "list.yaml:1:1: a list; expected keys with values")]
    [TestCase("include: broken.yaml\n", "broken.yaml:1:9: [ that is never closed")]
    public void An_include_that_leads_nowhere_is_a_fault_at_its_place(string include, string fault)
    {
        folder.Write("round.yaml", "include: suite.yaml\n");
        folder.Write("keys.yaml", "modles: {}\n");
        folder.Write("twice.yaml", "models:\n  lexicon: { provider: rules, rules: data/lexicon.yaml }\n");
        folder.Write("list.yaml", "- a\n");
        folder.Write("broken.yaml", "models: [\n");
        for (int i = 1; i < 12; i++)
        {
            folder.Write($"deep{i}.yaml", $"include: deep{i + 1}.yaml\n");
        }

        Assert.That(
            folder.Faults(include + SuiteText.Valid),
            Has.Length.GreaterThanOrEqualTo(1).And.Some.StartsWith(fault)
        );
    }
}
