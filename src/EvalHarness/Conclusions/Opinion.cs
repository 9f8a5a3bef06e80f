using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Logs;
using EvalHarness.Scoring.Evaluators;

namespace EvalHarness.Conclusions;

/// <summary>What an evaluator or a judge said of an answer, ready to be shown. All of it is text from outside.</summary>
/// <param name="By">Who said it: the name of a metric, or that of a judge with its model.</param>
/// <param name="Said">The value, word or grade; null where there is none.</param>
/// <param name="Texts">The reasons, and why there is no value; empty where nothing was said.</param>
public sealed record Opinion(string By, string? Said, ImmutableArray<string> Texts)
{
    /// <summary>What evaluators said of a response, in the order of the metrics.</summary>
    /// <param name="cells">The responses of a model.</param>
    /// <param name="cell">Place of the response among them.</param>
    public static IEnumerable<Opinion> Of(ModelCells cells, int cell)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var findings = cells.Evaluations[cell];
        return findings.IsDefaultOrEmpty ? [] : findings.Select(Of);
    }

    private static Opinion Of(EvaluatorFinding finding) =>
        new(
            finding.Name,
            finding.Failure is null ? Value(finding) : null,
            [
                .. new[] { finding.Failure, RatingOf(finding), finding.Reason }
                    .Concat(finding.Diagnostics)
                    .OfType<string>()
                    .Where(text => text.Length > 0),
            ]
        );

    private static string? Value(EvaluatorFinding finding) =>
        finding.Word ?? (finding.IsBoolean ? (finding.Value == 1 ? "true" : "false") : Number(finding.Value));

    private static string? Number(double? value) => value?.ToString("0.###", CultureInfo.InvariantCulture);

    private static string? RatingOf(EvaluatorFinding finding)
    {
        string? rating = finding is { Rating: { } word, IsFailed: true } ? $"{word}, failed" : finding.Rating;
        return rating is null || finding.Interpretation is null
            ? rating ?? finding.Interpretation
            : $"{rating}: {finding.Interpretation}";
    }
}
