using System.Globalization;
using System.Text.Json;

namespace EvalHarness.Tests.Golden;

/// <summary>The first field in which an actual result departs from the expected one.</summary>
/// <param name="Field">Path of the field.</param>
/// <param name="Expected">What the case says.</param>
/// <param name="Actual">What the product said.</param>
public sealed record GoldenDifference(string Field, string Expected, string Actual);

/// <summary>
/// The comparison rules of the golden files: numbers within tolerance; "NaN" means undefined, which is null here;
/// "Infinity" is a number; integers, booleans and strings are exact; arrays agree element by element; fields that the
/// case does not name are not looked at.
/// </summary>
internal static class GoldenComparison
{
    /// <summary>The one field that the files call optional: it needs WordNet, which is not shipped.</summary>
    private const string Optional = "meteor_wordnet";

    /// <summary>The first difference, or null where all that is expected is there.</summary>
    public static GoldenDifference? Compare(
        JsonElement expected,
        JsonElement? actual,
        GoldenTolerance tolerance,
        string path = ""
    )
    {
        var found = actual ?? default;
        if (actual is null)
        {
            return Differ("(missing)");
        }
        return expected.ValueKind switch
        {
            JsonValueKind.Object when IsUndefined(expected) => HoldsNoNumber(found) ? null : Differ(),
            JsonValueKind.Object => CompareFields(expected, found, tolerance, path),
            JsonValueKind.Array => CompareElements(expected, found, tolerance, path),
            JsonValueKind.Number => Agrees(expected, found, tolerance) ? null : Differ(),
            JsonValueKind.String => AgreesWithText(expected.GetString()!, found) ? null : Differ(),
            _ => expected.ValueKind == found.ValueKind ? null : Differ(),
        };

        GoldenDifference Differ(string? text = null) =>
            new(path.Length == 0 ? "(all)" : path, Short(expected), text ?? Short(found));
    }

    private static GoldenDifference? CompareFields(
        JsonElement expected,
        JsonElement actual,
        GoldenTolerance tolerance,
        string path
    )
    {
        foreach (var field in expected.EnumerateObject())
        {
            string at = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            JsonElement? value =
                actual.ValueKind == JsonValueKind.Object && actual.TryGetProperty(field.Name, out var found)
                    ? found
                    : null;
            if (value is null && field.NameEquals(Optional))
            {
                continue;
            }
            if (Compare(field.Value, value, tolerance.Of(field.Name), at) is { } difference)
            {
                return difference;
            }
        }
        return null;
    }

    private static GoldenDifference? CompareElements(
        JsonElement expected,
        JsonElement actual,
        GoldenTolerance tolerance,
        string path
    )
    {
        int length = expected.GetArrayLength();
        if (actual.ValueKind == JsonValueKind.Null && length > 0 && expected.EnumerateArray().All(IsNaN))
        {
            return null;
        }
        if (actual.ValueKind != JsonValueKind.Array || actual.GetArrayLength() != length)
        {
            return new GoldenDifference(path, Short(expected), Short(actual));
        }
        for (int i = 0; i < length; i++)
        {
            if (Compare(expected[i], actual[i], tolerance, $"{path}[{i}]") is { } difference)
            {
                return difference;
            }
        }
        return null;
    }

    private static bool Agrees(JsonElement expected, JsonElement actual, GoldenTolerance tolerance)
    {
        if (actual.ValueKind != JsonValueKind.Number)
        {
            return false;
        }
        bool isInteger = expected.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0;
        return isInteger
            ? expected.GetDouble().Equals(actual.GetDouble())
            : tolerance.Covers(expected.GetDouble(), actual.GetDouble());
    }

    private static bool AgreesWithText(string expected, JsonElement actual) =>
        expected == "NaN"
            ? actual.ValueKind == JsonValueKind.Null || IsNaN(actual)
            : actual.ValueKind == JsonValueKind.String && actual.GetString() == expected;

    private static bool IsNaN(JsonElement value) => value.ValueKind == JsonValueKind.String && value.ValueEquals("NaN");

    private static bool IsUndefined(JsonElement value) =>
        value.TryGetProperty("undefined", out var flag) && flag.ValueKind == JsonValueKind.True;

    private static bool HoldsNoNumber(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null
        || (
            value.ValueKind == JsonValueKind.Object
            && (IsUndefined(value) || value.EnumerateObject().All(field => field.Value.ValueKind == JsonValueKind.Null))
        );

    private static string Short(JsonElement value)
    {
        string text = value.ValueKind == JsonValueKind.Undefined ? "(nothing)" : value.GetRawText();
        text = text.ReplaceLineEndings(" ");
        return text.Length <= 160 ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, 157)}...");
    }
}
