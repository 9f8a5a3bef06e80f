using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvalHarness.Tests.Golden;

/// <summary>Reading arguments from golden cases and writing results, for the operations.</summary>
internal static class GoldenJson
{
    /// <summary>The number under that key; "NaN" and the infinities are strings in the files.</summary>
    public static double Number(this JsonElement input, string key) => Number(input.GetProperty(key));

    /// <summary>The integer under that key.</summary>
    public static int Integer(this JsonElement input, string key) => checked((int)input.GetProperty(key).GetDouble());

    /// <summary>The long integer under that key.</summary>
    public static long Long(this JsonElement input, string key) => checked((long)input.GetProperty(key).GetDouble());

    /// <summary>The list of numbers under that key.</summary>
    public static double[] Numbers(this JsonElement input, string key) => Numbers(input.GetProperty(key));

    /// <summary>The list of lists of numbers under that key.</summary>
    public static double[][] Rows(this JsonElement input, string key) =>
        [.. input.GetProperty(key).EnumerateArray().Select(Numbers)];

    /// <summary>The table under that key, rows laid end to end, and its width; ragged rows are refused.</summary>
    public static (double[] Rows, int Width) Table(this JsonElement input, string key)
    {
        double[][] rows = input.Rows(key);
        int width = rows.Length == 0 ? 0 : rows[0].Length;
        return rows.All(row => row.Length == width)
            ? ([.. rows.SelectMany(row => row)], width)
            : throw new ArgumentException($"rows must all hold {width} values", nameof(input));
    }

    /// <summary>The list of labels under that key; numbers become their text.</summary>
    public static string[] Labels(this JsonElement input, string key) =>
        [.. input.GetProperty(key).EnumerateArray().Select(label => label.ToString())];

    /// <summary>A list of numbers.</summary>
    public static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(Number)];

    /// <summary>One number: JSON's own, a boolean as 0 or 1, or one of the three strings.</summary>
    public static double Number(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            JsonValueKind.String when value.ValueEquals("Infinity") => double.PositiveInfinity,
            JsonValueKind.String when value.ValueEquals("-Infinity") => double.NegativeInfinity,
            JsonValueKind.String or JsonValueKind.Null => double.NaN,
            _ => value.GetDouble(),
        };

    /// <summary>A number, or null where it is undefined.</summary>
    public static JsonNode? Node(double? value) => value is { } number ? JsonValue.Create(number) : null;

    /// <summary>A list of numbers.</summary>
    public static JsonArray Node(IEnumerable<double> values) => [.. values.Select(value => Node(value))];
}
