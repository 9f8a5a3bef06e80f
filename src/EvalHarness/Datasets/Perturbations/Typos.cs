using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Datasets.Perturbations;

/// <summary>Slips of the keyboard: two letters swapped, one left out, doubled, or its neighbour on the keyboard.</summary>
/// <remarks>
/// One slip a word, never at its first letter, and only in words of four letters or more without digits, so that no number changes. Every
/// field with such a word has one slip at least. Of the kinds of Y. Belinkov, Y. Bisk, "Synthetic and natural noise both break neural machine
/// translation" (2018), arXiv:1711.02173.
/// </remarks>
/// <param name="Share">Share of the words that have a slip, in (0, 1]; 0.1 by default.</param>
/// <param name="Fields">Fields that are changed; those that the question shows by default.</param>
[Keyword("typos")]
public sealed record Typos(
    [Range(0, 1, MinimumIsExclusive = true)] double Share = Typos.Usual,
    ImmutableArray<string>? Fields = null
) : IPerturbation
{
    internal const double Usual = 0.1;
    private const int Shortest = 4;
    private static readonly string[] Keys = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

    /// <inheritdoc/>
    public string Name =>
        Share == Usual ? "typos" : string.Create(CultureInfo.InvariantCulture, $"typos_{Share:0.####}");

    /// <inheritdoc/>
    public ValueTask<Func<Sample, Sample?>> OverAsync(Perturbing task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        var fields = Fields ?? task.Fields;
        return new(sample =>
        {
            var kept = PerturbedText.WordsOf(sample.Targets);
            return PerturbedText.Change(
                sample,
                fields,
                (field, text) => Slipped(text, kept, new Draws(task.Seed, "typos", sample, field))
            );
        });
    }

    private string Slipped(string text, IReadOnlySet<string> kept, Draws draws)
    {
        int words = 0;
        PerturbedText.EachWord(text, kept, Count);
        int sure = (int)(draws[0] * words);
        int word = 0;
        return PerturbedText.EachWord(text, kept, Each);

        string Count(string one)
        {
            words += IsLong(one) ? 1 : 0;
            return one;
        }

        string Each(string one)
        {
            if (!IsLong(one))
            {
                return one;
            }

            int place = 1 + (3 * word);
            bool slips = word++ == sure || draws[place] < Share;
            return slips ? Slip(one, draws[place + 1], draws[place + 2]) : one;
        }
    }

    private static bool IsLong(string word) => word.Length >= Shortest && word.All(char.IsLetter);

    /// <summary>The word with a slip at a place and of a kind, both drawn; a kind that changes nothing there gives way to the next.</summary>
    private static string Slip(string word, double where, double kind)
    {
        int at = 1 + (int)(where * (word.Length - 2));
        for (int i = 0; i < 4; i++)
        {
            string made = (((int)(kind * 4) + i) % 4) switch
            {
                0 => $"{word[..at]}{word[at + 1]}{word[at]}{word[(at + 2)..]}",
                1 => word.Remove(at, 1),
                2 => word.Insert(at, word[at].ToString()),
                _ => Neighbour(word[at]) is { } key ? $"{word[..at]}{key}{word[(at + 1)..]}" : word,
            };
            if (made != word)
            {
                return made;
            }
        }

        return word;
    }

    /// <summary>The key to the right of a letter, or to the left of the last of a row; null for other alphabets.</summary>
    private static char? Neighbour(char letter)
    {
        foreach (string row in Keys)
        {
            int at = row.IndexOf(char.ToLowerInvariant(letter), StringComparison.Ordinal);
            if (at >= 0)
            {
                char key = row[at == row.Length - 1 ? at - 1 : at + 1];
                return char.IsUpper(letter) ? char.ToUpperInvariant(key) : key;
            }
        }

        return null;
    }
}
