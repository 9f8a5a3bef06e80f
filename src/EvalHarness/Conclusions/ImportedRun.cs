using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Imports;
using EvalHarness.Models.Providers;
using EvalHarness.Suites;

namespace EvalHarness.Conclusions;

/// <summary>Answers of other tools' logs, taken into a suite: scored by its metrics, with every sample on which the other tool's score differs.</summary>
/// <param name="Evaluation">The run that they make, with all that follows from it.</param>
/// <param name="Models">Names of the models in the run, by those in the logs.</param>
/// <param name="Disagreements">Where this library's score and the other tool's differ, in the order of suite and samples.</param>
/// <param name="Compared">Number of answers that both scored.</param>
public sealed record ImportedRun(
    Evaluation Evaluation,
    ImmutableSortedDictionary<string, string> Models,
    ImmutableArray<ScoreDisagreement> Disagreements,
    int Compared
)
{
    /// <summary>Behind the suite's name, so that the suite's own latest run stays what it was.</summary>
    private const string Ending = "-imported";

    /// <summary>Takes the answers of logs into a suite.</summary>
    /// <param name="suite">The suite, whose own models are not asked.</param>
    /// <param name="paths">Logs, or folders of logs.</param>
    /// <param name="name">What the model is called in the run; by default what the logs call it. Only for logs of one model.</param>
    /// <param name="options">How the run is made; as the options say by default.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DocumentException">A log is broken, or one name is given to several models.</exception>
    public static async Task<ImportedRun> MakeAsync(
        Suite suite,
        IReadOnlyList<string> paths,
        string? name = null,
        EvaluationOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(paths);
        options ??= new();
        var readers = ImportedLogs.ReadersOf(suite.Catalog.Keywords(typeof(ILogReader)).Values);
        var logs = await ImportedLogs.FindAsync(paths, readers, cancellationToken);
        string[] found = [.. logs.SelectMany(log => log.Evaluations).Select(one => one.Model).Distinct()];
        if (name is not null && found.Length > 1)
        {
            throw new DocumentException(
                new Fault(
                    new Location(paths[0]),
                    $"one name for answers of {found.Length} models: {string.Join(", ", found.Select(VisibleText.Id))}",
                    "logs of one model, or no name"
                )
            );
        }

        var names = found.ToImmutableSortedDictionary(
            model => model,
            model => name ?? (model.Length == 0 ? "imported" : model),
            StringComparer.Ordinal
        );
        var evaluation = await Evaluation.RunAsync(
            suite with
            {
                Name = suite.Name + Ending,
                Models =
                [
                    .. names.Select(model => new ModelSpec(
                        model.Value,
                        new Imported([.. paths.Select(path => new FilePath(Path.GetFullPath(path), path))], model.Key),
                        Declared: new Location(paths[0])
                    )),
                ],
                Skipped = [],
                Gates = [],
                Compare = suite.Compare with { Baseline = null, Candidates = ["all"], On = null },
                Decision = null,
                Published = [],
                Require = null,
            },
            options,
            cancellationToken
        );
        var disagreements = new Disagreements(evaluation.Scores);
        foreach (var log in logs)
        {
            await foreach (var sample in log.ReadAsync(cancellationToken))
            {
                disagreements.Add(sample, names[sample.Model]);
            }
        }

        var (compared, differ) = disagreements.Found();
        return new ImportedRun(evaluation, names, differ, compared);
    }
}
