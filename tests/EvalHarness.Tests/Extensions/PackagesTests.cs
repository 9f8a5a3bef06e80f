using System.Reflection;
using EvalHarness.Core;
using EvalHarness.Extensions;
using EvalHarness.Suites;
using EvalHarness.Tests.Suites;
using EvalHarness.Yaml;
using NUnit.Framework;

namespace EvalHarness.Tests.Extensions;

public sealed class PackagesTests
{
    private const string Suite = """
        suite: s
        models:
          learned:
            provider: text-classifier
            l2: 0.5
            train: { file: data/headlines.csv, label: label, input: text }
          hosted: { provider: openai, model: m, api_key: "${OPENAI_API_KEY}" }
        tasks:
          - { task: t, dataset: { file: data/headlines.csv, id: id, fields: [text], target: label }, prompt: "{{text}}", answer: { choice: [positive, neutral, negative] }, metrics: accuracy }
        """;

    /// <summary>The words of a program without any of the packages.</summary>
    private static readonly Catalog Lean = new(typeof(SuiteCatalog).Assembly)
    {
        Absent = Packages.Absent([typeof(SuiteCatalog).Assembly]),
    };

    [Test]
    public void Words_of_packages_are_known_without_them()
    {
        var words = new[] { "EvalHarness.Classic", "EvalHarness.Hosted" }
            .Select(Assembly.Load)
            .Append(LlamaPackage.Assembly)
            .SelectMany(package => package.GetTypes())
            .Select(type => (type.GetCustomAttribute<KeywordAttribute>()?.Name, type.Assembly.GetName().Name))
            .Where(word => word.Item1 is not null);

        Assert.That(Packages.Words.Select(word => (word.Key, word.Value)), Is.EquivalentTo(words));
    }

    [Test]
    public void A_word_whose_package_is_not_there_is_one_line_that_names_the_package()
    {
        using var folder = new SuiteFolder();
        string file = folder.Write("suite.yaml", Suite);
        var faults = Assert.Throws<DocumentException>(() => SuiteReader.Read(file, Lean, _ => "key"))!.Faults;

        Assert.That(
            faults.Select(fault => fault.ToString()),
            Is.EqualTo([
                $"{file}:4:15: the provider 'text-classifier' without its package; expected a reference to EvalHarness.Classic",
                $"{file}:7:23: the provider 'openai' without its package; expected a reference to EvalHarness.Hosted",
            ])
        );
    }

    [Test]
    public void Of_the_package_that_the_tool_is_built_without_it_says_where_to_put_it()
    {
        using var folder = new SuiteFolder();
        string file = folder.Write(
            "suite.yaml",
            """
            suite: s
            models:
              ours: { provider: llama, file: data/headlines.csv }
            tasks:
              - { task: t, dataset: { file: data/headlines.csv, id: id, fields: [text], target: label }, prompt: "{{text}}", answer: { choice: [positive, negative] }, metrics: accuracy }
            """
        );
        var faults = Assert.Throws<DocumentException>(() => SuiteReader.Read(file, Lean, _ => null))!.Faults;

        Assert.That(
            faults.Select(fault => fault.ToString()),
            Is.EqualTo([
                $"{file}:3:21: the provider 'llama' without its package; expected EvalHarness.Llama: a reference to it in a test project; for the tool its files in the folder 'extensions' beside it, or --extension with the path of EvalHarness.Llama.dll",
            ])
        );
    }

    [Test]
    public void A_model_that_is_left_out_needs_no_package()
    {
        using var folder = new SuiteFolder();
        string file = folder.Write(
            "suite.yaml",
            """
            suite: s
            models:
              chance: { provider: random }
              hosted: { provider: openai, model: m, organization: o, api_key: "${NO_KEY}", when: "${NO_KEY}" }
            tasks:
              - { task: t, dataset: { file: data/headlines.csv, id: id, fields: [text], target: label }, prompt: "{{text}}", answer: { choice: [positive, negative] }, metrics: accuracy }
            gates:
              - { model: hosted, metric: t/accuracy, at_least: 0.5 }
            """
        );

        var suite = SuiteReader.Read(file, Lean, _ => null);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(suite.Models.Select(model => model.Name), Is.EqualTo(["chance"]));
            Assert.That(suite.Skipped.Select(model => model.Name), Is.EqualTo(["hosted"]));
        }
    }

    [Test]
    public void Every_package_is_there_in_a_program_that_has_them_all()
    {
        using var folder = new SuiteFolder();
        Assert.That(folder.Faults(Suite), Is.Empty);
    }
}
