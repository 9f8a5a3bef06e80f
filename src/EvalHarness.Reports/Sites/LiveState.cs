using System.Text.Json.Serialization;

namespace EvalHarness.Reports.Sites;

/// <summary>How a run goes, as the page of it reads it.</summary>
internal sealed record LiveState(string Title, string Text)
{
    /// <summary>What stands above the title: <c>Now</c>, <c>Stopped</c>, or nothing.</summary>
    public string Phase { get; init; } = "";
    public long Total { get; init; }
    public long Done { get; init; }

    /// <summary>The command that goes on with it; null where nothing is to be gone on with.</summary>
    public string? Command { get; init; }

    /// <summary>Address of the report of the last run in the site; null where it is not told.</summary>
    public string? Report { get; init; }
    public LiveRow[] Board { get; init; } = [];
    public LiveFailure[] Failures { get; init; } = [];

    /// <summary>Other runs that stopped before their end, latest first.</summary>
    public LiveLeft[] Left { get; init; } = [];

    /// <summary>Milliseconds until it is worth asking again.</summary>
    public int Wait { get; init; }
}

/// <summary>A model so far; its numbers are null where they are no shares.</summary>
internal sealed record LiveRow(
    string Model,
    string Kind,
    string Task,
    string Text,
    string Range,
    string Answered,
    double? Value,
    double? Low,
    double? High
);

/// <summary>A request that failed.</summary>
internal sealed record LiveFailure(string At, string Model, string Task, string Sample, string What);

/// <summary>A run that stopped before its end.</summary>
internal sealed record LiveLeft(string Suite, string Began, string Stopped, string Command);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LiveState))]
internal sealed partial class LiveJson : JsonSerializerContext;
