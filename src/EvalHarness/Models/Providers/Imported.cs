using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Imports;
using EvalHarness.Models.Recordings;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Providers;

/// <summary>Answers from the logs of another tool (lm-evaluation-harness, Inspect, HELM, promptfoo ...), scored here by the suite's own metrics.</summary>
/// <remarks>
/// A sample's answer is found by its content, whatever the ids; then by its id, with the content compared: where both sides keep content and neither lies within
/// the other, it is not taken. Usage, cost, time and finish reason come back where the log tells them, and are unknown otherwise. How the answers were
/// asked for is what the log tells, or what <c>asked</c> says; what stays unknown is tested against nothing. `evalharness import` shows what a log holds.
/// </remarks>
/// <param name="Logs">Logs: files, or folders whose logs are all read.</param>
/// <param name="Model">Name of the model in the logs; by default the one that they hold, or the one with this model's name.</param>
/// <param name="Tasks">Names of the tasks in the logs that are taken; all by default.</param>
/// <param name="Variant">The filter, split or perturbation that is taken; one for all samples of a task; by default the unnamed one, else the first that the logs have.</param>
/// <param name="LogFormat">The tool that wrote them; by default the one that knows them.</param>
/// <param name="Asked">How the answers were asked for, where the log does not tell all; <c>task</c> for just as the suite does.</param>
[Keyword("imported")]
public sealed record Imported(
    ImmutableArray<FilePath> Logs,
    string? Model = null,
    ImmutableArray<string>? Tasks = null,
    string? Variant = null,
    ILogReader? LogFormat = null,
    Asked? Asked = null
) : IModelProvider, IRecordedModel
{
    /// <inheritdoc/>
    public ModelKind Kind => Asked is { Like: AskedLike.Never } ? ModelKind.Baseline : ModelKind.General;

    /// <inheritdoc/>
    public string Description =>
        $"logs of {string.Join(", ", Logs.Select(file => Path.GetFileName(file.AsWritten.TrimEnd('/'))))}";

    /// <inheritdoc/>
    public bool IsLocal => true;

    /// <inheritdoc/>
    public bool IsRecorded => true;

    /// <inheritdoc/>
    public async ValueTask<string> FingerprintAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in (await FindAsync(context, cancellationToken)).SelectMany(log => log.Files))
        {
            hash.AppendData(Encoding.ASCII.GetBytes(await DataFile.HashAsync(file, cancellationToken)));
        }

        string content = Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
        string tasks = Tasks is { } some ? string.Join(",", some) : "";
        return $"imported {content} {Model ?? context.Name} {tasks}/{Variant}/{LogFormat}";
    }

    /// <inheritdoc/>
    public async ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken) =>
        new ImportedClient(await OpenAsync(context, cancellationToken), context.Name);

    /// <summary>Reads all answers of the model.</summary>
    /// <exception cref="DocumentException">There is no log, none of the model, or one is broken.</exception>
    internal async ValueTask<ImportedAnswers> OpenAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var logs = await FindAsync(context, cancellationToken);
        string model = ChooseModel(logs, context);
        var answers = new ImportedAnswers(context.CacheFolder);
        try
        {
            foreach (var log in logs)
            {
                await foreach (var sample in log.ReadAsync(cancellationToken))
                {
                    if (sample.Model == model && (Tasks is not { } wanted || wanted.Contains(sample.Task)))
                    {
                        answers.Add(sample);
                    }
                }
            }

            answers.Choose(Variant, context.Declared);
            return answers;
        }
        catch
        {
            answers.Dispose();
            throw;
        }
    }

    async ValueTask<Asked?> IRecordedModel.AskedAsync(ModelContext context, CancellationToken cancellationToken)
    {
        if (Asked is not null)
        {
            return Asked;
        }

        var logs = await FindAsync(context, cancellationToken);
        string model = ChooseModel(logs, context);
        ImmutableArray<ImportedProtocol> told =
        [
            .. logs.SelectMany(log => log.Evaluations)
                .Where(one => one.Model == model && (Tasks is not { } wanted || wanted.Contains(one.Task)))
                .Select(one => one.Protocol)
                .Distinct(),
        ];
        // Logs that were asked for in several ways tell none.
        return told is [var one]
            ? new Asked(
                FewShot: one.FewShot is >= 0 and <= 1000 ? one.FewShot : null,
                ChainOfThought: one.ChainOfThought,
                Prompt: one.Prompt,
                System: one.System is { Length: > 0 } system ? system : null,
                Temperature: one.Temperature is >= 0 ? one.Temperature : null,
                MaxTokens: one.MaxTokens is >= 1 ? one.MaxTokens : null,
                TopP: one.TopP is > 0 and <= 1 ? one.TopP : null,
                TopK: one.TopK is >= 1 ? one.TopK : null,
                ReasoningEffort: one.ReasoningEffort
            )
            : null;
    }

    ValueTask<bool> IRecordedModel.AreOwnAsync(ModelContext context, CancellationToken cancellationToken) => new(false);

    private async ValueTask<ImmutableArray<ImportedLog>> FindAsync(
        ModelContext context,
        CancellationToken cancellationToken
    )
    {
        foreach (var path in Logs)
        {
            if (!Path.Exists(path.Full))
            {
                throw new DocumentException(
                    new Fault(
                        context.Declared,
                        $"no file '{path.AsWritten}' for model '{context.Name}'",
                        "the log of another tool"
                    )
                );
            }
        }

        return await ImportedLogs.FindAsync(
            [.. Logs.Select(path => path.Full)],
            LogFormat is null ? context.LogReaders() : [LogFormat],
            cancellationToken
        );
    }

    private string ChooseModel(ImmutableArray<ImportedLog> logs, ModelContext context)
    {
        string[] known =
        [
            .. logs.SelectMany(log => log.Evaluations)
                .Select(one => one.Model)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        string asked = Model ?? context.Name;
        if (known.Contains(asked) || (Model is null && known.Length <= 1))
        {
            return known is [var only] ? only : asked;
        }

        string names = string.Join(", ", known.Select(name => $"'{VisibleText.Id(name)}'"));
        throw new DocumentException(
            Model is null
                ? new Fault(
                    context.Declared,
                    $"answers of several models for '{context.Name}'",
                    $"model: with one of {names}"
                )
                : new Fault(
                    context.Declared,
                    $"no answer of model '{VisibleText.Id(Model)}'",
                    $"one of {names}",
                    Spelling.Nearest(Model, known)
                )
        );
    }
}
