using System.CommandLine;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Cli.Verbs;

/// <summary>How many ratings of people the judges of a run need, as options.</summary>
internal sealed class JudgePowerOptions
{
    private const double Otherwise = 0.05;

    private readonly Option<string?> judge = new("--judge")
    {
        Description =
            "Run with judges: say how many answers people must rate for a corrected score of the wanted precision.",
    };

    private readonly NumberOption<double> halfWidth = new("--half-width", NumberRange.Inside)
    {
        Description = "With --judge: how far the interval may reach to each side, in (0, 1); 0.05 by default.",
    };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [judge, halfWidth];

    /// <summary>What the judges need; null where nobody asked for it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="catalog">The words.</param>
    /// <param name="results">The folder of the logs.</param>
    /// <param name="confidence">The level wanted; null for that of the run.</param>
    /// <param name="others">Options that ask something else.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">There is no such run, it has no judges, or something else is asked too.</exception>
    public async Task<JudgePower?> ReadAsync(
        ParseResult parsed,
        Catalog catalog,
        string results,
        double? confidence,
        IEnumerable<Option> others,
        CancellationToken cancellationToken
    )
    {
        if (parsed.GetValue(judge) is not { } run)
        {
            return parsed.GetValue(halfWidth) is null
                ? null
                : throw new DocumentException(
                    new Fault(new Location(halfWidth.Name), "found no run to learn from", judge.Name)
                );
        }

        if (others.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } other)
        {
            throw new DocumentException(
                new Fault(new Location(judge.Name), $"found {other.Name} beside it", "one question at a time")
            );
        }

        var evaluation = await Evaluation.OpenAsync(run, Verb.Options(catalog, results), cancellationToken);
        return evaluation.Judges.IsEmpty
            ? throw new DocumentException(
                new Fault(
                    new Location(judge.Name),
                    $"found no judge in run {evaluation.Folder.Id}",
                    "a run with judges"
                )
            )
            : new JudgePower(
                evaluation.Judges,
                parsed.GetValue(halfWidth) ?? Otherwise,
                confidence ?? evaluation.Scores.Header.Compare.Confidence
            );
    }
}
