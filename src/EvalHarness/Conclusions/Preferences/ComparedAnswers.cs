using EvalHarness.Logs;
using EvalHarness.Scoring.Judges;

namespace EvalHarness.Conclusions.Preferences;

/// <summary>The answers to a sample with what a judge said of each two of them; what is asked often is looked up once.</summary>
/// <param name="answers">The answers.</param>
/// <param name="of">The same by hash.</param>
/// <param name="judge">The judge.</param>
/// <param name="pair">What it is asked.</param>
/// <param name="verdicts">All verdicts on pairs.</param>
internal sealed class ComparedAnswers(
    JudgedTexts answers,
    PairedAnswers of,
    JudgeHeader judge,
    Pairwise pair,
    PairVerdicts verdicts
)
{
    private readonly Dictionary<(string, string), double?> scores = [];
    private readonly int[] lengths = Array.ConvertAll(answers.Texts, text => text?.EnumerateRunes().Count() ?? 0);

    /// <summary>The answers by hash.</summary>
    public PairedAnswers Of => of;

    /// <summary>Number of characters of an answer; 0 where there is none.</summary>
    /// <param name="model">Place of the model.</param>
    /// <param name="epoch">The epoch.</param>
    public int Length(int model, int epoch) => lengths[(model * (lengths.Length / of.Models.Length)) + epoch];

    /// <summary>The score of an answer against another, by hash; null where no verdict is whole.</summary>
    /// <param name="one">The answer.</param>
    /// <param name="other">The other.</param>
    public double? Score(string one, string other)
    {
        if (!scores.TryGetValue((one, other), out double? score))
        {
            score = verdicts.Score(judge, pair, answers.Task, answers.Sample.Id, one, other);
            scores[(one, other)] = score;
        }

        return score;
    }

    /// <summary>What each model and repeat of the judge said of two answers.</summary>
    /// <param name="one">The answer that is scored.</param>
    /// <param name="other">The other.</param>
    public IEnumerable<JudgedPair> Verdicts(string one, string other) =>
        verdicts.On(judge, pair, answers.Task, answers.Sample.Id, one, other);
}
