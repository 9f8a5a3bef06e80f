using System.Text.Json;
using System.Text.Json.Serialization;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions;
using EvalHarness.Decisions.Accounts;

namespace EvalHarness.Reports.Records;

/// <summary>Results as JSON for other programs: snake_case keys, numbers unrounded, undefined as null.</summary>
public static class ResultJson
{
    internal static JsonSerializerOptions Options { get; } =
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower,
            WriteIndented = true,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        };

    /// <summary>The record of an evaluated run, of which <c>suites/result.schema.json</c> is the JSON Schema.</summary>
    /// <param name="evaluation">The run with all that follows from it.</param>
    public static string Of(Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return Any(ResultRecord.Of(evaluation));
    }

    /// <summary>The same record without gates and decision, of a comparison alone.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="folder">The run folder; null for scores from elsewhere.</param>
    public static string Of(Comparison comparison, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return Any(ResultRecord.Of(comparison, folder));
    }

    /// <summary>A decision answered.</summary>
    /// <param name="account">The decision.</param>
    public static string Of(DecisionAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return Any(DecisionRecord.Of(account));
    }

    /// <summary>Any other value under the same rules.</summary>
    /// <param name="value">The value.</param>
    public static string Any(object value) => JsonSerializer.Serialize(value, Options);
}
