using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EvalHarness.Logs;

/// <summary>How the files of a run folder are written: snake_case, without nulls and defaults, in a fixed order.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault
)]
[JsonSerializable(typeof(ResponseLine))]
[JsonSerializable(typeof(PromptLine))]
[JsonSerializable(typeof(SampleLine))]
[JsonSerializable(typeof(ScoreLine))]
[JsonSerializable(typeof(BatchLine))]
[JsonSerializable(typeof(LabelLine))]
internal sealed partial class LogJson : JsonSerializerContext
{
    /// <summary>Text is kept readable: these files are never part of a page, so only JSON's own characters are escaped.</summary>
    public static JsonWriterOptions Compact { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}

/// <summary>How <c>run.json</c> and <c>standing.json</c> are written: the same words, indented for people, defaults included.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(RunHeader))]
[JsonSerializable(typeof(RunStanding))]
internal sealed partial class HeaderJson : JsonSerializerContext
{
    public static JsonWriterOptions Indented { get; } =
        new()
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Indented = true,
            NewLine = "\n",
        };
}
