using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Providers;

/// <summary>Answers with a label drawn by chance, each equally likely: the floor of every leaderboard.</summary>
/// <remarks>The draw depends on seed, task, sample and repeat alone, so neither order nor concurrency changes an answer.</remarks>
/// <param name="Labels">The labels; by default those of the task's answer format.</param>
/// <param name="Seed">Seed of the draws; by default the suite's.</param>
[Keyword("random")]
public sealed record RandomLabel([AllowNumber] ImmutableArray<string>? Labels = null, long? Seed = null)
    : IModelProvider
{
    /// <inheritdoc/>
    public ModelKind Kind => ModelKind.Baseline;

    /// <inheritdoc/>
    public string Description => "a label by chance";

    /// <inheritdoc/>
    public bool IsLocal => true;

    /// <inheritdoc/>
    public ValueTask<string> FingerprintAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        string labels = string.Join('|', LabelsOf(context));
        return ValueTask.FromResult(
            string.Create(CultureInfo.InvariantCulture, $"random seed={Seed ?? context.Seed} labels={labels}")
        );
    }

    /// <inheritdoc/>
    public ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
#pragma warning disable CA2000 // The caller owns the client.
        return ValueTask.FromResult<IChatClient>(new Client(LabelsOf(context), Seed ?? context.Seed));
#pragma warning restore CA2000
    }

    private ImmutableArray<string> LabelsOf(ModelContext context)
    {
        var labels = Labels is { IsDefaultOrEmpty: false } own ? own : context.Labels;
        return labels.IsDefaultOrEmpty
            ? throw new DocumentException(
                new Fault(context.Declared, $"no labels for model '{context.Name}' to draw from", "labels: with a list")
            )
            : labels;
    }

    private sealed class Client(ImmutableArray<string> labels, long seed) : WholeAnswerClient
    {
        private readonly Dictionary<string, double> probabilities = labels
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(label => label, label => labels.Count(other => other == label) / (double)labels.Length);

        public override Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        )
        {
            cancellationToken.ThrowIfCancellationRequested();
            var request = LocalAnswer.RequestOf(options);
            string drawn = Digest.Of(
                seed.ToString(CultureInfo.InvariantCulture),
                request.Task,
                request.Sample.Id,
                request.Epoch.ToString(CultureInfo.InvariantCulture)
            );
            var chance = UInt128.Parse(drawn, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            // 128 bits over so few labels: the bias of the remainder is far below any measurement.
            return Task.FromResult(LocalAnswer.Of(labels[(int)(chance % (UInt128)labels.Length)], probabilities));
        }
    }
}
