using System.Collections.Immutable;
using EvalHarness.Conclusions;

namespace EvalHarness.Reports.Tables;

/// <summary>What a reader must know of the tables of preferences, and where their methods come from.</summary>
internal static class PreferenceWords
{
    /// <summary>How the rates are made.</summary>
    public const string Rates =
        "A judge saw two answers to the same sample without the names of the models. An answer's score is 1 where it is better, a half for a "
        + "tie, and the mean of both orders where both are asked; a pair with a verdict in one order only has none. All intervals go by the "
        + "samples, or by their clusters. The rate at equal lengths is what is left where neither answer is longer (Y. Dubois and others, "
        + "\"Length-controlled AlpacaEval\", 2024, arXiv:2404.04475, without the term for the difficulty of an instruction); it is missing where "
        + "fewer than five answers of a model are as long or longer, or as short or shorter.";

    /// <summary>How the strengths are made.</summary>
    public const string Strengths =
        "Strengths are those of R. A. Bradley, M. E. Terry, \"Rank analysis of incomplete block designs\", 1952, doi:10.2307/2334029, where a tie "
        + "is half a win to each side; 400 points are odds of 10 to 1. Their intervals come from resampled clusters, and the places from tests of all "
        + "pairs that hold together (M. Mogstad and others, 2024, doi:10.1093/restud/rdad006). Who wins or loses all has no strength.";

    /// <summary>How biases are read.</summary>
    public const string Biases =
        "Without a bias the first answer wins half of all verdicts, and no verdict turns with the order. That the longer answer wins more often "
        + "is a bias only where it is not the better one.";

    /// <summary>What there is to say of these judges.</summary>
    /// <param name="judges">The judges of a run.</param>
    public static IEnumerable<string> Of(ImmutableArray<JudgeSummary> judges) =>
        judges.Any(judge => judge.Preferences?.Strengths is not null) ? [Rates, Strengths, Biases] : [Rates, Biases];
}
