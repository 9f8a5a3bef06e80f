using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Models.Training;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Providers;

/// <summary>Always answers with the most frequent label: what a model must beat to have learned anything.</summary>
/// <remarks>Its probabilities are the shares of the labels. Of equally frequent labels, the first in ordinal order.</remarks>
/// <param name="Train">Rows whose labels are counted; by default the targets of the task itself, which is the best that a constant answer can do.</param>
[Keyword("majority-class")]
public sealed record MajorityClass(TrainingRows? Train = null) : IModelProvider
{
    /// <inheritdoc/>
    public ModelKind Kind => ModelKind.Baseline;

    /// <inheritdoc/>
    public string Description =>
        Train is null ? "majority class of the task's own targets" : $"majority class of the rows of {Train.File}";

    /// <inheritdoc/>
    public bool IsLocal => true;

    /// <inheritdoc/>
    public async ValueTask<string> FingerprintAsync(ModelContext context, CancellationToken cancellationToken)
    {
        var counts = await CountAsync(context, cancellationToken);
        return "majority-class "
            + string.Join(
                ' ',
                counts.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key}={one.Value}"))
            );
    }

    /// <inheritdoc/>
    public async ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken)
    {
        var counts = await CountAsync(context, cancellationToken);
        double total = (double)counts.Values.Sum();
        var shares = counts.ToDictionary(one => one.Key, one => one.Value / total, StringComparer.Ordinal);
        return new Client(counts.MaxBy(one => one.Value).Key, shares);
    }

    private async Task<SortedDictionary<string, long>> CountAsync(
        ModelContext context,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await foreach (string label in LabelsAsync(context, cancellationToken))
        {
            counts[label] = counts.GetValueOrDefault(label) + 1;
        }

        return counts.Count > 0
            ? counts
            : throw new DocumentException(
                new Fault(
                    context.Declared,
                    $"no label to count for model '{context.Name}'",
                    "train: with labelled rows"
                )
            );
    }

    private IAsyncEnumerable<string> LabelsAsync(ModelContext context, CancellationToken cancellationToken) =>
        Train is null
            ? context.ReadTargets?.Invoke(cancellationToken) ?? AsyncEnumerable.Empty<string>()
            : Train.ReadLabelsAsync(context, cancellationToken);

    private sealed class Client(string label, IReadOnlyDictionary<string, double> shares) : WholeAnswerClient
    {
        public override Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        )
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(LocalAnswer.Of(label, shares));
        }
    }
}
