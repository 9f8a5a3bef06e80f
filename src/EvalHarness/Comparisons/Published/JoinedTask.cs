using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Imports;
using EvalHarness.Logs;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Comparisons.Published;

/// <summary>Sets of scores over the same samples.</summary>
internal sealed class JoinedTask
{
    private const string Yes = "yes";
    private const string No = "no";
    private const string Unknown = "unknown";

    private readonly ScoreSet first;
    private readonly string[] ids;
    private readonly SampleMatcher matcher;
    private readonly List<(ScoreSet Set, Matches Found)> sets = [];

    /// <summary>A task as the first set has it.</summary>
    /// <param name="first">The set.</param>
    public JoinedTask(ScoreSet first)
    {
        this.first = first;
        ids = [.. first.Rows.Select(row => row.Sample).Distinct(StringComparer.Ordinal)];
        matcher = new SampleMatcher(place =>
            first.Contents.TryGetValue(ids[place], out var texts) && texts.Length > 0
                ? texts.MaxBy(text => text.Length)!
                : ""
        );
        foreach (string id in ids)
        {
            matcher.Add(id, first.Texts.GetValueOrDefault(id));
        }

        Add(first, new Matches([.. ids.Index().Select(one => KeyValuePair.Create(one.Item, one.Index))]));
    }

    /// <summary>Its name, as the first set has it.</summary>
    public string Name => first.Task;

    /// <summary>Number of sets.</summary>
    public int Count => sets.Count;

    /// <summary>Whether its samples hang together in groups.</summary>
    public bool HasClusters => first.Rows.Any(row => row.Cluster is not null);

    /// <summary>Whether more is better, as the first says who says it.</summary>
    public bool HigherIsBetter =>
        sets.Select(one => one.Set.HigherIsBetter).FirstOrDefault(told => told is not null) ?? true;

    /// <summary>Whether samples are looked for among what a model learned from.</summary>
    public bool AreLearnedTold { get; init; }

    /// <summary>What a reader of its numbers should know.</summary>
    public IEnumerable<string> Warnings
    {
        get
        {
            int shared = Shared().Count;
            if (AreLearnedTold)
            {
                yield return LearnedNote();
            }

            foreach (var (set, found) in sets)
            {
                int all = set.Rows.Select(row => row.Sample).Distinct(StringComparer.Ordinal).Count();
                if (shared < all)
                {
                    yield return Told(
                        $"{Name}: {shared:N0} of {all:N0} samples of {set.Source} are in every log; the others are left out."
                    );
                }

                if (found.Conflicts.Count > 0)
                {
                    yield return Told(
                        $"{Name}: {found.Conflicts.Count:N0} samples of {set.Source} have other content under the same id and are left out: {List(found.Conflicts)}."
                    );
                }

                if (found.Ambiguous.Count > 0)
                {
                    yield return Told(
                        $"{Name}: {found.Ambiguous.Count:N0} samples of {set.Source} have the content of several others and are left out: {List(found.Ambiguous)}."
                    );
                }

                if (found.ById > 0)
                {
                    yield return Told(
                        $"{Name}: {found.ById:N0} samples of {set.Source} are joined by their ids alone, for no content is kept to compare."
                    );
                }

                if (set.PassedOver > 0)
                {
                    yield return Told(
                        $"{Name}: {set.PassedOver:N0} scores of other filters or perturbations in {set.Source} are passed over."
                    );
                }
            }

            string[] metrics = [.. sets.Select(one => one.Set.Metric).Distinct(StringComparer.Ordinal)];
            if (AreUneven)
            {
                yield return $"{Name}: the models were asked a different number of times: a sample's score is the mean of its answers.";
            }

            if (metrics.Length > 1)
            {
                yield return $"{Name}: the scores are those of {string.Join(", ", metrics)}, as each tool forms them.";
            }
        }
    }

    /// <summary>Whether a set is one of its.</summary>
    /// <param name="set">The set.</param>
    public bool Has(ScoreSet set) => sets.Exists(one => ReferenceEquals(one.Set, set));

    /// <summary>Where the samples of a set are here.</summary>
    /// <param name="set">The set.</param>
    public Matches Find(ScoreSet set)
    {
        var found = new Matches([]);
        bool isNamedAlike = IsAlike(set.Task, Name);
        foreach (string id in set.Rows.Select(row => row.Sample).Distinct(StringComparer.Ordinal))
        {
            var match = matcher.Find(id, set.Texts.GetValueOrDefault(id), set.Contents.GetValueOrDefault(id, []));
            // Ids are numbers in many data sets: alone they join tasks of one name.
            found.Take(id, match, match.Kind != MatchKind.Id || isNamedAlike);
        }

        return found;
    }

    /// <summary>Adds a set.</summary>
    /// <param name="set">The set.</param>
    /// <param name="found">Where its samples are here.</param>
    public void Add(ScoreSet set, Matches found) => sets.Add((set, found));

    /// <summary>How each model was asked.</summary>
    /// <param name="nameOf">Name of a set's model.</param>
    public IReadOnlyDictionary<string, Protocol> Protocols(Func<ScoreSet, string> nameOf) =>
        sets.DistinctBy(one => nameOf(one.Set)).ToImmutableDictionary(one => nameOf(one.Set), one => one.Set.Protocol);

    /// <summary>The rows of all sets on the samples that all of them have, under the ids of the first.</summary>
    /// <param name="nameOf">Name of a set's model.</param>
    public IEnumerable<ScoreRow> Rows(Func<ScoreSet, string> nameOf)
    {
        var shared = Shared();
        var origin = first.Rows.DistinctBy(row => row.Sample).ToDictionary(row => row.Sample, StringComparer.Ordinal);
        bool areUneven = AreUneven;
        var learned = Learned();
        return from one in sets
            from row in areUneven ? Means(one.Set.Rows) : one.Set.Rows
            let place = one.Found.Places.GetValueOrDefault(row.Sample, -1)
            where shared.Contains(place)
            let known = origin[ids[place]]
            orderby place
            select row with
            {
                Sample = ids[place],
                Model = nameOf(one.Set),
                Cluster = known.Cluster,
                Slices = AreLearnedTold ? Marked(known.Slices, place, learned) : known.Slices,
            };
    }

    /// <summary>The slices with what is known of what was learned from; a run may know of a sample what its texts do not show.</summary>
    private static ImmutableDictionary<string, string> Marked(
        IReadOnlyDictionary<string, string> slices,
        int place,
        Dictionary<int, bool> learned
    )
    {
        string known = slices.GetValueOrDefault(LearnedTexts.Slice, Unknown);
        string told = learned.TryGetValue(place, out bool isAmong) ? (isAmong ? Yes : No) : Unknown;
        return slices
            .ToImmutableDictionary()
            .SetItem(LearnedTexts.Slice, known == Yes || told == Unknown ? known : told);
    }

    private string LearnedNote()
    {
        var (shared, learned) = (Shared(), Learned());
        int among = shared.Count(place => learned.GetValueOrDefault(place));
        int untold = shared.Count(place => !learned.ContainsKey(place));
        return Told(
                $"{Name}: {among:N0} of {shared.Count:N0} samples are the same as, or nearly repeat, a row that was learned from"
            ) + (untold > 0 ? Told($"; of {untold:N0} no text is kept, and it is not known.") : ".");
    }

    /// <summary>Whether samples are among what was learned from, by their places; those of which no log tells are left out.</summary>
    private Dictionary<int, bool> Learned()
    {
        var learned = new Dictionary<int, bool>();
        foreach (var (set, found) in sets)
        {
            foreach (var (id, isAmong) in set.Learned)
            {
                if (found.Places.TryGetValue(id, out int place))
                {
                    learned[place] = isAmong || learned.GetValueOrDefault(place);
                }
            }
        }

        return learned;
    }

    /// <summary>Whether some models were asked more often than others.</summary>
    private bool AreUneven =>
        sets.Select(one => one.Set.Rows.Select(row => row.Epoch).Distinct(StringComparer.Ordinal).Count())
            .Distinct()
            .Count() > 1;

    /// <summary>One row a sample, with the means of what its answers scored, cost and took; unknown where one of them is.</summary>
    private static IEnumerable<ScoreRow> Means(ImmutableArray<ScoreRow> rows) =>
        rows.GroupBy(row => row.Sample, StringComparer.Ordinal)
            .Select(repeats =>
            {
                ScoreRow[] all = [.. repeats];
                ScoreRow[] scored = [.. all.Where(row => row.Score is not null)];
                return all[0] with
                {
                    Epoch = "",
                    Score = scored.Length == 0 ? null : scored.Average(row => row.Score),
                    Outcome = scored.Length == 0 ? all[0].Outcome : Outcome.Answered,
                    CostUsd = Array.TrueForAll(all, row => row.CostUsd is not null)
                        ? all.Average(row => row.CostUsd)
                        : null,
                    LatencySeconds = Array.TrueForAll(all, row => row.LatencySeconds is not null)
                        ? all.Average(row => row.LatencySeconds)
                        : null,
                    Usage = null,
                };
            });

    private HashSet<int> Shared()
    {
        var shared = sets[0].Found.Places.Values.ToHashSet();
        foreach (var (_, found) in sets.Skip(1))
        {
            shared.IntersectWith(found.Places.Values);
        }

        return shared;
    }

    /// <summary>Tools put a collection's name before a task's.</summary>
    private static bool IsAlike(string one, string other) =>
        string.Equals(Last(one), Last(other), StringComparison.OrdinalIgnoreCase);

    private static string Last(string task) => task[(task.LastIndexOf('/') + 1)..].Replace('-', '_');

    private static string Told(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string List(List<string> ids) =>
        string.Join(", ", ids.Take(5).Select(VisibleText.Id)) + (ids.Count > 5 ? " ..." : "");

    /// <summary>Where samples of a set are.</summary>
    /// <param name="places">Places by the ids of the set.</param>
    public sealed class Matches(IEnumerable<KeyValuePair<string, int>> places)
    {
        private readonly HashSet<int> taken = [];

        /// <summary>Places by the ids of the set.</summary>
        public Dictionary<string, int> Places { get; } = new(places, StringComparer.Ordinal);

        /// <summary>Ids under which other content stands.</summary>
        public List<string> Conflicts { get; } = [];

        /// <summary>Ids whose content several samples have.</summary>
        public List<string> Ambiguous { get; } = [];

        /// <summary>Number of samples found by their ids alone.</summary>
        public int ById { get; private set; }

        /// <summary>How well the set fits: what is known by content counts most.</summary>
        public int Score => (2 * (Places.Count - ById)) + ById;

        /// <summary>Takes what was found of a sample; a place is given once.</summary>
        /// <param name="id">Its id in the set.</param>
        /// <param name="match">What was found.</param>
        /// <param name="isTaken">Whether it counts.</param>
        public void Take(string id, SampleMatch match, bool isTaken)
        {
            if (match.Kind == MatchKind.Conflict)
            {
                Conflicts.Add(id);
            }
            else if (match.Kind == MatchKind.Ambiguous)
            {
                Ambiguous.Add(id);
            }
            else if (match.Place >= 0 && isTaken)
            {
                if (!taken.Add(match.Place))
                {
                    Ambiguous.Add(id);
                    return;
                }

                Places[id] = match.Place;
                ById += match.Kind == MatchKind.Id ? 1 : 0;
            }
        }
    }
}
