using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Datasets.Perturbations;

/// <summary>The same words in small letters, in capitals, or each with a capital.</summary>
/// <param name="To">How they are written; <c>lower</c> by default.</param>
/// <param name="Fields">Fields that are changed; those that the question shows by default.</param>
[Keyword("case")]
public sealed record LetterCase(LetterForm To = LetterForm.Lower, ImmutableArray<string>? Fields = null) : IPerturbation
{
    /// <inheritdoc/>
    public string Name =>
        To switch
        {
            LetterForm.Lower => "case",
            LetterForm.Upper => "case_upper",
            _ => "case_title",
        };

    /// <inheritdoc/>
    public ValueTask<Func<Sample, Sample?>> OverAsync(Perturbing task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        var fields = Fields ?? task.Fields;
        return new(sample =>
        {
            var kept = PerturbedText.WordsOf(sample.Targets);
            return PerturbedText.Change(sample, fields, (_, text) => PerturbedText.EachWord(text, kept, Written));
        });
    }

    private string Written(string word) =>
        To switch
        {
            LetterForm.Lower => word.ToLowerInvariant(),
            LetterForm.Upper => word.ToUpperInvariant(),
            _ => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word.ToLowerInvariant()),
        };
}

/// <summary>How words are written.</summary>
public enum LetterForm
{
    /// <summary>In small letters.</summary>
    Lower,

    /// <summary>In capitals.</summary>
    Upper,

    /// <summary>Each with a capital.</summary>
    Title,
}
