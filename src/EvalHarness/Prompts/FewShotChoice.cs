using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Prompts;

/// <summary>Chooses few-shot examples from a stream of candidates.</summary>
internal sealed class FewShotChoice
{
    private readonly FewShotSpec spec;
    private readonly FewShotSelection selection;
    private readonly PromptTemplate question;
    private readonly string? target;
    private readonly string seed;
    private readonly Location declared;

    // A group keeps its best candidates, as many as could all be shown, and one in reserve.
    private readonly SortedDictionary<string, SortedSet<(string Rank, string Question)>> groups = new(
        StringComparer.Ordinal
    );
    private readonly Dictionary<string, Shot> kept = new(StringComparer.Ordinal);
    private long place;

    public FewShotChoice(FewShotSpec spec, PromptTemplate question, string? target, long seed, Location declared)
    {
        (this.spec, this.question, this.target, this.declared) = (spec, question, target, declared);
        this.seed = seed.ToString(CultureInfo.InvariantCulture);
        selection = spec.Selection ?? (spec.Balance is null ? FewShotSelection.Random : FewShotSelection.Balanced);
    }

    /// <summary>Whether no further candidate can change the choice.</summary>
    public bool IsComplete => selection == FewShotSelection.First && kept.Count > this.spec.Count;

    /// <summary>Considers a candidate.</summary>
    public void Consider(Sample sample)
    {
        if (sample.Targets.IsEmpty)
        {
            throw new DocumentException(
                new Fault(sample.Source, "this few-shot example has no right answer", "a target")
            );
        }

        string question = this.question.Render(sample);
        if (kept.ContainsKey(question))
        {
            return;
        }

        string group = Group(sample);
        string rank = Rank(sample);
        if (!this.groups.TryGetValue(group, out var best))
        {
            this.groups[group] = best = new(Comparer<(string Rank, string Question)>.Create(ByRank));
        }

        best.Add((rank, question));
        kept[question] = new Shot(sample, question, sample.Targets[0], group);
        if (best.Count > this.spec.Count + 1 && best.Max is var worst)
        {
            best.Remove(worst);
            kept.Remove(worst.Question);
        }
    }

    /// <summary>All that were kept, in the order in which they are to be shown; reserves last.</summary>
    public ImmutableArray<Shot> Order()
    {
        var groups = this
            .groups.OrderBy(g => Digest.Of(this.seed, "group", g.Key), StringComparer.Ordinal)
            .Select(g => g.Value.ToList())
            .ToList();
        var order = ImmutableArray.CreateBuilder<Shot>(kept.Count);
        for (int turn = 0; order.Count < kept.Count; turn++)
        {
            foreach (var group in groups.Where(g => turn < g.Count))
            {
                order.Add(kept[group[turn].Question]);
            }
        }
        return order.ToImmutable();
    }

    private static int ByRank((string Rank, string Question) a, (string Rank, string Question) b) =>
        string.CompareOrdinal(a.Rank, b.Rank) is var order and not 0
            ? order
            : string.CompareOrdinal(a.Question, b.Question);

    private string Rank(Sample sample) =>
        selection == FewShotSelection.First
            ? place++.ToString("D19", CultureInfo.InvariantCulture)
            : Digest.Of(this.seed, sample.ContentHash.Length > 0 ? sample.ContentHash : sample.Id);

    private string Group(Sample sample)
    {
        if (selection != FewShotSelection.Balanced)
        {
            return "";
        }

        if (this.spec.Balance is not { } column || column == this.target)
        {
            return sample.Targets[0];
        }

        return sample.Fields.TryGetValue(column, out string? value) || sample.Slices.TryGetValue(column, out value)
            ? value
            : throw NoColumn(column, sample);
    }

    private DocumentException NoColumn(string column, Sample sample)
    {
        var names = sample.Fields.Keys.Union(sample.Slices.Keys, StringComparer.Ordinal).ToList();
        if (this.target is not null)
        {
            names.Insert(0, this.target);
        }

        return new(
            new Fault(
                this.declared,
                $"the examples have no column '{column}' (balance)",
                $"one of {string.Join(", ", names)}",
                Spelling.Nearest(column, names)
            )
        );
    }
}
