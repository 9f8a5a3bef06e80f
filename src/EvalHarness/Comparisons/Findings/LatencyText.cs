using EvalHarness.Comparisons.Results;

namespace EvalHarness.Comparisons.Findings;

/// <summary>What times of answers are worth, in words: they depend on how many requests were in flight.</summary>
public static class LatencyText
{
    /// <summary>Models named of one load; a sentence that names a dozen is read by nobody.</summary>
    private const int MostNames = 4;

    /// <summary>How many requests were in flight, as a clause such as <c>with up to 8 requests in flight</c>.</summary>
    /// <param name="inFlight">The most; null when unknown.</param>
    public static string Load(int? inFlight) =>
        inFlight switch
        {
            null => "with an unknown number of requests in flight",
            1 => "with one request in flight",
            { } most => FormattableString.Invariant($"with up to {most:N0} requests in flight"),
        };

    /// <summary>Under what load the times of a task were taken, model by model, in one sentence; empty where no time is known.</summary>
    /// <param name="task">The task.</param>
    public static string Loads(TaskComparison task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var timed = task.Models.Where(model => model.LatencyP50 is not null).GroupBy(model => model.InFlight).ToArray();
        return timed.Length switch
        {
            0 => "",
            1 => $"Times were taken {Load(timed[0].Key)}.",
            _ => "Times were taken "
                + string.Join(
                    "; ",
                    timed.Select(group => $"{Load(group.Key)}: {Names([.. group.Select(model => model.Model)])}")
                )
                + ".",
        };
    }

    private static string Names(string[] models) =>
        models.Length <= MostNames
            ? string.Join(", ", models)
            : FormattableString.Invariant(
                $"{string.Join(", ", models[..(MostNames - 1)])} and {models.Length - MostNames + 1} more"
            );

    /// <summary>How quantiles of times are made, and under what load they were taken; empty where no time is known.</summary>
    /// <param name="task">The task.</param>
    public static string Method(TaskComparison task) =>
        Loads(task) is { Length: > 0 } loads
            ? "Quantiles of time are those of all answers, with limits from order statistics (David and Nagaraja 2003) and the "
                + (task.ClusterField is null ? "sample" : "cluster")
                + " as the independent unit; a limit that so few answers cannot carry is left out. "
                + loads
            : "";
}
