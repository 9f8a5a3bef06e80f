using System.Collections.Immutable;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Conclusions.Judging;

/// <summary>The judged scores of the models of a task, raw and corrected.</summary>
internal static class CorrectionStudy
{
    /// <summary>A row a model; empty where no metric of the task is the judge's score.</summary>
    /// <param name="scores">The scores of the task.</param>
    /// <param name="header">The run.</param>
    /// <param name="texts">What judge and people said.</param>
    public static ImmutableArray<CorrectedModel> Of(TaskScores scores, RunHeader header, JudgedAnswers texts)
    {
        int metric = scores.PlaceOf(new Judged(texts.Judge.Name).Name);
        if (metric < 0)
        {
            return [];
        }

        var clusters = ClusterIndex.Over(scores.Samples, scores.Task.ClusterField);
        var raw = new MeanComparator(scores, metric, clusters, header);
        var corrected = CorrectedScores.Of(scores, metric);
        var board = corrected is null ? null : new CorrectedComparator(scores, corrected, clusters, header);
        int[] all = Rows.All(scores);
        var rows = ImmutableArray.CreateBuilder<CorrectedModel>(scores.Models.Length);
        for (int model = 0; model < scores.Models.Length; model++)
        {
            string name = scores.Models[model].Name;
            var sums = corrected?.Total(model, all);
            bool isCorrected = sums is { Labelled: > 0 };
            JudgedText[] own = [.. texts.Texts.Where(text => text.Verdicts.Count > 0 && text.Models.Contains(name))];
            long answers = own.Sum(text => text.Models.LongCount(one => one == name));
            rows.Add(
                new CorrectedModel(
                    name,
                    own.Where(text => text.IsCompared).Sum(text => text.Models.LongCount(one => one == name)),
                    answers,
                    raw.Estimate(model, all),
                    isCorrected ? board!.Estimate(model, all) : null,
                    isCorrected ? WeightOf(sums!.Value) : null,
                    Alone([.. own.Where(text => text.IsCompared)], header.Compare)
                )
                {
                    Plan = LabelPlan.Of(own, answers, header.Compare.Confidence),
                }
            );
        }

        return rows.MoveToImmutable();
    }

    /// <summary>As PPI++ writes it, over the unlabelled answers: 1 where the scores are worth as much as labels.</summary>
    private static double WeightOf(LabelledSums sums) => sums.Lambda * (sums.Answers - sums.Labelled) / sums.Answers;

    private static Estimate? Alone(JudgedText[] labelled, CompareSpec compare)
    {
        if (labelled.Length == 0)
        {
            return null;
        }

        double[] labels = Array.ConvertAll(labelled, text => text.Label);
        var units = AgreementStudy.Units(labelled.Select(text => text.Cluster));
        return MeanEstimates.Of(UnitMean.Of(labels, units), compare.Confidence, (0, 1));
    }
}
