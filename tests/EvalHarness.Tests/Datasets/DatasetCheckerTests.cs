using EvalHarness.Core;
using EvalHarness.Datasets;
using NUnit.Framework;

namespace EvalHarness.Tests.Datasets;

[Parallelizable(ParallelScope.All)]
public sealed class DatasetCheckerTests
{
    [Test]
    public void A_sound_dataset_raises_nothing()
    {
        var checker = new DatasetChecker(["text"], "up".Equals);
        for (int i = 0; i < 60; i++)
        {
            checker.Add(Row(i, $"text {i}", "up") with { Cluster = $"c{i / 2}" });
        }

        checker.AddExample(Row(100, "another text", "up"), "train");

        var findings = checker.Conclude();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(findings.Faults, Is.Empty);
            Assert.That(findings.Warnings, Is.Empty);
        }
    }

    [Test]
    public void Ids_that_occur_twice_are_faults()
    {
        var findings = Check(Row(1, "a", "up"), Row(1, "b", "up") with { Source = new Location("x.csv", 9) });

        Assert.That(
            findings.Faults.Select(f => f.ToString()),
            Is.EqualTo(["x.csv:9: a second sample '1', first at line 1; expected each id once"])
        );
    }

    [TestCase("Shares rise!", "up", "samples that read the same as an earlier one: 1; the first is '2', like line 1")]
    [TestCase(
        "shares  RISE",
        "up",
        "samples that read the same as an earlier one but for case, punctuation and spaces: 1; the first is '2', like line 1"
    )]
    [TestCase(
        "shares rise",
        "down",
        "samples that read the same as an earlier one and have another target: 1; the first is '2', like line 1"
    )]
    [TestCase(
        "shares fall",
        "sideways",
        "samples with a target that is none of the answer's labels, so that no answer can be right: 1; the first is '2'"
    )]
    public void Duplicates_conflicts_and_strange_targets_are_warned_of(string text, string target, string warning)
    {
        var findings = Check(Row(1, "Shares rise!", "up"), Row(2, text, target));

        Assert.That(findings.Warnings.Select(w => w.ToString()), Is.EqualTo([$"x.csv:2: warning: {warning}"]));
    }

    [Test]
    public void A_sample_that_was_learned_from_is_warned_of()
    {
        var checker = new DatasetChecker(["text"]);
        checker.AddExample(Row(7, "same, text", "up") with { Source = new Location("train.csv", 4) }, "train");
        checker.AddExample(Row(2, "shown", "up"), "few-shot");
        checker.Add(Row(1, "Same text", "up"));
        checker.Add(Row(2, "shown", "up"));

        Assert.That(
            checker.Conclude().Warnings.Select(w => w.Message),
            Is.EqualTo([
                "samples that are few-shot rows themselves: 1; the first is '2'",
                "samples that read the same as a train row: 1; the first is '1', like train.csv:4",
            ])
        );
    }

    [Test]
    public void Clusters_of_one_and_few_clusters_are_warned_of()
    {
        var alone = Check([.. Enumerable.Range(0, 40).Select(i => Row(i, $"t{i}", "up") with { Cluster = $"c{i}" })]);
        var few = Check([
            .. Enumerable.Range(0, 40).Select(i => Row(i, $"t{i}", "up") with { Cluster = $"c{i % 29}" }),
        ]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(alone.Warnings.Single().Message, Does.StartWith("every cluster has one member"));
            Assert.That(few.Warnings.Single().Message, Does.StartWith("only 29 clusters"));
        }
    }

    [Test]
    public void Warnings_show_no_data() =>
        Assert.That(
            string.Concat(Check(Row(1, "secret text", "up"), Row(2, "secret text", "hidden")).Warnings),
            Does.Not.Contain("secret").And.Not.Contain("hidden")
        );

    private static DatasetFindings Check(params Sample[] samples)
    {
        var checker = new DatasetChecker(["text"], target => target is "up" or "down");
        foreach (var sample in samples)
        {
            checker.Add(sample);
        }

        return checker.Conclude();
    }

    private static Sample Row(int line, string text, string target) =>
        new(
            $"{line}",
            new Dictionary<string, string> { ["text"] = text, ["row"] = $"{line}" },
            [target],
            new Location("x.csv", line)
        );
}
