using System.Text.Json;
using System.Text.RegularExpressions;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Rules;
using EvalHarness.Decisions.Specs;
using EvalHarness.Suites;
using EvalHarness.Tests.Decisions;
using EvalHarness.Tests.Extensions;
using EvalHarness.Yaml;
using Json.Schema;
using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

/// <summary>Holds suites/README.md and suites/suite.schema.json in step with the records that suites are read into.</summary>
public sealed partial class SuiteReferenceTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "suites");
    private const string WithAll = "--extension artifacts/bin/EvalHarness.Llama/release/EvalHarness.Llama.dll";
    private static readonly Catalog Product = SuiteCatalog.With(
        System.Reflection.Assembly.Load("EvalHarness.Hosted"),
        LlamaPackage.Assembly
    );
    private static readonly Lazy<JsonSchema> Schema = new(() => JsonSchema.FromText(SuiteSchema.Json(Product)));
    private static readonly Lazy<JsonSchema> DecisionFile = new(() =>
        JsonSchema.FromText(DecisionSchema.Json(Product))
    );

    [Test]
    public void The_reference_says_what_the_records_say()
    {
        string page = File.ReadAllText(Path.Combine(Folder, "README.md"));
        Assert.That(
            page,
            Is.EqualTo(SuiteReference.Update(page, Product)),
            $"run: evalharness schema --update suites/README.md {WithAll}"
        );
    }

    [Test]
    public void The_schema_says_what_the_records_say() =>
        Assert.That(
            File.ReadAllText(Path.Combine(Folder, "suite.schema.json")),
            Is.EqualTo(SuiteSchema.Json(Product)),
            $"run: evalharness schema --update suites/suite.schema.json {WithAll}"
        );

    [Test]
    public void The_schema_of_decisions_says_what_the_records_say() =>
        Assert.That(
            File.ReadAllText(Path.Combine(Folder, "decision.schema.json")),
            Is.EqualTo(DecisionSchema.Json(Product)),
            "run: evalharness schema --decision > suites/decision.schema.json"
        );

    [Test]
    public void Every_link_of_the_reference_leads_to_the_one_heading_of_its_name()
    {
        string page = File.ReadAllText(Path.Combine(Folder, "README.md"));
        var headings = Heading().Matches(page).Select(match => match.Groups[1].Value).ToLookup(name => name);
        var links = Link().Matches(page).Select(match => match.Groups[1].Value).Distinct();
        Assert.That(links.Where(link => headings[link].Count() != 1), Is.Empty);
    }

    [Test]
    public void The_page_names_every_parameter_and_every_short_name_of_a_what_if()
    {
        string page = File.ReadAllText(Path.Combine(Folder, "README.md"));
        var cached = new ApiSpec(1, 1, 1, 1, PriceCached: 1);
        var option = new OptionSpec("ID", 0.5, Api: cached, Gpu: new GpuSpec(1, 1), Incident: new IncidentSpec(0, 0));
        var raised = new OptionSpec("ID", new QualitySpec(0.1, UpliftOver: "other"));
        var names = new[] { option, raised }
            .SelectMany(one => UnknownNames.Parameters(new("ID", new(1), new(1.0, 1.0), [one])))
            .Concat(WhatIf.ShortNames.Select(one => one.Name));
        Assert.That(names.Where(name => !page.Contains($"`{name}`", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Every_word_and_key_is_explained()
    {
        string[] cells = SuiteReference.Markdown(Product).Split('\n');
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cells.Where(line => line.EndsWith("|  |", StringComparison.Ordinal)), Is.Empty, "keys");
            Assert.That(
                cells
                    .Index()
                    .Where(line =>
                        line.Item.StartsWith("###", StringComparison.Ordinal) && cells[line.Index + 2].Length == 0
                    ),
                Is.Empty,
                "words"
            );
        }
    }

    [Test]
    public void The_small_suite_of_the_page_is_valid()
    {
        using var folder = new SuiteFolder();
        folder.Write("data/tickets.csv", "id,text,intent,customer,split\n1,Where is it?,delivery,a,test\n");
        string suite = Block().Match(File.ReadAllText(Path.Combine(Folder, "README.md"))).Groups[1].Value;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(folder.Faults(suite), Is.Empty);
            Assert.That(IsValid(suite), Is.True);
        }
    }

    [Test]
    public void The_schema_takes_a_valid_suite() => Assert.That(IsValid(SuiteText.Valid), Is.True);

    [TestCase("seed:", "sed:")]
    [TestCase("seed: 20240401", "seed: many")]
    [TestCase("provider: rules", "provider: ruls")]
    [TestCase("rules: data/lexicon.yaml", "rulez: data/lexicon.yaml")]
    [TestCase("api_key: ${OPENAI_API_KEY}", "api_key: sk-123")]
    [TestCase("[accuracy, macro_f1]", "[accuracy, makro_f1]")]
    [TestCase("confidence: 0.95", "confidence: 1.5")]
    [TestCase("correction: holm", "correction: home")]
    [TestCase("answer: { choice: [positive, neutral, negative] }", "answer: { choice: [positive], text: {} }")]
    [TestCase("timeout: 60s", "timeout: 60")]
    public void The_schema_sees_what_the_reader_sees(string old, string replacement)
    {
        string text = SuiteText.With(old, replacement);
        using var folder = new SuiteFolder();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(IsValid(text), Is.False, "schema");
            Assert.That(folder.Faults(text), Is.Not.Empty, "reader");
        }
    }

    [TestCaseSource(nameof(Shipped))]
    public void The_schema_takes_every_shipped_suite(string path) =>
        Assert.That(IsValid(File.ReadAllText(Path.Combine(Folder, path))), Is.True);

    [TestCaseSource(nameof(ShippedDecisions))]
    public void The_schema_takes_every_shipped_decision_with_its_key_and_without(string path)
    {
        string text = File.ReadAllText(Path.Combine(Folder, path));
        string bare = string.Join(
            '\n',
            text.Split("decision:\n")[^1].Split('\n').Select(line => line[Math.Min(2, line.Length)..])
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(IsValid(text, DecisionFile), Is.True, "under the key 'decision:'");
            Assert.That(IsValid(bare, DecisionFile), Is.True, "without it");
            Assert.That(
                IsValid(text.Replace("decision:", "decison:", StringComparison.Ordinal), DecisionFile),
                Is.False
            );
        }
    }

    [TestCase("bloomberggpt-s3.decision.yaml")]
    [TestCase("headline-sentiment.yaml")]
    public void The_schemas_see_every_misspelt_key_and_word_of_a_decision(string file)
    {
        var schema = file.Contains("decision", StringComparison.Ordinal) ? DecisionFile : Schema;
        string[] words = ["kind", "status", "mode", "evidence", "mastery", "dist", "type"];
        var missed =
            from slip in Slip.Of(file, ["items", "max_vendor_share", "prevalence"])
            where slip.IsKey || words.Contains(slip.Key)
            where IsValid(slip.Spoil(slip.Misspelt), schema)
            select $"{slip.At}: {slip.Misspelt}";
        Assert.That(missed, Is.Empty);
    }

    [TestCase("tokens_in: 1500", "tokens_in: -1")]
    [TestCase("error_floor: 0.03", "error_floor: 1")]
    [TestCase("p_success: 0.8", "p_success: 1.1")]
    [TestCase("target_utilisation: 0.7", "target_utilisation: 0")]
    [TestCase("horizon_months: 36", "horizon_months: 0")]
    [TestCase("horizon_months: 36", "horizon_months: forever")]
    [TestCase("price_date: 2023-04-01", "price_date: [2023]")]
    [TestCase("v0_per_month: { dist: lognormal", "v0_per_month: { dist: lognormal, mean: 3")]
    [TestCase("n: [1500]", "n: [0]")]
    [TestCase("draws: 20000", "draws: 0")]
    public void The_schema_sees_the_numbers_that_the_reader_sees(string old, string replacement)
    {
        string text = Slip.Text("bloomberggpt-s3.decision.yaml").Replace(old, replacement, StringComparison.Ordinal);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(IsValid(text, DecisionFile), Is.False, "schema");
            Assert.That(Slip.Read(text), Is.Not.Empty, "reader");
        }
    }

    private static IEnumerable<TestCaseData> ShippedDecisions() =>
        Files(path => path.EndsWith(".decision.yaml", StringComparison.Ordinal));

    private static IEnumerable<TestCaseData> Shipped() =>
        Files(path => File.ReadLines(path).Any(line => line.StartsWith("suite:", StringComparison.Ordinal)));

    private static IEnumerable<TestCaseData> Files(Func<string, bool> isMeant) =>
        Directory
            .EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories)
            .Where(isMeant)
            .Select(path => Path.GetRelativePath(Folder, path))
            .Order(StringComparer.Ordinal)
            .Select(path => new TestCaseData(path).SetArgDisplayNames(path));

    private static bool IsValid(string suite) => IsValid(suite, Schema);

    private static bool IsValid(string suite, Lazy<JsonSchema> schema)
    {
        var findings = new FaultCollector();
        var variables = new Variables(name => "${" + name + "}");
        var root = YamlComposer.Compose(suite, "suite.yaml", findings)!;
        var json = new Binder(SuiteCatalog.With(), findings, variables).Bind<JsonElement>(root, "suite");
        return schema.Value.Evaluate(json).IsValid;
    }

    [GeneratedRegex("^#+ `?([^`\n]+)`?$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(#([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("```yaml\n(suite:.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
