using System.Collections.Immutable;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring;
using EvalHarness.Statistics.Agreement;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Yaml;

namespace EvalHarness.Conclusions.Repeats;

/// <summary>Compares what was asked again with the first answers: a function of the log, asking nobody.</summary>
internal sealed class RepeatStudy
{
    private readonly TaskScoring scoring;
    private readonly TaskScores scores;
    private readonly double level;
    private readonly Dictionary<string, int> rows;

    private RepeatStudy(TaskScoring scoring, TaskScores scores, double level)
    {
        (this.scoring, this.scores, this.level) = (scoring, scores, level);
        rows = scores.Samples.Index().ToDictionary(one => one.Item.Id, one => one.Index, StringComparer.Ordinal);
    }

    /// <summary>Reads a run; empty where no model was to be asked again.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="table">The run with its scores.</param>
    /// <param name="catalog">The words that suites may use.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A line of the log is broken.</exception>
    public static async Task<ImmutableArray<SelfAgreement>> ReadAsync(
        RunFolder folder,
        ScoreTable table,
        Catalog catalog,
        CancellationToken cancellationToken
    )
    {
        ModelHeader[] models = [.. table.Header.Models.Where(one => one is { IsAsked: true, Repeatability: not null })];
        if (models.Length == 0)
        {
            return [];
        }

        var passes = await PassesAsync(folder, cancellationToken);
        var scorings = RunExtensions.Scorings(folder, table.Header, catalog);
        return
        [
            .. from scores in table.Asked().Tasks
            let study = new RepeatStudy(
                scorings.First(one => one.Task.Name == scores.Task.Name),
                scores,
                table.Header.Compare.Confidence
            )
            from model in models
            select study.Of(model, passes[(scores.Task.Name, model.Name)]),
        ];
    }

    /// <summary>The answers to each sample that was asked again, the first one first; an answer from the cache is none of the run's.</summary>
    private static async Task<ILookup<(string Task, string Model), Response[]>> PassesAsync(
        RunFolder folder,
        CancellationToken cancellationToken
    )
    {
        var repeats = new Dictionary<(string Task, string Sample, string Model), SortedDictionary<int, Response>>();
        await foreach (var again in RunLog.ReadRepeatsAsync(folder, cancellationToken))
        {
            var cell = (again.Task, again.SampleId, again.Model);
            if (!repeats.TryGetValue(cell, out var numbered))
            {
                repeats[cell] = numbered = [];
            }

            // What failed and was asked once more stands twice: the failure says nothing.
            if (again.Outcome.HasResponse())
            {
                numbered[again.Repeat] = again;
            }
        }

        var first = await FirstAnswers.ReadAsync(folder, repeats.ContainsKey, cancellationToken);
        return repeats
            .Select(one =>
                (
                    one.Key,
                    Passes: (Response[])
                        [
                            .. first.GetValueOrDefault(one.Key) is { AnsweredAt: null } own && own.Outcome.HasResponse()
                                ? (Response[])[own]
                                : [],
                            .. one.Value.Values,
                        ]
                )
            )
            .Where(one => one.Passes.Length > 1)
            .ToLookup(one => (one.Key.Task, one.Key.Model), one => one.Passes);
    }

    private SelfAgreement Of(ModelHeader model, IEnumerable<Response[]> passes)
    {
        Response[][] all =
        [
            .. passes.Where(one => rows.ContainsKey(one[0].SampleId)).OrderBy(one => rows[one[0].SampleId]),
        ];
        var spec = model.Repeatability!;
        var nothing = new SelfAgreement(
            scores.Task.Name,
            model.Name,
            Math.Min(spec.Samples, scores.Task.Samples),
            spec.Times,
            all.Length
        );
        if (all.Length == 0)
        {
            return nothing;
        }

        var units = ClusterIndex
            .Over(scores.Samples, scores.Task.ClusterField)
            .Select([.. all.Select(one => rows[one[0].SampleId])]);
        double[] answers = Array.ConvertAll(all, one => EqualPairs(one, Read));
        double[] texts = Array.ConvertAll(all, one => EqualPairs(one, Said));
        bool isTwice = Array.TrueForAll(all, one => one.Length == 2);
        return nothing with
        {
            OtherAnswers = answers.Count(share => share < 1),
            OtherTexts = texts.Count(share => share < 1),
            Answers = Share(answers, units, isTwice),
            Texts = Share(texts, units, isTwice),
            Noise = [.. Noise(model.Name, all, units)],
        };
    }

    private static double EqualPairs(Response[] passes, Func<Response, string> of) =>
        Repeatability.EqualPairs<string>(Array.ConvertAll(passes, response => of(response)))!.Value;

    private Estimate Share(double[] shares, ClusterIndex units, bool isTwice) =>
        isTwice && units.IsTrivial
            ? MeanEstimates.Share(shares, level)
            : MeanEstimates.Of(UnitMean.Of(shares, units), level, (0, 1), isTwice ? shares.Length : null);

    /// <summary>What came back, byte for byte: the text, or the likelihoods that stand in its place, and calls of tools.</summary>
    private static string Said(Response response) =>
        string.Join(
            '\n',
            [
                response.Text ?? "",
                .. response.ToolCalls.Select(call => $"{call.Name} {call.Arguments}"),
                .. response.Likelihoods.Select(choice =>
                    FormattableString.Invariant($"{choice.Choice} {choice.LogLikelihood:R}")
                ),
            ]
        );

    /// <summary>The answer as it was read, or why there is none.</summary>
    private string Read(Response response)
    {
        var (outcome, answer) = scoring.Resolve(response, scores.Samples[rows[response.SampleId]]);
        return $"{OutcomeWords.Word(outcome)} {answer.Value}";
    }

    private IEnumerable<OwnNoise> Noise(string model, Response[][] passes, ClusterIndex units)
    {
        var scored = Array.ConvertAll(passes, one => Array.ConvertAll(one, Score));
        foreach (string name in scores.MetricNames)
        {
            if (
                scores.PlaceOf(name) is var place and >= 0
                && scores.Metrics[place] is { IsMean: true } and not IRepeatedMetric and var metric
            )
            {
                var within = new List<double>();
                var kept = new List<int>();
                foreach (var (at, lines) in scored.Index())
                {
                    double[] values = [.. lines.Select(line => Value(line, metric)).OfType<double>()];
                    if (values.Length > 1)
                    {
                        within.Add(Moments.Of(values).Variance!.Value);
                        kept.Add(at);
                    }
                }

                if (within.Count > 0)
                {
                    yield return NoiseOf(model, metric, [.. within], units.Select([.. kept]));
                }
            }
        }
    }

    private OwnNoise NoiseOf(string model, IMetric metric, double[] within, ClusterIndex units)
    {
        // The variance of numbers between two limits, with divisor n - 1, is at most half of their squared distance.
        double span = metric.Range.High - metric.Range.Low;
        var estimate = MeanEstimates.Of(UnitMean.Of(within, units), level, (0, 0.5 * span * span));
        return new OwnNoise(
            scores.Task.Name,
            model,
            metric.Name,
            estimate.Value!.Value,
            scores.Task.Samples,
            scores.Task.Epochs,
            level
        )
        {
            IsShare = metric.IsShare,
            WithinHigh = estimate.High,
        };
    }

    private ScoreLine Score(Response response)
    {
        var sample = scores.Samples[rows[response.SampleId]];
        return ResponseScorer.Score(
            scoring,
            sample,
            [.. sample.Targets.Select(scoring.FormatOf(sample).Canonical)],
            response,
            []
        );
    }

    private static double? Value(ScoreLine line, IMetric metric) =>
        line.Scores?.TryGetValue(metric.Name, out var vector) == true && vector.Values is [var sum, > 0 and var n, ..]
            ? sum / n
            : null;
}
