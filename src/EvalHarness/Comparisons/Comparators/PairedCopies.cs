using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>Samples and their changed copies side by side: each model twice, first on the samples as they are, then on the copies.</summary>
/// <param name="Variant">The task of the samples, and how the copies are changed.</param>
/// <param name="Scores">The scores on the samples of which there is a copy; those on the copies are of as many further models.</param>
/// <param name="Clusters">The clusters of these samples.</param>
/// <param name="HaveSameTargets">Whether the right answers of the copies are those of the samples; the letters of options move along.</param>
internal sealed record PairedCopies(TaskVariant Variant, TaskScores Scores, ClusterIndex Clusters, bool HaveSameTargets)
{
    /// <summary>Number of models that were asked both.</summary>
    public int Models => Scores.Models.Length / 2;

    public static PairedCopies Of(TaskScores original, TaskScores copy)
    {
        var variant = copy.Task.Variant!;
        var places = copy
            .Samples.Index()
            .ToDictionary(sample => sample.Item.Id, sample => sample.Index, StringComparer.Ordinal);
        int[] shared = [.. Rows.All(original).Where(row => places.ContainsKey(original.Samples[row].Id))];
        var first = original.Pick(shared);
        var second = copy.Pick([.. shared.Select(row => places[original.Samples[row].Id])]);
        return new(
            variant,
            first with
            {
                Models =
                [
                    .. first.Models,
                    .. second.Models.Select(model => model with { Name = $"{model.Name} ({variant.Name})" }),
                ],
                Cells = [.. first.Cells, .. second.Cells],
            },
            ClusterIndex.Over(first.Samples, first.Task.ClusterField),
            first.Samples.Zip(second.Samples).All(both => both.First.Targets.SequenceEqual(both.Second.Targets))
        );
    }

    /// <summary>Share of a model's answers that are others on the copies; null without answers to both, and where right ones are written otherwise.</summary>
    /// <param name="model">Place of the model.</param>
    public double? Turned(int model)
    {
        var (original, copies) = (Scores.Cells[model], Scores.Cells[model + Models]);
        int[] both =
        [
            .. Enumerable
                .Range(0, original.Outcomes.Length)
                .Where(cell => original.Outcomes[cell].HasResponse() && copies.Outcomes[cell].HasResponse()),
        ];
        return HaveSameTargets && both.Length > 0
            ? (double)both.Count(cell => original.Answers[cell] != copies.Answers[cell]) / both.Length
            : null;
    }
}
