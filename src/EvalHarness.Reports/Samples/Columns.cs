using System.Text.Json;

namespace EvalHarness.Reports.Samples;

/// <summary>Writes columns as JSON arrays.</summary>
internal static class Columns
{
    /// <summary>A column of texts.</summary>
    public static void WriteColumn(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    /// <summary>A column of whole numbers; empty where all are -1, that is unknown.</summary>
    public static void WriteColumn(this Utf8JsonWriter json, string? name, IEnumerable<int> values) =>
        json.WriteColumn(name, values.Select(value => (double)value));

    /// <summary>A column of numbers; empty where all are -1, that is unknown.</summary>
    public static void WriteColumn(this Utf8JsonWriter json, string? name, IEnumerable<double> values)
    {
        if (name is not null)
        {
            json.WritePropertyName(name);
        }

        json.WriteStartArray();
        double[] column = [.. values];
        if (column.Any(value => value != -1))
        {
            foreach (double value in column)
            {
                json.WriteNumberValue(value);
            }
        }

        json.WriteEndArray();
    }
}
