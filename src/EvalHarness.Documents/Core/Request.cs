namespace EvalHarness.Core;

/// <summary>Task x sample x model x epoch: the unit of work, of payment and of resumption.</summary>
/// <param name="Id">
/// Identity: hash of task content, sample id and content, model fingerprint, rendered prompt, sampling options and epoch.
/// </param>
/// <param name="Task">Name of the task.</param>
/// <param name="Sample">The sample asked about.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Epoch">Repeat, from 0.</param>
/// <param name="Prompt">What is sent.</param>
/// <param name="Generation">How it is to be answered.</param>
public sealed record Request(
    string Id,
    string Task,
    Sample Sample,
    string Model,
    int Epoch,
    Prompt Prompt,
    Generation Generation
)
{
    /// <summary>Whether it asks about an answer and not about the sample: the request of a judge, or of an evaluator that asks a model.</summary>
    public bool IsVerdict { get; init; }

    /// <summary>
    /// The request of the turn before it, whose answer the prompt is to show as the model gave it; null where the prompt is whole.
    /// </summary>
    public Request? Previous { get; init; }

    /// <summary>How often it was asked before in its run: 0 for what counts for the task, more where only a model's repeatability is to be seen.</summary>
    public int Repeat { get; init; }

    /// <summary>The continuations whose likelihood is asked; null where an answer is to be generated.</summary>
    public LikelihoodQuestion? Likelihood { get; init; }

    /// <summary>The tools that it offers; null where it offers none.</summary>
    public ToolOffer? Tools { get; init; }
}
