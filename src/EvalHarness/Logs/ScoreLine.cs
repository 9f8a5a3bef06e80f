using System.Text.Json;
using System.Text.Json.Serialization;

namespace EvalHarness.Logs;

/// <summary>A line of <c>scores.jsonl</c>: one cell, task x sample x model x epoch.</summary>
internal sealed class ScoreLine
{
    public string Task { get; set; } = "";
    public string Sample { get; set; } = "";
    public string Model { get; set; } = "";
    public int Epoch { get; set; }
    public string Outcome { get; set; } = "";
    public string? Answer { get; set; }
    public string? Reason { get; set; }
    public double? Confidence { get; set; }
    public UsageLine? Usage { get; set; }
    public decimal? CostUsd { get; set; }
    public double? JudgingUsd { get; set; }
    public bool IsJudgingUnpriced { get; set; }
    public decimal? LatencySeconds { get; set; }
    public int Attempts { get; set; }
    public RouteLine? Route { get; set; }
    public RemarkLine[]? Remarks { get; set; }
    public FailureLine? Failure { get; set; }

    /// <summary>What each metric saw, by its name; a weighted metric that had nothing to see is left out.</summary>
    public Dictionary<string, StatisticsVector>? Scores { get; set; }

    /// <summary>What evaluators said, in the order of the metrics; then what else they returned.</summary>
    public EvaluationLine[]? Evaluations { get; set; }
}

/// <summary>A vector of statistics, written as an array, or as <c>{"index": value}</c> where that is shorter.</summary>
/// <param name="Values">The vector.</param>
[JsonConverter(typeof(StatisticsVectorConverter))]
internal readonly record struct StatisticsVector(double[] Values);

/// <summary>Writes vectors that are mostly zero by their non-zero places; the metric knows the width.</summary>
internal sealed class StatisticsVectorConverter : JsonConverter<StatisticsVector>
{
    public override void Write(Utf8JsonWriter writer, StatisticsVector value, JsonSerializerOptions options)
    {
        double[] values = value.Values;
        int filled = values.Length - values.AsSpan().Count(0.0);
        if (values.Length > 4 && filled * 3 < values.Length)
        {
            WriteSparse(writer, values);
        }
        else
        {
            WriteDense(writer, values);
        }
    }

    private static void WriteDense(Utf8JsonWriter writer, double[] values)
    {
        writer.WriteStartArray();
        foreach (double number in values)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }

    private static void WriteSparse(Utf8JsonWriter writer, double[] values)
    {
        Span<char> name = stackalloc char[11];
        writer.WriteStartObject();
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] == 0)
            {
                continue;
            }

            i.TryFormat(name, out int length, provider: System.Globalization.CultureInfo.InvariantCulture);
            writer.WriteNumber(name[..length], values[i]);
        }
        writer.WriteEndObject();
    }

    /// <summary>A sparse vector comes back as long as its last filled place; the reader pads it to the metric's width.</summary>
    public override StatisticsVector Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var values = new List<double>();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                values.Add(reader.GetDouble());
            }
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                ReadPlace(ref reader, values);
            }
        }
        else
        {
            throw new JsonException("expected a vector");
        }

        return new StatisticsVector([.. values]);
    }

    private static void ReadPlace(ref Utf8JsonReader reader, List<double> values)
    {
        if (!int.TryParse(reader.GetString(), out int place) || place < values.Count || place > 1 << 20)
        {
            throw new JsonException("expected ascending places");
        }

        reader.Read();
        while (values.Count < place)
        {
            values.Add(0);
        }

        values.Add(reader.GetDouble());
    }
}
