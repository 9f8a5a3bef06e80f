using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Providers;

/// <summary>A model known by what others published about it: scores, no samples, so that it is never asked.</summary>
/// <remarks>
/// Its scores stand in the leaderboards of the tasks under <c>published:</c>. They are compared with each other by
/// unpaired methods with the error between protocols added, and never tested against own runs.
/// </remarks>
/// <param name="Scores">Tables of published scores, such as those in results/published.</param>
/// <param name="Model">Names of the model in the tables, one a row taken; by default this model's name.</param>
/// <param name="Where">Columns and the values that they may have, to tell several scores of one task apart; all by default.</param>
/// <param name="ProtocolSd">Standard deviation of a score between protocols, as a fraction; 0.04 by default, from five tasks that two papers measured on GPT-4.</param>
[Keyword("published")]
public sealed record Published(
    ImmutableArray<FilePath> Scores,
    ImmutableArray<string>? Model = null,
    IReadOnlyDictionary<string, ImmutableArray<string>>? Where = null,
    [Range(0.0, 1.0)] double ProtocolSd = 0.04
) : IModelProvider
{
    /// <inheritdoc/>
    public string Description =>
        $"published scores of {string.Join(", ", Scores.Select(file => Path.GetFileName(file.AsWritten)))}";

    /// <inheritdoc/>
    public bool IsLocal => true;

    /// <inheritdoc/>
    public async ValueTask<string> FingerprintAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var texts = new List<string>();
        foreach (var file in Scores)
        {
            texts.Add(
                FileObstacle.Of(file.Full) is null ? await File.ReadAllTextAsync(file.Full, cancellationToken) : ""
            );
        }

        return $"published {Digest.Of([.. texts])} {context.Name}";
    }

    /// <inheritdoc/>
    /// <exception cref="DocumentException">Always: there is nobody to ask.</exception>
    public ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        throw new DocumentException(
            new Fault(context.Declared, $"the published model '{context.Name}' to be asked", "a model that can answer")
        );
    }
}
