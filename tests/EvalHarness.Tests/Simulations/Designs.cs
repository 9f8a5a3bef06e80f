using EvalHarness.Core;

namespace EvalHarness.Tests.Simulations;

/// <summary>How right and wrong answers, classes and clusters are drawn.</summary>
internal static class Designs
{
    /// <summary>The metric of right or wrong answers.</summary>
    public const string Accuracy = "task/accuracy";

    /// <summary>Sizes of so many clusters of one size.</summary>
    public static Func<Draw, int[]> Equal(int clusters, int size) => _ => [.. Enumerable.Repeat(size, clusters)];

    /// <summary>Sizes of so many clusters, log-normal with a mean of 8 and a sigma of 1.</summary>
    public static Func<Draw, int[]> LogNormal(int clusters) =>
        draw => [.. Enumerable.Range(0, clusters).Select(_ => Math.Max(1, (int)Math.Round(8 * draw.LogNormal(1))))];

    /// <summary>Sizes of one large cluster and singles.</summary>
    public static Func<Draw, int[]> Dominated(int large, int singles) => _ => [large, .. Enumerable.Repeat(1, singles)];

    /// <summary>A run of clusters of these sizes, each model with a chance of its own in each cluster.</summary>
    public static SimulatedRun Clustered(Draw draw, int[] sizes, double correlation, params double[] accuracies)
    {
        int[] clusters = [.. sizes.SelectMany((size, cluster) => Enumerable.Repeat(cluster, size))];
        var run = new SimulatedRun { Samples = clusters.Length, Clusters = clusters };
        foreach (var (i, accuracy) in accuracies.Index())
        {
            double[] chances = [.. sizes.Select(_ => draw.Beta(accuracy, correlation))];
            run = run.Scored(Name(i), [.. clusters.Select(cluster => draw.Chance(chances[cluster]) ? 1.0 : 0)]);
        }

        return run;
    }

    /// <summary>A run of samples asked several times; what a sample's chance is differs from sample to sample.</summary>
    public static SimulatedRun Repeated(
        Draw draw,
        int samples,
        int epochs,
        double correlation,
        params double[] accuracies
    )
    {
        var run = new SimulatedRun { Samples = samples, Epochs = epochs };
        foreach (var (i, accuracy) in accuracies.Index())
        {
            double[] scores = new double[samples * epochs];
            for (int sample = 0; sample < samples; sample++)
            {
                double chance = draw.Beta(accuracy, correlation);
                for (int epoch = 0; epoch < epochs; epoch++)
                {
                    scores[(sample * epochs) + epoch] = draw.Chance(chance) ? 1 : 0;
                }
            }

            run = run.Scored(Name(i), scores);
        }

        return run;
    }

    /// <summary>A run of independent samples; some are easy for all models, as samples are.</summary>
    public static SimulatedRun Independent(
        Draw draw,
        int samples,
        CompareSpec? compare = null,
        params double[] accuracies
    )
    {
        double[] ease = [.. Enumerable.Range(0, samples).Select(_ => draw.Uniform())];
        var run = new SimulatedRun { Samples = samples };
        run = compare is null ? run : run with { Compare = compare };
        foreach (var (i, accuracy) in accuracies.Index())
        {
            // Half of the answers hang on the sample alone, the others on chance: pairs are correlated, chances exact.
            run = run.Scored(
                Name(i),
                [.. ease.Select(easy => (draw.Chance(0.5) ? easy : draw.Uniform()) < accuracy ? 1.0 : 0)]
            );
        }

        return run;
    }

    /// <summary>Names of models in order: a, b, c and so on.</summary>
    public static string Name(int model) => model < 26 ? $"{(char)('a' + model)}" : $"m{model}";

    public static GateSpec AtLeast(double value, string metric = Accuracy) => new("a", metric, AtLeast: value);

    public static GateSpec AtMost(double value, string metric = Accuracy) => new("a", metric, AtMost: value);
}
