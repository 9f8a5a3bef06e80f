using System.Collections.Immutable;
using System.Security.Cryptography;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Models.Recordings;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Providers;

/// <summary>Answers recorded earlier, by this tool (a run's <c>responses.jsonl</c>) or made elsewhere (id and answer, in any file that a dataset may be).</summary>
/// <remarks>
/// Usage, cost, latency, time, finish reason, probabilities and token alternatives come back as they were recorded. A
/// sample without a recorded answer is not run, and says so; it never counts as a wrong answer. As a judge it gives the verdicts of a
/// <c>judgements.jsonl</c> to the same answers, asked for in the same words. How answers made elsewhere were asked for is unknown unless <c>asked</c> says it, and
/// what was asked in an unknown way is tested against nothing.
/// </remarks>
/// <param name="Answers">Files (<c>.jsonl</c>, or anything that a dataset may be, plain or packed), run folders, or folders whose files are all read.</param>
/// <param name="Model">Name of the model in the files; by default the one that they hold, or the one with this model's name.</param>
/// <param name="Id">Key, column or dotted path of the sample's id; by default <c>id</c>, <c>sample_id</c> or <c>sample</c>.</param>
/// <param name="Text">Key, column or dotted path of the answer; by default the one of <c>answer</c>, <c>prediction</c>, <c>response</c>, <c>text</c>, <c>output</c>, <c>completion</c> that is there.</param>
/// <param name="Format">How the files are read; by default what their endings say.</param>
/// <param name="Unfold">List inside each row of the files whose items are the answers; none by default.</param>
/// <param name="By">Field of the sample that <c>id</c> names in the files, for example <c>question</c> where they have no ids; the sample's id by default.</param>
/// <param name="Asked">How the answers were asked for, as far as it is known; <c>task</c> for just as the suite does, <c>never</c> for rules and other yardsticks. By default as the suite does in this tool's own logs, and unknown otherwise.</param>
/// <param name="Cost">Key, column or dotted path of what an answer cost, in US dollars; by default <c>cost_usd</c>. Unknown where there is none.</param>
/// <param name="Latency">Key, column or dotted path of the seconds that it took; by default <c>latency_seconds</c>. Unknown where there is none.</param>
/// <param name="InputTokens">Key, column or dotted path of the tokens of the prompt, to price it by the model's <c>price</c>; unknown by default.</param>
/// <param name="OutputTokens">Key, column or dotted path of the tokens generated; unknown by default.</param>
[Keyword("replay")]
public sealed record Replay(
    ImmutableArray<FilePath> Answers,
    string? Model = null,
    string? Id = null,
    string? Text = null,
    IDatasetReader? Format = null,
    string? Unfold = null,
    string? By = null,
    Asked? Asked = null,
    string? Cost = null,
    string? Latency = null,
    string? InputTokens = null,
    string? OutputTokens = null
) : IModelProvider, IRecordedModel
{
    /// <inheritdoc/>
    public ModelKind Kind => Asked is { Like: AskedLike.Never } ? ModelKind.Baseline : ModelKind.General;

    /// <inheritdoc/>
    public string Description =>
        $"replay of {string.Join(", ", Answers.Select(file => Path.GetFileName(file.AsWritten.TrimEnd('/'))))}";

    /// <inheritdoc/>
    public bool IsLocal => true;

    /// <inheritdoc/>
    public bool IsRecorded => true;

    /// <inheritdoc/>
    /// <remarks>The hash of what the files hold once unpacked: packing them anew changes no identity.</remarks>
    public async ValueTask<string> FingerprintAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Files(context))
        {
            await file.HashAsync(hash, cancellationToken);
        }

        string content = Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
        string read = Format is null && Unfold is null && By is null ? "" : $" {Format}/{Unfold}/{By}";
        string told =
            Cost is null && Latency is null && InputTokens is null && OutputTokens is null
                ? ""
                : $" {Cost}/{Latency}/{InputTokens}/{OutputTokens}";
        return $"replay {content} {Model ?? context.Name} {Id}/{Text}{read}{told}";
    }

    /// <inheritdoc/>
    public async ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken)
    {
        var (answers, model) = await OpenAsync(context, cancellationToken);
        return new ReplayClient(answers, model, context.Name, By);
    }

    ValueTask<Asked?> IRecordedModel.AskedAsync(ModelContext context, CancellationToken cancellationToken) =>
        new(Asked);

    ValueTask<bool> IRecordedModel.AreOwnAsync(ModelContext context, CancellationToken cancellationToken) =>
        AreOwnAsync(context, cancellationToken);

    /// <summary>Whether this tool wrote down all of the answers: then they were asked for as the suite says.</summary>
    internal async ValueTask<bool> AreOwnAsync(ModelContext context, CancellationToken cancellationToken)
    {
        foreach (var file in Files(context))
        {
            if (!await file.IsJournalAsync(cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads all answers, and says which model's they are.</summary>
    /// <exception cref="DocumentException">A file holds no answers, two for one sample, or those of several models.</exception>
    internal async ValueTask<(RecordedAnswers Answers, string Model)> OpenAsync(
        ModelContext context,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        var answers = new RecordedAnswers(context.CacheFolder)
        {
            Keys = new RecordedKeys(Id, Text, Cost, Latency, InputTokens, OutputTokens),
            Repeats = context.Repeats,
        };
        try
        {
            foreach (var file in Files(context))
            {
                await file.ReadAsync(answers, context, cancellationToken);
            }

            return (answers, ChooseModel(answers, context));
        }
        catch
        {
            answers.Dispose();
            throw;
        }
    }

    private IEnumerable<RecordingFile> Files(ModelContext context) =>
        Answers.SelectMany(path => RecordingFile.Find(path, context, (Format, Unfold)));

    private string ChooseModel(RecordedAnswers answers, ModelContext context)
    {
        var known = answers.Models;
        string asked = Model ?? context.Name;
        if (known.Contains(asked) || (Model is null && known.Count <= 1))
        {
            return known.Count == 1 ? known.First() : asked;
        }

        string names = string.Join(", ", known.Select(name => $"'{name}'"));
        throw new DocumentException(
            Model is null
                ? new Fault(
                    context.Declared,
                    $"answers of several models for '{context.Name}'",
                    $"model: with one of {names}"
                )
                : new Fault(
                    context.Declared,
                    $"no answer of model '{Model}'",
                    $"one of {names}",
                    Spelling.Nearest(Model, known)
                )
        );
    }
}
