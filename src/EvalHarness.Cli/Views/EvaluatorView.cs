using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Scoring.Evaluators;
using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>Shows what evaluators said of one response, a line a metric.</summary>
internal static class EvaluatorView
{
    public static void Write(IAnsiConsole console, ImmutableArray<EvaluatorFinding> findings)
    {
        foreach (var said in findings)
        {
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"  [grey]{said.Name}[/] {string.Join(" · ", Parts(said))}"
            );
        }
    }

    private static IEnumerable<string> Parts(EvaluatorFinding said)
    {
        yield return said.Failure is { } failure ? $"no score: {failure}"
        : said.Word is { } word ? word
        : said.IsBoolean ? (said.Value == 1 ? "true" : "false")
        : said.Value is { } value ? value.ToString("0.###", CultureInfo.InvariantCulture)
        : "no value";
        if (said.Rating is { } rating)
        {
            yield return said.IsFailed ? $"{rating}, failed" : rating;
        }

        foreach (string reason in new[] { said.Interpretation, said.Reason }.OfType<string>().Concat(said.Diagnostics))
        {
            yield return reason;
        }

        if (!said.Context.IsEmpty)
        {
            yield return $"context {string.Join(", ", said.Context)}";
        }
    }
}
