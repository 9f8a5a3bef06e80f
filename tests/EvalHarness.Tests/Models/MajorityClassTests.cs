using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Providers;
using EvalHarness.Models.Training;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

[Parallelizable(ParallelScope.All)]
public sealed class MajorityClassTests
{
    [Test]
    public async Task The_most_frequent_target_answers_with_the_shares_as_probabilities()
    {
        var context = Context("b", "a", "b", "c");
        using var client = await new MajorityClass().ConnectAsync(context, CancellationToken.None);

        var response = await client.AskAsync(ModelSetup.Request());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Text, Is.EqualTo("b"));
            Assert.That(
                response.FindDetails()!.Probabilities,
                Is.EquivalentTo(
                    new Dictionary<string, double>
                    {
                        ["a"] = 0.25,
                        ["b"] = 0.5,
                        ["c"] = 0.25,
                    }
                )
            );
        }
    }

    [Test]
    public async Task Of_equally_frequent_labels_the_first_by_name_answers()
    {
        using var client = await new MajorityClass().ConnectAsync(Context("b", "a"), CancellationToken.None);

        Assert.That((await client.AskAsync(ModelSetup.Request())).Text, Is.EqualTo("a"));
    }

    [Test]
    public async Task Train_rows_take_the_place_of_targets()
    {
        var rows = new TrainingRows(
            new FilePath(HeadlineRows.FilePath, "headlines.csv"),
            "split",
            Where: ImmutableDictionary<string, string>.Empty.Add("split", "train")
        );
        var majority = new MajorityClass(rows);
        var context = Context("x") with { ReadRows = HeadlineRows.ReadAsync };
        using var client = await majority.ConnectAsync(context, CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await client.AskAsync(ModelSetup.Request())).Text, Is.EqualTo("train"));
            Assert.That(majority.Description, Is.EqualTo("majority class of the rows of headlines.csv"));
        }
    }

    [Test]
    public async Task Fingerprint_holds_the_counts() =>
        Assert.That(
            await new MajorityClass().FingerprintAsync(Context("b", "a", "b"), CancellationToken.None),
            Is.EqualTo("majority-class a=1 b=2")
        );

    [Test]
    public void Without_a_label_it_is_a_fault() =>
        Assert.That(
            async () => await new MajorityClass().ConnectAsync(ModelSetup.Context(), CancellationToken.None),
            Throws
                .TypeOf<DocumentException>()
                .With.Message.EqualTo(
                    "suite.yaml:3:5: no label to count for model 'candidate'; expected train: with labelled rows"
                )
        );

    private static ModelContext Context(params string[] targets) =>
        ModelSetup.Context() with
        {
            ReadTargets = _ => targets.ToAsyncEnumerable(),
        };
}
