using EvalHarness.Scoring.Numbers;

namespace EvalHarness.Scoring.Metrics;

/// <summary>What the metrics of FinQA ask of a scored sample.</summary>
internal static class FinQaScored
{
    /// <summary>A field of the sample; null where there is none of that name.</summary>
    public static string? Field(this in ScoredSample sample, string? name) =>
        name is not null && sample.Fields?.TryGetValue(name, out string? value) == true ? value : null;

    /// <summary>Whether what an answer comes to agrees with what some right answer comes to.</summary>
    public static bool Agrees(
        in ScoredSample sample,
        string table,
        string? answer,
        Func<FinQaResult, FinQaResult, bool> areEqual
    )
    {
        if (sample.Answer is not { } said)
        {
            return false;
        }
        string? rows = sample.Field(table);
        var result = FinQaAnswers.Result(said, rows);
        string[] golds = sample.Field(answer) is { } given ? [given] : [.. sample.AllTargets()];
        foreach (string gold in golds)
        {
            // The program of the data itself is right, whatever it comes to.
            bool isItself = gold == said && FinQaAnswers.IsProgram(gold);
            if (isItself || areEqual(result, FinQaAnswers.Gold(gold, rows)))
            {
                return true;
            }
        }
        return false;
    }
}
