using System.Text.Json;

namespace EvalHarness.Tests.Golden;

/// <summary>How far an actual number may lie from the expected one: |actual - expected| &lt;= abs + rel * |expected|.</summary>
/// <param name="json">The case's <c>tolerance</c>: abs, rel, and under <c>fields</c> the same for single fields.</param>
/// <param name="field">The field that it is for; null for the whole case.</param>
public sealed class GoldenTolerance(JsonElement json, string? field = null)
{
    /// <summary>The tolerance below the field of that name: its own where <c>fields</c> has one, else this one.</summary>
    public GoldenTolerance Of(string field) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("fields", out var fields)
        && fields.TryGetProperty(field, out var own)
            ? new GoldenTolerance(own, field)
            : new GoldenTolerance(json, field);

    /// <summary>Whether the two numbers agree.</summary>
    public bool Covers(double expected, double actual) =>
        expected.Equals(actual) || Math.Abs(actual - expected) <= Part("abs") + Part("rel") * Math.Abs(expected);

    /// <summary>
    /// The part of that name. The decision cases write <c>abs_same_rng</c> for the streams that are in use here, where
    /// <c>abs_other_rng</c> would be for others, and <c>abs_mean</c> for the fields <c>mean</c> and <c>..._mean</c> alone.
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
        foreach (var part in json.EnumerateObject())
        {
            if (part.Name.StartsWith($"{name}_", StringComparison.Ordinal) && IsFor(part.Name[(name.Length + 1)..]))
            {
                return part.Value.GetDouble();
            }
        }
        return 0;
    }

    private bool IsFor(string name) =>
        field is not null && (field == name || field.EndsWith($"_{name}", StringComparison.Ordinal));
}
