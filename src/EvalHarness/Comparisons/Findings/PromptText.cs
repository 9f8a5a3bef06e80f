using System.Globalization;
using EvalHarness.Comparisons.Results;

namespace EvalHarness.Comparisons.Findings;

/// <summary>What prompts make of scores, in words: the same in a terminal and a report.</summary>
public static class PromptText
{
    private const int MostModels = 4;

    /// <summary>How far the scores of each model move, the farthest first; null where nothing moves or is known.</summary>
    /// <param name="prompts">What the prompts of a task make of a metric.</param>
    public static string? Moves(PromptComparison prompts)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        PromptEffects[] moved =
        [
            .. prompts.Models.Where(model => model.Spread > 0).OrderByDescending(model => model.Spread),
        ];
        if (moved.Length == 0)
        {
            return null;
        }

        var said = moved.Take(MostModels).Select(model => Move(prompts, model));
        string more =
            moved.Length > MostModels
                ? string.Create(CultureInfo.InvariantCulture, $"; {moved.Length - MostModels} more move less")
                : "";
        return $"prompts move {string.Join("; ", said)}{more}";
    }

    /// <summary>Whether what was found of a model and the reference holds under every prompt; null where it is not known.</summary>
    /// <param name="prompts">What the prompts of a task make of a metric.</param>
    /// <param name="difference">The differences of the model.</param>
    public static string? Holds(PromptComparison prompts, PromptEffects difference)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        ArgumentNullException.ThrowIfNull(difference);
        int better = prompts.HigherIsBetter ? 1 : -1;
        int all = difference.Values.Length;
        return difference.Sign switch
        {
            null => null,
            0 => string.Create(
                CultureInfo.InvariantCulture,
                $"better under {difference.Values.Count(value => better * value > 0)} of {all} prompts, worse under {difference.Values.Count(value => better * value < 0)}"
            ),
            var sign => string.Create(
                CultureInfo.InvariantCulture,
                $"{(sign == better ? "better" : "worse")} under all {all} prompts"
            ),
        };
    }

    /// <summary>What a reader must know of the mean over prompts; empty where there is nothing to say.</summary>
    /// <param name="model">What the prompts make of a model.</param>
    public static string Note(PromptEffects model)
    {
        ArgumentNullException.ThrowIfNull(model);
        string?[] notes =
        [
            model.Mean.Note,
            model.Effects?.ConditionEstimate < 0
                ? "the prompts differ by no more than the samples explain (an estimate below 0, taken as 0)"
                : null,
        ];
        return string.Join("; ", notes.OfType<string>());
    }

    private static string Move(PromptComparison prompts, PromptEffects model)
    {
        double scale = prompts.IsShare ? 100 : 1;
        string digits = prompts.IsShare ? "0.0" : "0.###";
        string Number(double? value) => (value!.Value * scale).ToString(digits, CultureInfo.InvariantCulture);
        return $"{model.Model} by {Number(model.Spread)}{(prompts.IsShare ? " points" : "")} ({Number(model.Values.Min())} to {Number(model.Values.Max())})";
    }
}
