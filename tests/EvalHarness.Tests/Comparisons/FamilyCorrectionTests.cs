using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Reports;
using EvalHarness.Reports.Views;
using EvalHarness.Scoring.Metrics;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

/// <summary>Which correction was applied to the declared comparisons, and how that is told.</summary>
public sealed class FamilyCorrectionTests
{
    private const int Samples = 14;

    /// <summary>Which of fourteen samples each model gets right; all are compared with the last one.</summary>
    private static readonly (string Model, string Right)[] Models =
    [
        ("one", "11111111110111"),
        ("two", "11101111101010"),
        ("three", "10111010101111"),
        ("weak", "10101010101010"),
    ];

    private static readonly CompareSpec MaxT = new("weak", ["all"], Correction: Correction.MaxT, Resamples: 20_000);

    private static Board Fourteen(CompareSpec compare)
    {
        var board = Board.Of(Enumerable.Repeat("a", Samples), [new Accuracy(), new MacroF1()], compare);
        foreach (var (model, right) in Models)
        {
            board.With(model, [.. right.Select(one => one == '1' ? "a" : "b")]);
        }

        return board;
    }

    [Test]
    public void MaxT_is_never_stricter_than_Bonferroni_and_never_laxer_than_no_correction()
    {
        var comparison = Comparer.Compare(Fourteen(MaxT).Table());
        var (alone, jointly) = SignFlips();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(comparison.Family, Is.EqualTo(new FamilyCorrection(Correction.MaxT, Correction.MaxT, 3)));
            Assert.That(alone, Has.All.InRange(0.001, 0.5), "else no correction would be seen");
            for (int i = 0; i < 3; i++)
            {
                double adjusted = comparison.Tasks[0].Headline.Find(Models[i].Model, "weak")!.AdjustedPValue!.Value;
                // Four Monte Carlo standard errors of 20,000 flips.
                double error = 4 * Math.Sqrt(jointly[i] * (1 - jointly[i]) / 20_000);
                Assert.That(adjusted, Is.EqualTo(jointly[i]).Within(error), Models[i].Model);
                Assert.That(adjusted, Is.InRange(alone[i] - error, (3 * alone[i]) + error), Models[i].Model);
            }

            Assert.That(
                MethodText.Pairs(comparison, comparison.Tasks[0], comparison.Tasks[0].Headline),
                Does.Contain("The 3 declared comparisons are corrected by Westfall and Young's maxT;")
            );
            Assert.That(NoteText.Of(comparison), Has.None.Contains("as declared"));
        }
    }

    [Test]
    public void One_metric_that_is_no_mean_lets_Holm_correct_all_and_is_named()
    {
        var spec = MaxT with { On = ["task/accuracy", "task/macro_f1"] };
        var comparison = Comparer.Compare(Fourteen(spec).Table());
        var pairs = comparison
            .Tasks[0]
            .Metrics.SelectMany(metric => metric.Pairs)
            .Where(pair => pair.InFamily)
            .ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                comparison.Family,
                Is.EqualTo(
                    new FamilyCorrection(
                        Correction.MaxT,
                        Correction.Holm,
                        6,
                        new CorrectionObstacle(NoSigns.NoMean, "task", "macro_f1", "one", "weak")
                    )
                )
            );
            Assert.That(
                pairs.Select(pair => pair.AdjustedPValue),
                Is.EqualTo(Holm([.. pairs.Select(p => p.PValue!.Value)]))
            );
            Assert.That(
                MethodText.Pairs(comparison, comparison.Tasks[0], comparison.Tasks[0].Headline),
                Does.Contain(
                    "The 6 declared comparisons are corrected by Holm and not by Westfall and Young's maxT as declared, for "
                        + "macro_f1 of task is no mean, whose differences have signs to flip; every other pair"
                )
            );
        }
    }

    [Test]
    public void A_missing_response_stands_in_the_way_of_joint_flips_and_is_told_as_what_it_is()
    {
        var board = Board.Of(Enumerable.Repeat("a", 100), [new Accuracy()], MaxT with { MaxFailed = 0.05 });
        foreach (var (model, lost) in new[] { ("weak", 0), ("steady", 0), ("shaky", 1) })
        {
            board.With(
                model,
                [
                    .. Enumerable
                        .Range(0, 100)
                        .Select(i =>
                            i < lost ? "failed"
                            : i % 7 < 5 ? "a"
                            : "b"
                        ),
                ]
            );
        }

        var family = Comparer.Compare(board.Table()).Family;

        Assert.That(
            CorrectionText.Fallback(family),
            Is.EqualTo(
                "The 2 declared comparisons are corrected by Holm and not by Westfall and Young's maxT as declared, for a "
                    + "sample of task lacks a response of weak or shaky, so that signs cannot be flipped jointly."
            )
        );
    }

    [Test]
    public async Task Every_report_tells_what_was_done_and_none_names_what_was_not()
    {
        var spec = MaxT with { On = ["task/accuracy", "task/macro_f1"], Resamples = 500 };
        var table = Fourteen(spec).Table();
        var input = new ReportInput(Comparer.Compare(table), table);
        string page = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"correction-{Guid.NewGuid():N}.html");
        await HtmlReport.WriteAsync(input, page);
        string html = await File.ReadAllTextAsync(page);
        string markdown = MarkdownReport.Render(input);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(html, Does.Contain("are corrected by Holm and not by Westfall and Young"));
            Assert.That(html, Does.Not.Contain("after Westfall and Young"));
            Assert.That(markdown, Does.Contain("are corrected by Holm and not by Westfall and Young"));
            Assert.That(markdown, Does.Not.Contain("after Westfall and Young"));
        }
    }

    /// <summary>All 2^14 sign flips, counted one by one: p of each pair alone, and against the largest |t| of the three.</summary>
    private static (double[] Alone, double[] Jointly) SignFlips()
    {
        int[][] differences =
        [
            .. Models.Take(3).Select(one => one.Right.Zip(Models[3].Right, (a, b) => a - b).ToArray()),
        ];
        double[] observed = [.. differences.Select(values => T(values, 0))];
        var (alone, jointly) = (new double[3], new double[3]);
        for (int flips = 0; flips < 1 << Samples; flips++)
        {
            double[] flipped = [.. differences.Select(values => T(values, flips))];
            for (int i = 0; i < 3; i++)
            {
                alone[i] += flipped[i] >= observed[i] - 1e-12 ? 1.0 / (1 << Samples) : 0;
                jointly[i] += flipped.Max() >= observed[i] - 1e-12 ? 1.0 / (1 << Samples) : 0;
            }
        }

        return (alone, jointly);
    }

    private static double T(int[] differences, int flips)
    {
        double[] values = [.. differences.Select((value, i) => (flips >> i & 1) == 0 ? value : -value)];
        double mean = values.Average();
        return Math.Abs(mean)
            / Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (Samples - 1) / Samples);
    }

    /// <summary>S. Holm (1979): the i-th smallest of m times m - i + 1, never less than the one before it.</summary>
    private static double[] Holm(double[] values)
    {
        double[] adjusted = new double[values.Length];
        double least = 0;
        foreach (var (rank, place) in Enumerable.Range(0, values.Length).OrderBy(i => values[i]).Index())
        {
            adjusted[place] = least = Math.Max(least, Math.Min(1, values[place] * (values.Length - rank)));
        }

        return adjusted;
    }
}
