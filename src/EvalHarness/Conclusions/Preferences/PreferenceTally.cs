using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;
using EvalHarness.Scoring.Judges;

namespace EvalHarness.Conclusions.Preferences;

/// <summary>Gathers what a judge said of the pairs of answers of a task, sample by sample.</summary>
/// <param name="judge">The judge.</param>
/// <param name="pair">What it is asked.</param>
/// <param name="models">Names of the models that answer, in the order of the run.</param>
internal sealed class PreferenceTally(JudgeHeader judge, Pairwise pair, ImmutableArray<string> models)
{
    private readonly (int One, int Other)[] pairs = [.. pair.Pairs(models)];
    private readonly Dictionary<string, int> named = new(StringComparer.Ordinal);
    private readonly List<int> clusters = [];
    private readonly HashSet<(string, string)> seen = [];
    private int nextCluster;
    private int equal;
    private int unjudged;
    private int absent;
    private int bothOrders;
    private int turned;
    private int wavering;

    /// <summary>The pairs of models, in their order.</summary>
    public IReadOnlyList<(int One, int Other)> Pairs => pairs;

    /// <summary>Names of the models that answer.</summary>
    public ImmutableArray<string> Models => models;

    /// <summary>What is asked.</summary>
    public Pairwise Question => pair;

    /// <summary>What the first model of each pair got, and how much longer its answer is.</summary>
    public List<(int Row, double Value, double Longer)>[] Games { get; } =
    [.. pair.Pairs(models).Select(_ => new List<(int, double, double)>())];

    /// <summary>The score of each answer of each model.</summary>
    public List<(int Row, double Value)>[] Scores { get; } = [.. models.Select(_ => new List<(int, double)>())];

    /// <summary>Lengths of the answers of each model: their sum and number.</summary>
    public (double Sum, int Count)[] Lengths { get; } = new (double, int)[models.Length];

    /// <summary>What the first answer got under each verdict.</summary>
    public List<(int Row, double Value)> First { get; } = [];

    /// <summary>What the longer answer got of each two texts of different lengths.</summary>
    public List<(int Row, double Value)> Longer { get; } = [];

    /// <summary>What became of the pairs.</summary>
    public PairCounts Counts => new(Games.Sum(games => games.Count), equal, unjudged, absent);

    /// <summary>Which cluster each sample belongs to.</summary>
    public ClusterIndex Clusters => new([.. clusters], nextCluster, nextCluster == clusters.Count);

    /// <summary>What a place is worth.</summary>
    /// <param name="level">Confidence level of its interval.</param>
    public PositionBias Position(double level) =>
        new(bothOrders, turned, wavering, ClusteredRate.Of(First, Clusters, level));

    /// <summary>Takes the answers to a sample and what was said of them.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="verdicts">All verdicts on pairs.</param>
    public void Add(JudgedTexts answers, PairVerdicts verdicts)
    {
        var compared = new ComparedAnswers(answers, PairedAnswers.Of(models, answers.Texts), judge, pair, verdicts);
        int row = clusters.Count;
        clusters.Add(ClusterOf(answers.Sample.Cluster));
        seen.Clear();
        for (int epoch = 0; epoch < answers.Texts.Length / models.Length; epoch++)
        {
            for (int model = 0; model < models.Length; model++)
            {
                AddAnswer(row, compared, model, epoch);
            }

            for (int index = 0; index < pairs.Length; index++)
            {
                AddPair(row, compared, index, epoch);
            }
        }
    }

    private void AddAnswer(int row, ComparedAnswers compared, int model, int epoch)
    {
        if (compared.Of.At(model, epoch) is not null)
        {
            var (sum, count) = Lengths[model];
            Lengths[model] = (sum + compared.Length(model, epoch), count + 1);
        }

        if (compared.Of.Score(pair, models[model], epoch, compared.Score) is { } score)
        {
            Scores[model].Add((row, score));
        }
    }

    private void AddPair(int row, ComparedAnswers compared, int index, int epoch)
    {
        var (one, other) = pairs[index];
        if (compared.Of.At(one, epoch) is not { } own || compared.Of.At(other, epoch) is not { } against)
        {
            absent++;
            return;
        }

        double longer = compared.Length(one, epoch) - compared.Length(other, epoch);
        double? score = compared.Score(own, against);
        if (own != against && seen.Add((own, against)) && seen.Add((against, own)))
        {
            Watch(row, compared.Verdicts(own, against));
            if (score is { } whole && longer != 0)
            {
                Longer.Add((row, longer > 0 ? whole : 1 - whole));
            }
        }

        if (score is { } value)
        {
            equal += own == against ? 1 : 0;
            Games[index].Add((row, value, longer));
        }
        else
        {
            unjudged++;
        }
    }

    /// <summary>Looks at what the places did to the verdicts on two texts.</summary>
    private void Watch(int row, IEnumerable<JudgedPair> verdicts)
    {
        foreach (var said in verdicts)
        {
            if (said.First is { } first)
            {
                First.Add((row, first));
            }

            if (said.Second is { } second)
            {
                First.Add((row, 1 - second));
            }

            if (said is { First: { } before, Second: { } after })
            {
                bothOrders++;
                turned += (before - 0.5) * (after - 0.5) < 0 ? 1 : 0;
                wavering += before != after && (before == 0.5 || after == 0.5) ? 1 : 0;
            }
        }
    }

    private int ClusterOf(string? name)
    {
        if (name is null)
        {
            return nextCluster++;
        }

        if (!named.TryGetValue(name, out int cluster))
        {
            named[name] = cluster = nextCluster++;
        }

        return cluster;
    }
}
