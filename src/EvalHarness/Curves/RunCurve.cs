using System.Collections.Immutable;
using EvalHarness.Comparisons.Joins;
using EvalHarness.Core;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Curves;

/// <summary>A learning curve of a run.</summary>
/// <param name="Curve">Name of the curve.</param>
/// <param name="Task">Name of the task.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Samples">Most answers behind a size.</param>
/// <param name="Measured">The models on it, by growing size.</param>
/// <param name="Goals">What it is to reach, the hardest last; empty when there is nothing else to measure it by.</param>
/// <param name="Forecast">The curve; its target is the hardest goal.</param>
public sealed record RunCurve(
    string Curve,
    string Task,
    string Metric,
    long Samples,
    ImmutableArray<MeasuredSize> Measured,
    ImmutableArray<CurveGoal> Goals,
    CurveForecast Forecast
)
{
    /// <summary>The hardest goal; null when there is none.</summary>
    public CurveGoal? Goal => Goals.IsEmpty ? null : Goals[^1];

    /// <summary>Whether any models of a task stand on a curve of two sizes or more.</summary>
    /// <param name="answers">The answers of the task.</param>
    public static bool Any(RightOrWrong answers) => Groups(answers).Any();

    /// <summary>
    /// The curves of a task, in the order of the suite. Each is measured by the best general model, the best that needs no
    /// rows of ours and the best of all others, as far as they differ; or by one target alone.
    /// </summary>
    /// <param name="answers">The answers of the task.</param>
    /// <param name="model">The model to be reached; null for none in particular.</param>
    /// <param name="share">The share of right answers to be reached; null for none in particular.</param>
    public static ImmutableArray<RunCurve> Of(RightOrWrong answers, AnsweringModel? model = null, double? share = null)
    {
        ArgumentNullException.ThrowIfNull(answers);
        return
        [
            .. Groups(answers)
                .Select(group =>
                    Of(
                        group.Key,
                        [.. group],
                        answers,
                        share is { } given ? [(null, given)]
                            : model is not null ? Target(answers, model)
                            : UsualTargets(answers, group.Key)
                    )
                ),
        ];
    }

    private static RunCurve Of(
        string curve,
        AnsweringModel[] models,
        RightOrWrong answers,
        ImmutableArray<(AnsweringModel? Model, double Share)> targets
    )
    {
        var counts = Array.ConvertAll(models, model => Effective(model, answers.Count(model)));
        ImmutableArray<double> sizes = [.. models.Select(model => (double)model.Curve!.Size)];
        var forecast = CurveForecast.Of(
            new LearningCurveSpec(
                sizes,
                [.. counts.Select(one => one.Right)],
                [.. counts.Select(one => one.Total)],
                sizes[^1]
            ),
            targets.IsEmpty ? null : targets[^1].Share
        );
        return new(
            curve,
            answers.Task,
            answers.Metric,
            models.Max(model => answers.Count(model).Total),
            [.. models.Select(model => new MeasuredSize(model.Name, model.Curve!.Size, model.Estimate))],
            [
                .. targets.Select(target => new CurveGoal(
                    target.Model?.Name,
                    target.Share,
                    forecast.NeededFor(target.Share)
                )
                {
                    Estimate = target.Model?.Estimate,
                }),
            ],
            forecast
        );
    }

    /// <summary>Answers that come in clusters say as much as fewer independent ones: L. Kish, "Survey sampling" (1965).</summary>
    private static (double Right, double Total) Effective(AnsweringModel model, (double Right, long Total) count)
    {
        double effect = Math.Max(1, model.DesignEffect ?? 1);
        return (count.Right / effect, count.Total / effect);
    }

    private static IEnumerable<IGrouping<string, AnsweringModel>> Groups(RightOrWrong answers) =>
        answers
            .Models.Where(model => model is { Curve: not null, Estimate.Value: not null })
            .OrderBy(model => model.Curve!.Size)
            .DistinctBy(model => model.Curve)
            .GroupBy(model => model.Curve!.Of, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .OrderBy(group => answers.Models.IndexOf(group.First()));

    private static ImmutableArray<(AnsweringModel?, double)> Target(RightOrWrong answers, AnsweringModel model) =>
        answers.Count(model) is { Total: > 0 } count ? [(model, count.Right / count.Total)] : [];

    private static ImmutableArray<(AnsweringModel?, double)> UsualTargets(RightOrWrong answers, string curve)
    {
        AnsweringModel[] others =
        [
            .. answers
                .Models.Where(model => !LearnsWith(answers, model, curve, 0))
                .OrderByDescending(model => model.Estimate?.Value ?? double.NegativeInfinity),
        ];
        AnsweringModel?[] best =
        [
            others.FirstOrDefault(model => model.Kind == ModelKind.General),
            others.FirstOrDefault(model => model.Kind != ModelKind.Custom),
            others.FirstOrDefault(),
        ];
        return [.. best.OfType<AnsweringModel>().Distinct().SelectMany(model => Target(answers, model))];
    }

    /// <summary>Whether a model is a size of the curve, the recipe that it is of, or answers through one of those.</summary>
    private static bool LearnsWith(RightOrWrong answers, AnsweringModel model, string curve, int depth) =>
        model.Name == curve
        || model.Curve?.Of == curve
        || (
            depth < answers.Models.Length
            && model.Members.Any(member =>
                answers.Find(member) is { } one && LearnsWith(answers, one, curve, depth + 1)
            )
        );
}
