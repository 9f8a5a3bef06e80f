using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Core;

namespace EvalHarness.Tests.Golden;

/// <summary>
/// The decision cases: they name no operation, so the shape of their inputs chooses one: of all shapes whose keys are
/// there, the one with the most keys.
/// </summary>
internal static class DecisionCasesOperations
{
    private static readonly DecisionShape[] Shapes =
    [
        .. DecisionNumericsShapes.All,
        .. DecisionClosedFormShapes.All,
        .. DecisionDrawShapes.All,
        .. DecisionModelShapes.All,
        .. DecisionStatisticsShapes.All,
        .. DecisionFurtherShapes.All,
    ];

    [GoldenOperation("closed_form")]
    [GoldenOperation("exact")]
    [GoldenOperation("mc")]
    [GoldenOperation("degenerate")]
    public static JsonNode? Answer(JsonElement inputs)
    {
        DecisionShape shape =
            Shapes.Where(shape => shape.Fits(inputs)).MaxBy(shape => shape.Keys.Length)
            ?? throw new NotSupportedException(
                $"no operation takes {string.Join(", ", inputs.EnumerateObject().Select(pair => pair.Name))}"
            );
        try
        {
            return shape.Answer(inputs);
        }
        catch (Exception fault) when (fault is ArgumentException or DocumentException)
        {
            bool diverges = fault.Message.Contains("diverges", StringComparison.Ordinal);
            return new JsonObject { ["error"] = diverges ? "diverges" : "invalid", ["invalid"] = true };
        }
    }
}

/// <summary>An operation and the keys by which its inputs are known.</summary>
/// <param name="Keys">The keys that must be there.</param>
/// <param name="Answer">The operation.</param>
internal sealed record DecisionShape(string[] Keys, Func<JsonElement, JsonNode?> Answer)
{
    /// <summary>Whether all keys are there.</summary>
    public bool Fits(JsonElement inputs) => Keys.All(key => inputs.TryGetProperty(key, out _));
}
