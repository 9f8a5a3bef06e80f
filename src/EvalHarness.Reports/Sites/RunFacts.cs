using System.Collections.Immutable;
using System.Text.Json.Serialization;
using EvalHarness.Comparisons.Histories;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Reports.Sites;

/// <summary>What a site needs to know of a run without opening it again.</summary>
/// <param name="Id">Id of the run.</param>
/// <param name="Suite">Name of its suite.</param>
/// <param name="StartedAt">When it began.</param>
internal sealed record RunFacts(string Id, string Suite, DateTimeOffset StartedAt)
{
    public string Title { get; init; } = "";
    public string Question { get; init; } = "";
    public string Answer { get; init; } = "";
    public bool IsFinished { get; init; } = true;
    public double Confidence { get; init; } = 0.95;

    /// <summary>Whether a decision hangs on the run.</summary>
    public bool HasDecision { get; init; }

    /// <summary>Pairs that the data leave undecided, the candidate's against every other model, over all tasks.</summary>
    public int Open { get; init; }

    /// <summary>What the run cost, in US dollars; null when something of it is unknown.</summary>
    public decimal? CostUsd { get; init; }

    public ImmutableArray<TaskFacts> Tasks { get; init; } = [];
    public ImmutableArray<ModelFacts> Models { get; init; } = [];
    public ImmutableArray<WinShare> Wins { get; init; } = [];

    public ModelFacts? Find(string model) => Models.FirstOrDefault(one => one.Name == model);
}

/// <summary>A task of a run, by its first metric.</summary>
internal sealed record TaskFacts(string Name, string Metric)
{
    public bool IsShare { get; init; }
    public bool HigherIsBetter { get; init; }
    public int Samples { get; init; }
    public int Clusters { get; init; }
    public string? ClusterField { get; init; }

    /// <summary>Whether it is a changed copy of another task, which stands for no claim of its own.</summary>
    public bool IsCopy { get; init; }

    public ImmutableArray<ScoreFacts> Board { get; init; } = [];

    public ScoreFacts? Find(string model) => Board.FirstOrDefault(one => one.Model == model);
}

/// <summary>A row of a leaderboard.</summary>
internal sealed record ScoreFacts(string Model, ModelKind Kind)
{
    public double? Value { get; init; }
    public double? Low { get; init; }
    public double? High { get; init; }
    public int Rank { get; init; }
    public int? BestRank { get; init; }
    public int? WorstRank { get; init; }
    public bool IsPublished { get; init; }

    /// <summary>The best model of another kind; null where there is none.</summary>
    public string? Against { get; init; }

    public double? Difference { get; init; }
    public double? DifferenceLow { get; init; }
    public double? DifferenceHigh { get; init; }
    public PairVerdict Verdict { get; init; } = PairVerdict.NotComparable;
    public long? Needed { get; init; }

    /// <summary>Why nothing was tested; null where something was.</summary>
    public string? WhyNot { get; init; }

    public decimal? CostPer1000Usd { get; init; }
    public double? MedianSeconds { get; init; }
    public double? SlowSeconds { get; init; }

    [JsonIgnore]
    public Estimate Estimate => Small(Value, Low, High);

    [JsonIgnore]
    public Estimate Gap => Small(Difference, DifferenceLow, DifferenceHigh);

    public static Estimate Small(double? value, double? low, double? high) => new(value, low, high, 0.95, 0, 0, "");
}

/// <summary>A model as a run knew it.</summary>
internal sealed record ModelFacts(string Name, ModelKind Kind)
{
    public string Description { get; init; } = "";
    public string Provider { get; init; } = "";
    public string Fingerprint { get; init; } = "";
    public bool IsAsked { get; init; }
    public bool IsPublished { get; init; }
    public string? Skipped { get; init; }
    public string Protocol { get; init; } = "";
    public string CostBasis { get; init; } = "";
    public string? License { get; init; }
    public string? LicenseSource { get; init; }
    public bool NeedsNoLicense { get; init; }
    public YesNo DataLeaves { get; init; } = YesNo.Unknown;
    public YesNo DataKept { get; init; } = YesNo.Unknown;
    public YesNo OutputsMayTrain { get; init; } = YesNo.Unknown;
    public ImmutableArray<string> Regions { get; init; } = [];
    public string? TermsSource { get; init; }
    public int? TrainedOn { get; init; }

    /// <summary>Answers that this run asked for, rather than took from a recording or the cache.</summary>
    public long Fresh { get; init; }

    /// <summary>What the backend said that it served, in the order of their names.</summary>
    public ImmutableArray<string> Served { get; init; } = [];
}
