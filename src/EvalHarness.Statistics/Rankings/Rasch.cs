using MathNet.Numerics.LinearAlgebra;

namespace EvalHarness.Statistics.Rankings;

/// <summary>
/// The Rasch model by conditional maximum likelihood. Source: Andersen, "Asymptotic properties of conditional
/// maximum-likelihood estimators", 1970, 10.1111/j.2517-6161.1970.tb00842.x; existence: Fischer 1981, 10.1007/BF02293919.
/// A person solves an item with probability 1/(1+exp(difficulty - ability)). Held against R eRm 1.0.2. Persons who solve
/// all items or none carry no information and have no finite ability.
/// </summary>
/// <param name="Difficulties">Difficulty of each item; they sum to zero.</param>
/// <param name="StandardErrors">Standard error of each difficulty under that constraint.</param>
/// <param name="LogLikelihood">Conditional log-likelihood.</param>
/// <param name="Abilities">Maximum likelihood ability at raw score 1, 2, ... items - 1.</param>
public sealed record Rasch(
    IReadOnlyList<double> Difficulties,
    IReadOnlyList<double> StandardErrors,
    double LogLikelihood,
    IReadOnlyList<double> Abilities
)
{
    /// <summary>
    /// The model of a table of answers, row-major: one row a person, one column an item, 1 solved and 0 not. Null where
    /// the difficulties do not exist: an item that all informative persons solve (or none) is infinitely easy (hard), and
    /// likewise for groups of items.
    /// </summary>
    public static Rasch? Fit(ReadOnlySpan<int> answers, int items)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(answers.Length % items, 0, nameof(answers));
        int[] persons = new int[items + 1];
        double[] solved = new double[items];
        double[] wins = new double[items * items];
        for (int start = 0; start < answers.Length; start += items)
        {
            var row = answers.Slice(start, items);
            ArgumentOutOfRangeException.ThrowIfNotEqual(row.ContainsAnyExcept(0, 1), false, nameof(answers));
            int score = row.Count(1);
            for (int i = 0; score > 0 && score < items && i < items; i++)
            {
                solved[i] += row[i];
                for (int j = 0; j < items; j++)
                {
                    wins[(i * items) + j] += row[i] > row[j] ? 1 : 0;
                }
            }
            persons[score]++;
        }
        persons[0] = 0;
        persons[items] = 0;
        return items > 1 && WinGraph.IsStronglyConnected(wins, items) ? Fit(persons, solved) : null;
    }

    private static Rasch Fit(int[] persons, double[] solved)
    {
        int items = solved.Length;
        var easiness = Vector<double>.Build.Dense(items);
        var at = RaschLikelihood.At(easiness, persons, solved);
        for (int step = 0; step < 100; step++)
        {
            var move = at.PseudoInverse() * at.Gradient;
            double length = 1;
            var next = RaschLikelihood.At(easiness + move, persons, solved);
            while (next.Value < at.Value - (1e-12 * Math.Abs(at.Value)) && length > 1e-6)
            {
                length /= 2;
                next = RaschLikelihood.At(easiness + (length * move), persons, solved);
            }
            easiness += length * move;
            at = next;
            if (move.AbsoluteMaximum() * length < 1e-12)
            {
                break;
            }
        }
        double mean = easiness.Average();
        double[] difficulties = [.. easiness.Select(value => mean - value)];
        return new Rasch(
            difficulties,
            [.. at.PseudoInverse().Diagonal().Select(Math.Sqrt)],
            at.Value,
            [.. Enumerable.Range(1, items - 1).Select(score => Ability(difficulties, score))]
        );
    }

    // Expected score minus the score rises in the ability: Newton within a bracket.
    private static double Ability(double[] difficulties, int score)
    {
        double low = difficulties.Min() - 50;
        double high = difficulties.Max() + 50;
        double ability = Math.Log(score / (double)(difficulties.Length - score));
        for (int step = 0; step < 200; step++)
        {
            double excess = -score;
            double slope = 0;
            foreach (double difficulty in difficulties)
            {
                double chance = 1 / (1 + Math.Exp(difficulty - ability));
                excess += chance;
                slope += chance * (1 - chance);
            }
            (low, high) = excess > 0 ? (low, ability) : (ability, high);
            double next = ability - (excess / slope);
            next = next > low && next < high ? next : (low + high) / 2;
            if (Math.Abs(next - ability) < 1e-13)
            {
                return next;
            }
            ability = next;
        }
        return ability;
    }
}
