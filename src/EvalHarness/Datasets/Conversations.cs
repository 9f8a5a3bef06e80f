using System.Runtime.InteropServices;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>Gives each turn of a conversation the turns before it.</summary>
/// <param name="column">The column that names the conversation.</param>
internal sealed class Conversations(string column)
{
    private readonly HashSet<string> begun = new(StringComparer.Ordinal);
    private readonly List<Sample> turns = [];
    private string? current;

    /// <summary>The sample with what was said before it.</summary>
    /// <param name="sample">The sample, in the order of the file.</param>
    /// <param name="row">Its row.</param>
    /// <exception cref="DocumentException">The row names no conversation, or one that ended before.</exception>
    public Sample Follow(Sample sample, Row row)
    {
        if (!row.Fields.TryGetValue(column, out string? conversation) || string.IsNullOrWhiteSpace(conversation))
        {
            throw RowFaults.NoValue(row.At, "conversation", column, row.Fields.Keys);
        }

        if (conversation != current)
        {
            (current, _) = (conversation, turns.RemoveAll(_ => true));
            if (!begun.Add(conversation))
            {
                throw new DocumentException(
                    new Fault(
                        row.At,
                        "a turn of a conversation that ended before, with rows of another between (conversation)",
                        "the rows of each conversation one after another, in the order of its turns"
                    )
                );
            }
        }

        var turn = sample with { Cluster = sample.Cluster ?? conversation };
        if (turns.Count > 0)
        {
            // What was said before is a part of what is asked.
            turn = turn with
            {
                ContentHash = Digest.Of(sample.ContentHash, turns[^1].ContentHash),
            };
        }

        var whole = turn with { Earlier = ImmutableCollectionsMarshal.AsImmutableArray(turns.ToArray()) };
        turns.Add(turn);
        return whole;
    }
}
