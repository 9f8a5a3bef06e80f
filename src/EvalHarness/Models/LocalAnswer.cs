using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models;

/// <summary>Responses of models that answer in this process.</summary>
public static class LocalAnswer
{
    /// <summary>A whole answer with the probability of each class, where the model has one.</summary>
    /// <param name="text">The answer.</param>
    /// <param name="probabilities">Probability of each class in [0, 1], by class; null when the model has none.</param>
    public static ChatResponse Of(string text, IReadOnlyDictionary<string, double>? probabilities = null)
    {
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, text))
        {
            FinishReason = ChatFinishReason.Stop,
        };
        if (probabilities is not null)
        {
            response.SetDetails(new ResponseDetails { FinishReason = "stop", Probabilities = probabilities });
        }

        return response;
    }

    /// <summary>The request that a call is about: local models look at the sample, not at the prompt.</summary>
    /// <param name="options">Options of the call.</param>
    /// <exception cref="InvalidOperationException">The caller is not our engine.</exception>
    public static Request RequestOf(ChatOptions? options) =>
        options.FindRequest()
        ?? throw new InvalidOperationException("A local model needs the request in the options of the call.");

    /// <summary>A field of the sample that the model reads.</summary>
    /// <param name="fields">Fields of the sample.</param>
    /// <param name="name">Name of the field.</param>
    /// <param name="model">Name of the model, for the fault.</param>
    /// <exception cref="ModelException">The sample has no such field; asking again does not help.</exception>
    public static string FieldOf(IReadOnlyDictionary<string, string> fields, string name, string model) =>
        fields.TryGetValue(name, out string? value)
            ? value
            : throw new ModelException(
                new Failure("backend", null, $"model '{model}' reads the field '{name}', which the sample lacks"),
                isTransient: false
            );
}
