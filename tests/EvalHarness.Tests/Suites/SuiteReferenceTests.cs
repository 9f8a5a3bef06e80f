using System.Text.Json;
using System.Text.RegularExpressions;
using EvalHarness.Suites;
using EvalHarness.Yaml;
using Json.Schema;
using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

/// <summary>Holds suites/README.md and suites/suite.schema.json in step with the records that suites are read into.</summary>
public sealed partial class SuiteReferenceTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "suites");
    private static readonly Catalog Product = new(System.Reflection.Assembly.Load("EvalHarness.Hosted"));
    private static readonly Lazy<JsonSchema> Schema = new(() => JsonSchema.FromText(SuiteSchema.Json(Product)));

    [Test]
    public void The_reference_says_what_the_records_say()
    {
        var page = File.ReadAllText(Path.Combine(Folder, "README.md"));
        Assert.That(
            page,
            Is.EqualTo(SuiteReference.Update(page, Product)),
            "run: evalharness schema --reference, which rewrites suites/README.md"
        );
    }

    [Test]
    public void The_schema_says_what_the_records_say() =>
        Assert.That(
            File.ReadAllText(Path.Combine(Folder, "suite.schema.json")),
            Is.EqualTo(SuiteSchema.Json(Product)),
            "run: evalharness schema > suites/suite.schema.json"
        );

    [Test]
    public void Every_word_and_key_is_explained()
    {
        var cells = SuiteReference.Markdown(Product).Split('\n');
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
        var suite = Block().Match(File.ReadAllText(Path.Combine(Folder, "README.md"))).Groups[1].Value;
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
        var text = SuiteText.With(old, replacement);
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

    private static IEnumerable<TestCaseData> Shipped() =>
        Directory
            .EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories)
            .Where(path => File.ReadLines(path).Any(line => line.StartsWith("suite:", StringComparison.Ordinal)))
            .Select(path => Path.GetRelativePath(Folder, path))
            .Order(StringComparer.Ordinal)
            .Select(path => new TestCaseData(path).SetArgDisplayNames(path));

    private static bool IsValid(string suite)
    {
        var findings = new Findings();
        var variables = new Variables(name => "${" + name + "}");
        var root = YamlComposer.Compose(suite, "suite.yaml", findings)!;
        var json = new Binder(new Catalog(), findings, variables).Bind<JsonElement>(root, "suite");
        return Schema.Value.Evaluate(json).IsValid;
    }

    [GeneratedRegex("```yaml\n(suite:.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
