using System.Collections.Immutable;
using System.Security.Cryptography;
using EvalHarness.Core;
using EvalHarness.Models.Recordings;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Providers;

/// <summary>Answers recorded earlier, by this tool (a run's <c>responses.jsonl</c>) or another (id and text, JSONL or CSV).</summary>
/// <remarks>
/// Usage, cost, latency, time, finish reason, probabilities and token alternatives come back as they were recorded. A
/// sample without a recorded answer is not run, and says so; it never counts as a wrong answer. As a judge it gives the verdicts of a
/// <c>judgements.jsonl</c> to the same answers, asked for in the same words.
/// </remarks>
/// <param name="Answers">Files, plain or gzipped (<c>.jsonl</c>, <c>.jsonl.gz</c>, or any table that a dataset may be), or run folders.</param>
/// <param name="Model">Name of the model in the files; by default the one that they hold, or the one with this model's name.</param>
/// <param name="Id">Key or column of the sample's id; by default <c>id</c>, <c>sample_id</c> or <c>sample</c>.</param>
/// <param name="Text">Key or column of the answer; by default the one of <c>answer</c>, <c>prediction</c>, <c>response</c>, <c>text</c>, <c>output</c>, <c>completion</c> that is there.</param>
[Keyword("replay")]
public sealed record Replay(
    ImmutableArray<FilePath> Answers,
    string? Model = null,
    string? Id = null,
    string? Text = null
) : IModelProvider
{
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
        foreach (var file in Answers.SelectMany(path => RecordingFile.Find(path, context)))
        {
            await file.HashAsync(hash, cancellationToken);
        }

        string content = Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
        return $"replay {content} {Model ?? context.Name} {Id}/{Text}";
    }

    /// <inheritdoc/>
    public async ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
#pragma warning disable CA2000 // The client owns the answers, and the caller the client.
        var answers = new RecordedAnswers(context.CacheFolder) { Keys = (Id, Text) };
#pragma warning restore CA2000
        try
        {
            foreach (var file in Answers.SelectMany(path => RecordingFile.Find(path, context)))
            {
                await file.ReadAsync(answers, context, cancellationToken);
            }

            return new ReplayClient(answers, ChooseModel(answers, context), context.Name);
        }
        catch
        {
            answers.Dispose();
            throw;
        }
    }

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
