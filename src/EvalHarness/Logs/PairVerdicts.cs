using EvalHarness.Core;
using EvalHarness.Scoring.Judges;

namespace EvalHarness.Logs;

/// <summary>What judges said of two answers, in either order; thirty bytes a verdict and no text.</summary>
internal sealed class PairVerdicts
{
    private readonly Dictionary<UInt128, (double Sum, int Count)> verdicts = [];

    /// <summary>Takes a verdict.</summary>
    /// <param name="verdict">The verdict, of two answers.</param>
    /// <param name="score">The score of the answer that stood first.</param>
    public void Add(Response verdict, double score)
    {
        var (judge, first) = (verdict.Judging!.Judge, verdict.Judging.Judged);
        var key = KeyOf(
            (verdict.Task, verdict.SampleId, judge),
            verdict.Model,
            verdict.Epoch,
            first,
            verdict.Judging.Against!
        );
        var (sum, count) = verdicts.GetValueOrDefault(key);
        verdicts[key] = (sum + score, count + 1);
    }

    /// <summary>What each model and repeat of a judge said of two different answers, model by model.</summary>
    /// <param name="judge">The judge.</param>
    /// <param name="pair">What it is asked.</param>
    /// <param name="task">Name of the task.</param>
    /// <param name="sample">Id of the sample.</param>
    /// <param name="one">Hash of the answer that is scored.</param>
    /// <param name="other">Hash of the one that it is compared with.</param>
    public IEnumerable<JudgedPair> On(
        JudgeHeader judge,
        Pairwise pair,
        string task,
        string sample,
        string one,
        string other
    )
    {
        bool[] orders = [.. pair.Orders(sample, one, other)];
        foreach (string model in judge.Models)
        {
            for (int epoch = 0; epoch < judge.Repeats; epoch++)
            {
                double? first = orders.Contains(true) ? Mean(model, epoch, one, other) : null;
                double? second = orders.Contains(false) ? 1 - Mean(model, epoch, other, one) : null;
                yield return new JudgedPair(model, first, second, orders.Length);
            }
        }

        double? Mean(string model, int epoch, string first, string second) =>
            verdicts.TryGetValue(KeyOf((task, sample, judge.Name), model, epoch, first, second), out var said)
                ? said.Sum / said.Count
                : null;
    }

    /// <summary>The score of an answer against another: the mean over the verdicts that are whole; a tie for equal ones.</summary>
    /// <returns>Null where no verdict is whole.</returns>
    /// <inheritdoc cref="On"/>
    public double? Score(JudgeHeader judge, Pairwise pair, string task, string sample, string one, string other)
    {
        if (one == other)
        {
            return pair.Scores[Pairwise.Tie];
        }

        var (sum, count) = (0.0, 0);
        foreach (var verdict in On(judge, pair, task, sample, one, other))
        {
            if (verdict.Score is { } score)
            {
                (sum, count) = (sum + score, count + 1);
            }
        }

        return count > 0 ? sum / count : null;
    }

    private static UInt128 KeyOf(
        (string Task, string Sample, string Judge) of,
        string model,
        int epoch,
        string first,
        string second
    ) =>
        Key128.Of(
            Digest.Of(
                of.Task,
                of.Sample,
                of.Judge,
                model,
                epoch.ToString(System.Globalization.CultureInfo.InvariantCulture),
                first,
                second
            )
        );
}
