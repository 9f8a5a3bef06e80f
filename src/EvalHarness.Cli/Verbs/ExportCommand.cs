using System.Collections.Immutable;
using System.CommandLine;
using EvalHarness.Conclusions;
using EvalHarness.Core;

namespace EvalHarness.Cli.Verbs;

/// <summary><c>evalharness export</c>: writes a run in the forms of other tools; asks no model.</summary>
internal sealed class ExportCommand(Terminal terminal)
{
    private const string To = "--to";

    private readonly Argument<string> run = Arguments.Run();
    private readonly Option<string> results = Arguments.Results();

    private readonly Option<string[]> to = new(To)
    {
        Description =
            "Form to write: csv or parquet (tables of samples, scores, estimates, slices, comparisons, models), every_eval_ever, inspect, junit, or the keyword of a writer of your own. May be given several times; each gets a folder of its own name.",
        Required = true,
    };

    private readonly Option<string?> output = new("--out", "-o")
    {
        Description = "Folder to write to; 'export' in the run folder by default.",
    };

    private readonly Option<bool> noSamples = new("--no-samples")
    {
        Description =
            "Leave out all texts of samples, prompts, right answers and responses. Ids, groups, outcomes, scores, tokens, costs and times stay.",
    };

    public static Command Create(Terminal terminal) => new ExportCommand(terminal).Create();

    private Command Create() =>
        new Command("export", "Write a run for other tools: tables, logs, test results; asks no model.")
        {
            run,
            to,
            output,
            noSamples,
            results,
        }.Does(
            terminal,
            async (parsed, catalog, cancellationToken) =>
            {
                var evaluation = await Evaluation.OpenAsync(
                    parsed.GetRequiredValue(run),
                    Verb.Options(catalog, parsed.GetRequiredValue(results)),
                    cancellationToken
                );
                ImmutableArray<string> words = [.. parsed.GetRequiredValue(to).Distinct(StringComparer.Ordinal)];
                ThrowIfUnknown(words, evaluation.Writers);
                if (parsed.GetValue(noSamples))
                {
                    evaluation = evaluation.WithoutTexts();
                }

                string folder = parsed.GetValue(output) ?? Path.Combine(evaluation.Folder.Path, "export");
                foreach (string word in words)
                {
                    string into = Path.Combine(folder, word);
                    await evaluation.WriteAsync(word, into, cancellationToken);
                    terminal.Write(into);
                }

                return ExitCode.Good;
            }
        );

    private static void ThrowIfUnknown(ImmutableArray<string> words, ImmutableArray<string> known)
    {
        Fault[] faults =
        [
            .. words
                .Except(known, StringComparer.Ordinal)
                .Select(word => new Fault(
                    new Location(To),
                    $"unknown word '{VisibleText.Id(word)}'",
                    $"one of: {string.Join(", ", known)}"
                )),
        ];
        if (faults.Length > 0)
        {
            throw new DocumentException(faults);
        }
    }
}
