using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Prompts;

/// <summary>Chooses few-shot examples from a stream of candidates.</summary>
internal sealed class FewShotChoice
{
    private readonly FewShotSpec _spec;
    private readonly FewShotSelection _selection;
    private readonly PromptTemplate _question;
    private readonly string? _target;
    private readonly string _seed;
    private readonly Location _declared;

    // A group keeps its best candidates, as many as could all be shown, and one in reserve.
    private readonly SortedDictionary<string, SortedSet<(string Rank, string Question)>> _groups = new(
        StringComparer.Ordinal
    );
    private readonly Dictionary<string, Shot> _kept = new(StringComparer.Ordinal);
    private long _place;

    public FewShotChoice(FewShotSpec spec, PromptTemplate question, string? target, long seed, Location declared)
    {
        (_spec, _question, _target, _declared) = (spec, question, target, declared);
        _seed = seed.ToString(CultureInfo.InvariantCulture);
        _selection = spec.Selection ?? (spec.Balance is null ? FewShotSelection.Random : FewShotSelection.Balanced);
    }

    /// <summary>Whether no further candidate can change the choice.</summary>
    public bool IsComplete => _selection == FewShotSelection.First && _kept.Count > _spec.Count;

    /// <summary>Considers a candidate.</summary>
    public void Consider(Sample sample)
    {
        if (sample.Targets.IsEmpty)
            throw new DocumentException(
                new Fault(sample.Source, "this few-shot example has no right answer", "a target")
            );
        var question = _question.Render(sample);
        if (_kept.ContainsKey(question))
            return;
        var group = Group(sample);
        var rank = Rank(sample);
        if (!_groups.TryGetValue(group, out var best))
            _groups[group] = best = new(Comparer<(string Rank, string Question)>.Create(ByRank));
        best.Add((rank, question));
        _kept[question] = new Shot(sample, question, sample.Targets[0], group);
        if (best.Count > _spec.Count + 1 && best.Max is var worst)
        {
            best.Remove(worst);
            _kept.Remove(worst.Question);
        }
    }

    /// <summary>All that were kept, in the order in which they are to be shown; reserves last.</summary>
    public ImmutableArray<Shot> Order()
    {
        var groups = _groups
            .OrderBy(g => Digest.Of(_seed, "group", g.Key), StringComparer.Ordinal)
            .Select(g => g.Value.ToList())
            .ToList();
        var order = ImmutableArray.CreateBuilder<Shot>(_kept.Count);
        for (var turn = 0; order.Count < _kept.Count; turn++)
        {
            foreach (var group in groups.Where(g => turn < g.Count))
                order.Add(_kept[group[turn].Question]);
        }
        return order.ToImmutable();
    }

    private static int ByRank((string Rank, string Question) a, (string Rank, string Question) b) =>
        string.CompareOrdinal(a.Rank, b.Rank) is var order and not 0
            ? order
            : string.CompareOrdinal(a.Question, b.Question);

    private string Rank(Sample sample) =>
        _selection == FewShotSelection.First
            ? _place++.ToString("D19", CultureInfo.InvariantCulture)
            : Digest.Of(_seed, sample.ContentHash.Length > 0 ? sample.ContentHash : sample.Id);

    private string Group(Sample sample)
    {
        if (_selection != FewShotSelection.Balanced)
            return "";
        if (_spec.Balance is not { } column || column == _target)
            return sample.Targets[0];
        return sample.Fields.TryGetValue(column, out var value) || sample.Slices.TryGetValue(column, out value)
            ? value
            : throw NoColumn(column, sample);
    }

    private DocumentException NoColumn(string column, Sample sample)
    {
        var names = sample.Fields.Keys.Union(sample.Slices.Keys, StringComparer.Ordinal).ToList();
        if (_target is not null)
            names.Insert(0, _target);
        return new(
            new Fault(
                _declared,
                $"the examples have no column '{column}' (balance)",
                $"one of {string.Join(", ", names)}",
                Spelling.Nearest(column, names)
            )
        );
    }
}
