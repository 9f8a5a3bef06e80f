using EvalHarness.Core;
using EvalHarness.Suites;
using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

public sealed class TrainSizesTests
{
    private readonly SuiteFolder folder = new();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [Test]
    public void Sizes_below_one_and_sizes_told_twice_are_faults_where_they_stand() =>
        Assert.That(
            folder.Faults(Suite("[0, -3, 1, 2, 1]")),
            Is.EqualTo([
                "suite.yaml:6:19: 0 rows to train on; expected 1 or more",
                "suite.yaml:6:22: -3 rows to train on; expected 1 or more",
                "suite.yaml:6:32: the size 1 once more; expected each size once",
            ])
        );

    [Test]
    public void Sizes_larger_than_the_data_are_all_told_at_once()
    {
        var suite = folder.Read(Suite("[1, 3, 2000]"));

        Assert.That(
            async () => await SuiteData.CheckAsync(suite),
            Throws
                .TypeOf<DocumentException>()
                .With.Message.Match(
                    @"suite\.yaml:6:22: 3 rows to train 'learned@3' on; expected 1 to 2, the rows of data/headlines\.csv\n"
                        + @".*suite\.yaml:6:25: 2000 rows to train 'learned@2000' on; expected 1 to 2, the rows of data/headlines\.csv$"
                )
        );
    }

    [Test]
    public void A_model_that_bears_the_name_of_a_size_is_a_fault() =>
        Assert.That(
            folder.Faults(
                Suite("[1, 2]")
                    .Replace("  chance:", "  learned@2: { provider: random }\n  chance:", StringComparison.Ordinal)
            ),
            Is.EqualTo([
                "suite.yaml:3:3: a second model 'learned@2', beside a size of 'learned'; expected a name of its own",
            ])
        );

    [TestCase("fifty", "suite.yaml:6:18:")]
    [TestCase("[1, 1.5]", "suite.yaml:6:22:")]
    [TestCase("[1, 99999999999]", "suite.yaml:6:22:")]
    public void What_is_no_number_of_rows_is_a_fault_where_it_stands(string sizes, string place) =>
        Assert.That(folder.Faults(Suite(sizes)).Single(), Does.StartWith(place));

    private static string Suite(string sizes) =>
        $$"""
            suite: s
            models:
              chance: { provider: random }
              learned:
                provider: text-classifier
                train_sizes: {{sizes}}
                train: { file: data/headlines.csv, label: label, input: text }
            tasks:
              - { task: t, dataset: { file: data/headlines.csv, id: id, fields: [text], target: label }, prompt: "{% raw %}", answer: { choice: [positive, neutral, negative] }, metrics: accuracy }

            """.Replace("{% raw %}", "{{text}}", StringComparison.Ordinal);
}
