using System.Collections.Immutable;
using EvalHarness.Scoring.Judges;

namespace EvalHarness.Logs;

/// <summary>The answers to one sample that may be compared with each other, by hash.</summary>
/// <param name="Models">Names of the models, in the order of the run.</param>
/// <param name="Hashes">The hash of each model's and epoch's text, model by model; null where there is none to judge.</param>
internal sealed record PairedAnswers(ImmutableArray<string> Models, string?[] Hashes)
{
    /// <summary>The answers of these texts.</summary>
    /// <param name="models">Names of the models, in the order of the run.</param>
    /// <param name="texts">The text of each model and epoch, model by model; null where there is none to judge.</param>
    public static PairedAnswers Of(ImmutableArray<string> models, IEnumerable<string?> texts) =>
        new(models, [.. texts.Select(text => text is null ? null : JudgePrompt.HashOf(text))]);

    /// <summary>The answer of a model in an epoch.</summary>
    /// <param name="model">Place of the model.</param>
    /// <param name="epoch">The epoch.</param>
    public string? At(int model, int epoch) => Hashes[(model * (Hashes.Length / Models.Length)) + epoch];

    /// <summary>
    /// The mean score of an answer against those that it is compared with, each weighing the same. Who gave no answer is nobody's
    /// opponent; where an answer lacks a verdict against one that there is, it has no score.
    /// </summary>
    /// <param name="pair">Who is compared with whom.</param>
    /// <param name="model">Name of the model.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="score">The score of one answer against another, by hash; null where it is unknown.</param>
    public double? Score(Pairwise pair, string model, int epoch, Func<string, string, double?> score)
    {
        int place = Models.IndexOf(model);
        if (place < 0 || At(place, epoch) is not { } own)
        {
            return null;
        }

        var (sum, opponents) = (0.0, 0);
        foreach (int other in pair.Opponents(Models, place))
        {
            if (At(other, epoch) is not { } answer)
            {
                continue;
            }

            if (score(own, answer) is not { } against)
            {
                return null;
            }

            (sum, opponents) = (sum + against, opponents + 1);
        }

        return opponents > 0 ? sum / opponents : null;
    }
}
