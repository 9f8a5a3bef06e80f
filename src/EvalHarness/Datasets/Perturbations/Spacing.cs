using System.Collections.Immutable;
using System.Text;
using EvalHarness.Core;

namespace EvalHarness.Datasets.Perturbations;

/// <summary>The same words with one, two or three blanks between them; lines stay lines.</summary>
/// <param name="Fields">Fields that are changed; those that the question shows by default.</param>
[Keyword("whitespace")]
public sealed record Spacing(ImmutableArray<string>? Fields = null) : IPerturbation
{
    private const int Most = 3;

    /// <inheritdoc/>
    public string Name => "whitespace";

    /// <inheritdoc/>
    public ValueTask<Func<Sample, Sample?>> OverAsync(Perturbing task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        var fields = Fields ?? task.Fields;
        return new(sample =>
            PerturbedText.Change(
                sample,
                fields,
                (field, text) =>
                {
                    var draws = new Draws(task.Seed, "whitespace", sample, field);
                    var made = new StringBuilder(2 * text.Length);
                    int blanks = 0;
                    foreach (char letter in text)
                    {
                        made.Append(letter, letter == ' ' ? 1 + (int)(Most * draws[blanks++]) : 1);
                    }

                    return made.ToString();
                }
            )
        );
    }
}
