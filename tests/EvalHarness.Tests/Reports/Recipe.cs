using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Tests.Reports;

/// <summary>What an invented run is made of; equal recipes give equal runs.</summary>
internal sealed record Recipe
{
    public string Suite { get; init; } = "finance/headline-sentiment";

    public string Question { get; init; } = "Which model should read our headlines?";

    public ImmutableArray<RecipeTask> Tasks { get; init; } = [new RecipeTask("sentiment", 420)];

    public ImmutableArray<RecipeModel> Models { get; init; } =
    [
        new("finance-lora", ModelKind.Custom, 0.78)
        {
            Description = "LoRA on 780 rows",
            Usd = 0.000016m,
            Seconds = 0.041,
        },
        new("tfidf", ModelKind.Custom, 0.745)
        {
            Description = "classic machine learning",
            Usd = 0,
            Seconds = 0.0004,
        },
        new("lexicon", ModelKind.Baseline, 0.65)
        {
            Description = "rules",
            Usd = 0,
            Seconds = 0.0002,
        },
        new("general-4shot", ModelKind.General, 0.6)
        {
            Description = "135 M parameters",
            Usd = 0.000019m,
            Seconds = 0.052,
            Unparsable = 0.035,
            Failed = 0.004,
            Protocol = "4-shot, temperature 0, at most 8 tokens",
        },
        new("general-0shot", ModelKind.General, 0.45)
        {
            Description = "135 M parameters",
            Usd = 0.000016m,
            Seconds = 0.042,
            Unparsable = 0.09,
        },
        new("majority", ModelKind.Baseline, 0.37)
        {
            Description = "always positive",
            Usd = 0,
            Seconds = null,
        },
    ];

    public double Margin { get; init; } = 0.02;

    public int Resamples { get; init; } = 2_000;

    public bool OnlyAccuracy { get; init; }

    public int Seed { get; init; } = 20240401;

    /// <summary>Put around every text that comes from outside.</summary>
    public Func<string, string> Disguise { get; init; } = text => text;

    /// <summary>Words in each headline: more make larger pages.</summary>
    public int Words { get; init; } = 9;
}

internal sealed record RecipeTask(string Name, int Samples)
{
    public ImmutableArray<string> Labels { get; init; } = ["positive", "neutral", "negative"];

    public bool Open { get; init; }

    public double Shift { get; init; }
}

internal sealed record RecipeModel(string Name, ModelKind Kind, double Accuracy)
{
    public string Description { get; init; } = "";

    public decimal? Usd { get; init; }

    public double? Seconds { get; init; } = 0.05;

    public double Unparsable { get; init; }

    public double Failed { get; init; }

    public string Protocol { get; init; } = "0-shot, temperature 0, at most 8 tokens";

    /// <summary>Name of its learning curve and its training rows.</summary>
    public (string Of, int Size)? Curve { get; init; }

    /// <summary>Whether it says how sure it is: surer where it is right.</summary>
    public bool SaysHowSure { get; init; }

    /// <summary>Names of first and second model, and how sure the first must be, where it is a cascade.</summary>
    public (string First, string Then, double AcceptFrom)? Cascade { get; init; }

    /// <summary>The model for hard and rare samples and the one for all others, where it is a router by difficulty.</summary>
    public (string Hard, string Otherwise)? Router { get; init; }
}
