using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Prompts;
using EvalHarness.Suites;

namespace EvalHarness.Runs;

/// <summary>How one model is asked one task.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Epochs">Repeats of each sample.</param>
/// <param name="Prompts">Renders the prompts.</param>
/// <param name="Generation">How the model generates.</param>
/// <param name="GenerationKey">The same as one canonical line.</param>
/// <param name="TaskContent">Hash of the templates.</param>
/// <param name="Protocol">The protocol, as the log names it.</param>
/// <param name="Fingerprint">All that decides the model's answers.</param>
internal sealed record Asking(
    string Task,
    int Epochs,
    PromptBuilder Prompts,
    Generation Generation,
    string GenerationKey,
    string TaskContent,
    Protocol Protocol,
    string Fingerprint
)
{
    /// <summary>The options whose likelihood is asked in place of an answer; null where answers are generated.</summary>
    public LikelihoodQuestion? Likelihood { get; init; }

    /// <summary>The tools that are offered; null for none.</summary>
    public OfferedTools? Tools { get; init; }

    /// <summary>Whether a prompt shows the model's own answers to the turns before, so that these are asked first.</summary>
    public bool AsksInTurn => Prompts.History == History.Own;

    /// <summary>The requests about one sample.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="sample">The sample.</param>
    public IEnumerable<Request> About(string model, Sample sample)
    {
        var prompt = Prompts.Render(sample);
        var tools = Tools?.For(sample);
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            yield return new Request(
                RequestIdentity.Of(this, sample, prompt, epoch),
                Task,
                sample,
                model,
                epoch,
                prompt,
                InEpoch(epoch)
            )
            {
                Likelihood = Likelihood,
                Tools = tools,
                Previous =
                    AsksInTurn && sample.Earlier is [.. var before, var last]
                        ? About(model, last with { Earlier = [.. before] }).ElementAt(epoch)
                        : null,
            };
        }
    }

    /// <summary>A request whose prompt shows what the model answered to the turns before.</summary>
    /// <param name="request">The request.</param>
    /// <param name="own">The answers, first to last.</param>
    public Request InTurn(Request request, IReadOnlyList<string> own) =>
        request with
        {
            Prompt = Prompts.Render(request.Sample, own),
        };

    /// <summary>Repeats with one sampling seed would be one answer over and over: each repeat gets the next seed.</summary>
    private Generation InEpoch(int epoch) =>
        Generation.Seed is { } seed && epoch > 0 ? Generation with { Seed = seed + epoch } : Generation;
}
