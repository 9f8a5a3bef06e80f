using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Yaml;

namespace EvalHarness.Conclusions.Judging;

/// <summary>What the log says about how far each judge of a run can be trusted.</summary>
/// <param name="Task">The task.</param>
/// <param name="Judge">Name of the judge.</param>
/// <param name="Calibration">The judge held against people; null where nobody rated.</param>
/// <param name="Biases">What was looked for in its verdicts.</param>
internal sealed record JudgeStudy(
    string Task,
    string Judge,
    JudgeCalibration? Calibration,
    ImmutableArray<JudgeBias> Biases
)
{
    private const int MostDisagreements = 20;

    /// <summary>Studies all judges of a run, in the order of the suite.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="table">The run with its scores.</param>
    /// <param name="catalog">The words that suites may use.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A line of the log is broken.</exception>
    public static async Task<ImmutableArray<JudgeStudy>> ReadAsync(
        RunFolder folder,
        ScoreTable table,
        Catalog catalog,
        CancellationToken cancellationToken
    )
    {
        var all = await JudgedAnswers.ReadAsync(folder, table.Header, catalog, cancellationToken);
        return
        [
            .. all.Select(texts => new JudgeStudy(
                texts.Task.Name,
                texts.Judge.Name,
                CalibrationOf(texts, table),
                [.. new BiasStudy(texts, table.Header).All()]
            )),
        ];
    }

    private static JudgeCalibration? CalibrationOf(JudgedAnswers texts, ScoreTable table)
    {
        if (texts.Judge.Calibration is not { } calibration)
        {
            return null;
        }

        var agreement = new AgreementStudy(texts.Scores, table.Header.Compare.Confidence);
        JudgedText[] rated = [.. texts.Texts.Where(text => !text.Ratings.IsEmpty)];
        return new JudgeCalibration(
            calibration.File,
            calibration.Raters,
            [.. texts.Scores.Keys],
            rated.Length,
            texts.Foreign,
            rated.LongCount(text => text.Verdicts.Count == 0),
            agreement.Of(rated),
            [.. texts.Task.SliceFields.SelectMany(field => Slices(field, rated, agreement))],
            table.Tasks.FirstOrDefault(task => task.Task.Name == texts.Task.Name) is { } scores
                ? CorrectionStudy.Of(scores, table.Header, texts)
                : [],
            [.. Disagreements(rated)]
        );
    }

    private static IEnumerable<SliceAgreement> Slices(string field, JudgedText[] rated, AgreementStudy agreement) =>
        from text in rated
        group text by text.Sample.Slices.GetValueOrDefault(field, "") into slice
        orderby slice.Count() descending, slice.Key
        let found = agreement.Of(slice)
        where found is not null
        select new SliceAgreement(field, slice.Key, found);

    private static IEnumerable<JudgeDisagreement> Disagreements(JudgedText[] rated) =>
        rated
            .Where(text => text.IsCompared && text.Score != text.Label)
            .OrderByDescending(text => Math.Abs(text.Score - text.Label))
            .ThenBy(text => text.Sample.Id, StringComparer.Ordinal)
            .Take(MostDisagreements)
            .Select(text => new JudgeDisagreement(
                text.Sample.Id,
                [.. text.Models.Distinct()],
                text.Label,
                text.Score,
                text.Text!,
                string.Join("\n\n", text.Verdicts.Select(verdict => verdict.Why))
            ));
}
