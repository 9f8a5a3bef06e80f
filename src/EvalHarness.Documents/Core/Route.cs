using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace EvalHarness.Core;

/// <summary>Which models a team asked for one answer, and why the last of them answered.</summary>
/// <param name="Asked">Names of the models asked, in order; the last one's answer counts.</param>
/// <param name="Why">What decided.</param>
/// <param name="Confidence">Probability that the first model gave its own answer; null when unknown or when it did not matter.</param>
public sealed record Route(ImmutableArray<string> Asked, RouteReason Why, double? Confidence = null);

/// <summary>Why a team's answer came from the model that gave it.</summary>
public enum RouteReason
{
    /// <summary>A field of the sample said so.</summary>
    [JsonStringEnumMemberName("slice")]
    Slice,

    /// <summary>The task said so.</summary>
    [JsonStringEnumMemberName("task")]
    Task,

    /// <summary>The label of the model asked first said so.</summary>
    [JsonStringEnumMemberName("label")]
    Label,

    /// <summary>The model asked first was sure.</summary>
    [JsonStringEnumMemberName("sure")]
    Sure,

    /// <summary>The model asked first was not sure enough.</summary>
    [JsonStringEnumMemberName("unsure")]
    Unsure,

    /// <summary>The model asked first gave no probability, so nobody knows how sure it was.</summary>
    [JsonStringEnumMemberName("no_probability")]
    NoProbability,

    /// <summary>The model asked first gave no usable answer.</summary>
    [JsonStringEnumMemberName("no_answer")]
    NoAnswer,
}
