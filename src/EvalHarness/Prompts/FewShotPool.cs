using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Prompts;

/// <summary>
/// The solved examples of a task: chosen once, so that every sample sees the same ones, with one in reserve for each
/// group, so that none is shown to itself.
/// </summary>
/// <remarks>
/// Chance is a hash of seed and content: the choice does not depend on the order of the file. Examples whose question
/// reads the same count once. A balanced choice takes turns over the groups, in a seeded order, until the count is
/// reached; a group that runs out is passed over.
/// </remarks>
internal sealed class FewShotPool
{
    private readonly ImmutableArray<Shot> order;
    private readonly int count;

    private FewShotPool(ImmutableArray<Shot> order, int count, FewShotStyle style) =>
        (this.order, this.count, Style) = (order, count, style);

    /// <summary>No examples.</summary>
    public static FewShotPool Empty { get; } = new([], 0, FewShotStyle.Turns);

    /// <summary>How the examples are shown.</summary>
    public FewShotStyle Style { get; }

    /// <summary>The samples that may be shown, the reserves included; for the checks of leakage.</summary>
    public IEnumerable<Sample> Samples => this.order.Select(s => s.Sample);

    /// <summary>Chooses examples from a stream, in memory for the chosen ones alone.</summary>
    /// <param name="examples">What there is to choose from.</param>
    /// <param name="spec">How to choose.</param>
    /// <param name="question">Template of the question; examples are asked as the sample is.</param>
    /// <param name="target">Name of the target's column, which <c>balance</c> may name; null when there is none.</param>
    /// <param name="seed">Seed when <paramref name="spec"/> names none.</param>
    /// <param name="declared">Where the examples are declared, for faults.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="DocumentException">Too few examples, one without a right answer, or no such column to balance.</exception>
    public static async Task<FewShotPool> ChooseAsync(
        IAsyncEnumerable<Sample> examples,
        FewShotSpec spec,
        PromptTemplate question,
        string? target,
        long seed,
        Location declared,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(question);
        if (spec.Count <= 0)
        {
            return Empty;
        }

        var choice = new FewShotChoice(spec, question, target, spec.Seed ?? seed, declared);
        await foreach (var sample in examples.WithCancellation(cancellationToken))
        {
            choice.Consider(sample);
            if (choice.IsComplete)
            {
                break;
            }
        }
        var order = choice.Order();
        if (order.Length >= spec.Count)
        {
            return new FewShotPool(order, spec.Count, spec.Style);
        }

        string found = order.Length.ToString(CultureInfo.InvariantCulture);
        string expected = spec.Count.ToString(CultureInfo.InvariantCulture);
        throw new DocumentException(
            new Fault(declared, $"found {found} different few-shot examples", $"at least {expected}, as 'count' says")
        );
    }

    /// <summary>The examples to show before a question.</summary>
    /// <param name="question">The question as it is asked; an example that asks the same is replaced by another.</param>
    internal IReadOnlyList<Shot> For(string question)
    {
        var itself = this.order.FirstOrDefault(s => s.Question == question);
        if (itself is null)
        {
            return this.order[..Math.Min(this.count, this.order.Length)];
        }
        // Another of the same group takes its place, so that a balanced choice stays balanced.
        var taken = this.order.Take(this.count).ToList();
        int place = taken.IndexOf(itself);
        if (place < 0)
        {
            return taken;
        }

        var reserve = this.order.Skip(this.count).ToList();
        var substitute = reserve.Find(s => s.Group == itself.Group) ?? reserve.FirstOrDefault();
        taken.RemoveAt(place);
        if (substitute is not null)
        {
            taken.Insert(place, substitute);
        }

        return taken;
    }
}
