using System.Text.Json.Serialization;

namespace EvalHarness.Reports.Sites;

/// <summary>How a run goes, as the page of it reads it.</summary>
internal sealed record LiveState(string Title, string Text)
{
    public long Total { get; init; }
    public long Done { get; init; }
    public LiveRow[] Board { get; init; } = [];
    public LiveFailure[] Failures { get; init; } = [];

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

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LiveState))]
internal sealed partial class LiveJson : JsonSerializerContext;
