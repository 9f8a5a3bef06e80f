using System.Text.Json;
using System.Text.Json.Serialization;
using EvalHarness.Core;

namespace EvalHarness.Runs.Fleets;

/// <summary>A request as it lies in the store: what a worker needs to ask it as one machine would, but for its prompt.</summary>
internal sealed class FleetLine
{
    public string Request { get; set; } = "";
    public string Task { get; set; } = "";
    public string Sample { get; set; } = "";
    public int Epoch { get; set; }
    public int Repeat { get; set; }
    public bool IsVerdict { get; set; }
    public Generation Generation { get; set; } = new();
    public LikelihoodQuestion? Likelihood { get; set; }
    public ToolOffer? Tools { get; set; }

    /// <summary>A request as JSON.</summary>
    /// <param name="request">The request.</param>
    public static string Write(Request request) =>
        JsonSerializer.Serialize(
            new FleetLine
            {
                Request = request.Id,
                Task = request.Task,
                Sample = request.Sample.Id,
                Epoch = request.Epoch,
                Repeat = request.Repeat,
                IsVerdict = request.IsVerdict,
                Generation = request.Generation,
                Likelihood = request.Likelihood,
                Tools = request.Tools,
            },
            FleetJson.Default.FleetLine
        );

    /// <summary>The request again. Of its sample the id alone is left, which is all that a backend elsewhere may see.</summary>
    /// <param name="json">What was written.</param>
    /// <param name="model">Name of the model.</param>
    /// <param name="prompt">What is sent.</param>
    public static Request Read(string json, string model, Prompt prompt)
    {
        var line =
            JsonSerializer.Deserialize(json, FleetJson.Default.FleetLine)
            ?? throw new JsonException("a request of a fleet that is null");
        var sample = new Sample(line.Sample, new Dictionary<string, string>(), [], default);
        return new Request(line.Request, line.Task, sample, model, line.Epoch, prompt, line.Generation)
        {
            Repeat = line.Repeat,
            IsVerdict = line.IsVerdict,
            Likelihood = line.Likelihood,
            Tools = line.Tools,
        };
    }
}

/// <summary>How requests are written for a fleet.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    IgnoreReadOnlyProperties = true
)]
[JsonSerializable(typeof(FleetLine))]
internal sealed partial class FleetJson : JsonSerializerContext;
