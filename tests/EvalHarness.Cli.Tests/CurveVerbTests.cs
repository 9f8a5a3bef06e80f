using System.Text.Json;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary><c>evalharness curve</c> as a user runs it, against what the known answers say.</summary>
public sealed class CurveVerbTests
{
    private static readonly Tool Shared = new();

    /// <summary>One run for all: the verb reads it and changes nothing.</summary>
    [OneTimeSetUp]
    public static async Task RunOnceAsync()
    {
        Studies.Write(Shared);
        var ended = await Shared.RunAsync("run", "suite.yaml", "--quiet");
        Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
    }

    [OneTimeTearDown]
    public static void DeleteFolder() => Shared.Dispose();

    [Test]
    public async Task The_numbers_are_those_of_a_posterior_counted_cell_by_cell()
    {
        var ended = await Shared.RunAsync("curve", "suite.yaml", "--target", "0.75", "--json");
        Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
        using var json = JsonDocument.Parse(ended.Output);
        var curve = json.RootElement.EnumerateArray().Single();
        var study = curve.GetProperty("study");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(curve.GetProperty("curve").GetString(), Is.EqualTo("checkpoint"));
            Assert.That(curve.GetProperty("samples").GetInt32(), Is.EqualTo(Studies.Samples));
            Assert.That(study.GetProperty("is_underdetermined").GetBoolean(), Is.False);
            Assert.That(study.GetProperty("farthest").GetDouble(), Is.EqualTo(6400));
            Assert.That(
                study.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("size").GetDouble()),
                Is.EqualTo([25, 50, 100, 200, 400, 800, 1600, 3200, 6400])
            );
            foreach (var point in study.GetProperty("points").EnumerateArray())
            {
                var (mean, reaches) = Posterior(point.GetProperty("size").GetDouble(), 0.75);
                Assert.That(point.GetProperty("mean").GetDouble(), Is.EqualTo(mean).Within(1e-9));
                Assert.That(point.GetProperty("reaches").GetDouble(), Is.EqualTo(reaches).Within(1e-9));
            }

            foreach (var need in study.GetProperty("needed").EnumerateArray())
            {
                double probability = need.GetProperty("probability").GetDouble();
                Assert.That(need.GetProperty("size").GetDouble(), Is.EqualTo(Needed(0.75, probability)).Within(1e-6));
            }
        }
    }

    [Test]
    public async Task By_default_it_is_measured_by_the_best_general_model_and_the_best_other()
    {
        var ended = await Shared.RunAsync("curve", "suite.yaml", "--json");
        using var json = JsonDocument.Parse(ended.Output);
        var curve = json.RootElement.EnumerateArray().Single();
        Assert.That(
            curve.GetProperty("goals").EnumerateArray().Select(goal => goal.GetProperty("model").GetString()),
            Is.EqualTo(["big"]),
            "the best of all is a general model here"
        );
    }

    [Test]
    public async Task The_terminal_tells_sizes_band_and_the_rows_it_takes()
    {
        var ended = await Shared.RunAsync("curve", "suite.yaml", "--target", "small");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(ended.Output, Does.StartWith("checkpoint · answer/accuracy · 120 answers a size\n"));
            Assert.That(ended.Output, Does.Match(@"rows +measured +fitted +90 % band +reaches 75\.0 %"));
            Assert.That(ended.Output, Does.Match(@"\n +400 +70\.0 % "));
            Assert.That(ended.Output, Does.Match(@"\n *6,400 +extrapolated "));
            Assert.That(
                ended.Output,
                Does.Match(@"To reach small \(75\.0 %\) with probability 0\.25: about [\d,]+ rows")
            );
            Assert.That(ended.Output, Does.Match(@"with probability 0\.5: ").And.Match(@"with probability 0\.75: "));
            Assert.That(ended.Output, Does.Contain("Beyond 16 times the largest size nothing is shown."));
            Assert.That(ended.Output, Does.Not.Contain("underdetermined"));
        }
    }

    [Test]
    public async Task A_run_without_a_curve_says_how_to_get_one()
    {
        await Shared.RunAsync("run", "plain.yaml", "--quiet");
        var ended = await Shared.RunAsync("curve", "plain.yaml");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(2), ended.ToString());
            Assert.That(
                ended.Errors.TrimEnd(),
                Does.EndWith(
                    "no model on a learning curve of two sizes or more; expected train_sizes: on a text-classifier, or learning_curve: { of: name, size: rows } on checkpoints"
                )
            );
        }
    }

    [TestCase("--target smal", "no model 'smal' in this run; expected small, big, ")]
    [TestCase("--target smal", "; did you mean 'small'?")]
    [TestCase("--target 85", "--target: found 85; expected a share between 0 and 1, such as 0.85, or a model")]
    [TestCase("--task anser", "no task 'anser' in this run; expected answer; did you mean 'answer'?")]
    public async Task What_is_not_there_is_one_clear_line_and_ends_with_two(string options, string expected)
    {
        var ended = await Shared.RunAsync(["curve", "suite.yaml", .. options.Split(' ')]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(2), ended.ToString());
            Assert.That(ended.Errors.TrimEnd(), Does.Contain(expected).And.Not.Contain("\n"));
        }
    }

    private static readonly Lazy<(double Limit, double Start, double Exponent, double Weight)[]> Cells = new(MakeCells);

    /// <summary>
    /// The grid of spec and documentation, written down anew: 41 limits from 0 to the largest error, 41 starts four standard
    /// deviations around the first error, 41 exponents three standard deviations around ln 0.3 with 0.5; errors are normal
    /// with variance e(1-e)/m + 0.01².
    /// </summary>
    private static (double Limit, double Start, double Exponent, double Weight)[] MakeCells()
    {
        const double m = Studies.Samples;
        double[] errors = Array.ConvertAll(Studies.Sizes, size => 1 - (size.Right / m));
        double[] deviations = Array.ConvertAll(errors, e => Math.Sqrt((e * (1 - e) / m) + 1e-4));
        var cells =
            from a in Enumerable.Range(0, 41)
            from b in Enumerable.Range(0, 41)
            from c in Enumerable.Range(0, 41)
            let limit = errors.Max() * a / 40
            let start = errors[0] + (deviations[0] * 4 * (b - 20) / 20)
            let z = 3.0 * (c - 20) / 20
            let exponent = 0.3 * Math.Exp(0.5 * z)
            where start >= limit
            let log = (-0.5 * z * z)
                - Enumerable
                    .Range(0, errors.Length)
                    .Sum(i =>
                        0.5
                        * Math.Pow(
                            (errors[i] - Error(limit, start, exponent, Studies.Sizes[i].Rows)) / deviations[i],
                            2
                        )
                    )
            select (limit, start, exponent, Weight: Math.Exp(log));
        var found = cells.ToArray();
        double total = found.Sum(cell => cell.Weight);
        return Array.ConvertAll(found, cell => (cell.limit, cell.start, cell.exponent, cell.Weight / total));
    }

    private static double Error(double limit, double start, double exponent, double size) =>
        limit + ((start - limit) * Math.Pow(size / Studies.Sizes[0].Rows, -exponent));

    private static (double Mean, double Reaches) Posterior(double size, double target)
    {
        var (mean, reaches) = (0.0, 0.0);
        foreach (var (limit, start, exponent, weight) in Cells.Value)
        {
            double right = 1 - Error(limit, start, exponent, size);
            mean += weight * right;
            reaches += right >= target ? weight : 0;
        }

        return (mean, reaches);
    }

    private static double Needed(double target, double probability) =>
        Enumerable
            .Range(0, 201)
            .Select(step => Studies.Sizes[0].Rows * Math.Pow(10, step / 40.0))
            .First(size => Posterior(size, target).Reaches >= probability);
}
