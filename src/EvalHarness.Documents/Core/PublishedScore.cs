namespace EvalHarness.Core;

/// <summary>A score that somebody published about a model: a number without its samples.</summary>
/// <param name="Task">Name of the task whose leaderboard it stands in.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Model">Name of the model in the suite.</param>
/// <param name="Value">The score, as a fraction where it was published in per cent.</param>
/// <param name="N">Number of samples behind it; null when the publication does not say.</param>
/// <param name="IsShare">Whether it is a share of samples, so that <paramref name="N"/> says how precise it is.</param>
public sealed record PublishedScore(string Task, string Metric, string Model, double Value, long? N, bool IsShare)
{
    /// <summary>Name of the model in the publication.</summary>
    public string PublishedAs { get; init; } = "";

    /// <summary>How the model was asked, for example <c>5-shot</c>; empty when not said.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>The rows that were asked about, in words; empty when not said.</summary>
    public string Split { get; init; } = "";

    /// <summary>The metric in the publication's own words; empty when not said.</summary>
    public string ReportedMetric { get; init; } = "";

    /// <summary>Who ran it, for example an arXiv number: scores of one study share their code and data.</summary>
    public string Study { get; init; } = "";

    /// <summary>Where the number stands.</summary>
    public string Source { get; init; } = "";

    /// <summary>What a reader must know before using it; empty when nothing.</summary>
    public string Caveat { get; init; } = "";

    /// <summary>Standard deviation between protocols, which more samples do not shrink.</summary>
    public double ProtocolSd { get; init; }

    /// <summary>Why two scores were not measured alike; null when study, split, protocol and metric are the same.</summary>
    /// <param name="other">The other score.</param>
    public string? UnlikeTo(PublishedScore other)
    {
        ArgumentNullException.ThrowIfNull(other);
        string?[] differences =
        [
            Study == other.Study ? null : $"studies {Study} and {other.Study}",
            Split == other.Split ? null : "other test rows",
            Protocol == other.Protocol ? null : $"asked {Words(Protocol)} and {Words(other.Protocol)}",
            ReportedMetric == other.ReportedMetric ? null : $"measured as {ReportedMetric} and {other.ReportedMetric}",
        ];
        string[] found = differences.OfType<string>().ToArray();
        return found.Length == 0 ? null : $"not like for like: {string.Join(", ", found)}";
    }

    private static string Words(string protocol) => protocol.Length == 0 ? "in a way not stated" : protocol;
}
