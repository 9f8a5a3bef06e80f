using System.Text.Json;

namespace EvalHarness.Tests.Golden;

/// <summary>How far an actual number may lie from the expected one: |actual - expected| &lt;= abs + rel * |expected|.</summary>
/// <param name="json">The case's <c>tolerance</c>: abs, rel, and under <c>fields</c> the same for single fields.</param>
public sealed class GoldenTolerance(JsonElement json)
{
    /// <summary>The tolerance below the field of that name: its own where <c>fields</c> has one, else this one.</summary>
    public GoldenTolerance Of(string field) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("fields", out var fields)
        && fields.TryGetProperty(field, out var own)
            ? new GoldenTolerance(own)
            : this;

    /// <summary>Whether the two numbers agree.</summary>
    public bool Covers(double expected, double actual) =>
        expected.Equals(actual) || Math.Abs(actual - expected) <= Part("abs") + Part("rel") * Math.Abs(expected);

    /// <summary>
    /// The part of that name; the decision cases write <c>abs_same_rng</c> for the streams that are in use here, or one
    /// part for each of several fields.
    /// </summary>
    private double Part(string name)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return 0;
        }
        if (json.TryGetProperty(name, out var value) || json.TryGetProperty($"{name}_same_rng", out value))
        {
            return value.GetDouble();
        }
        return json.EnumerateObject()
            .Where(part =>
                part.Value.ValueKind == JsonValueKind.Number
                && part.Name.StartsWith($"{name}_", StringComparison.Ordinal)
            )
            .Select(part => part.Value.GetDouble())
            .DefaultIfEmpty(0)
            .Max();
    }
}
