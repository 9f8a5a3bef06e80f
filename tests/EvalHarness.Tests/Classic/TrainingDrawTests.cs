using System.Collections.Immutable;
using EvalHarness.Classic;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Training;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Classic;

/// <summary>Which rows a classifier of a training size learns from.</summary>
public sealed class TrainingDrawTests
{
    private static readonly ImmutableDictionary<string, string> Train = ImmutableDictionary<string, string>.Empty.Add(
        "split",
        "train"
    );

    [Test]
    public async Task Every_smaller_draw_is_part_of_every_larger_one()
    {
        string[][] draws = await Task.WhenAll(new[] { 50, 100, 200, 400, 780 }.Select(size => TextsAsync(size)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(draws.Select(draw => draw.Length), Is.EqualTo([50, 100, 200, 400, 780]));
            Assert.That(draws, Is.All.Unique);
            for (int i = 1; i < draws.Length; i++)
            {
                Assert.That(draws[i - 1], Is.SubsetOf(draws[i]), $"{draws[i - 1].Length} in {draws[i].Length}");
            }
        }
    }

    [Test]
    public async Task The_seed_of_the_suite_decides_the_draw()
    {
        var (first, again, other) = (await TextsAsync(50), await TextsAsync(50), await TextsAsync(50, seed: 7));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(again, Is.EqualTo(first));
            Assert.That(other, Is.Not.EquivalentTo(first));
        }
    }

    [Test]
    public async Task A_draw_is_not_the_head_of_the_file_and_keeps_its_order()
    {
        var (all, draw) = (await TextsAsync(null), await TextsAsync(100));
        int[] places = Array.ConvertAll(draw, text => Array.IndexOf(all, text));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(places, Is.Ordered);
            // A draw of 100 in 780 that lies in the first half altogether has a chance below 2^-100.
            Assert.That(places[^1], Is.GreaterThan(390));
        }
    }

    [Test]
    public async Task All_rows_drawn_make_the_classifier_that_is_trained_on_all() =>
        Assert.That(
            await Classifier(780).FingerprintAsync(Context(20240401), CancellationToken.None),
            Is.EqualTo(await Classifier(null).FingerprintAsync(Context(20240401), CancellationToken.None))
        );

    [Test]
    public void More_rows_than_there_are_is_a_fault_where_the_size_is_written() =>
        Assert.That(
            async () => await Classifier(781).FingerprintAsync(Context(1), CancellationToken.None),
            Throws
                .TypeOf<DocumentException>()
                .With.Message.EqualTo(
                    "suite.yaml:3:5: 781 rows to train 'candidate' on; expected 1 to 780, the rows of headlines.csv"
                )
        );

    private static async Task<string[]> TextsAsync(int? size, long seed = 20240401) =>
        [.. (await Classifier(size).ReadAsync(Context(seed), CancellationToken.None)).Select(row => row.Text)];

    private static TextClassifier Classifier(int? size)
    {
        var file = new FilePath(HeadlineRows.FilePath, "headlines.csv");
        var whole = new TextClassifier(new TrainingRows(file, "label", ["text"], Train));
        return size is { } rows ? (TextClassifier)whole.At(rows) : whole;
    }

    private static ModelContext Context(long seed) =>
        ModelSetup.Context() with
        {
            Seed = seed,
            ReadRows = HeadlineRows.ReadAsync,
        };
}
