using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace EvalHarness.Decisions.Inputs;

/// <summary>
/// Columns that follow from parameters and are dear to compute, such as powers: computed once for all what-ifs that leave
/// alone what they follow from. The latest column of each name is kept.
/// </summary>
internal sealed class DerivedParameters
{
    private readonly ConcurrentDictionary<string, (ImmutableArray<Parameter> From, Parameter Column)> latest = new(
        StringComparer.Ordinal
    );

    /// <summary>A column of a name, in as many draws as its sources have.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="draws">The number of draws.</param>
    /// <param name="at">Its value in a draw, a function of the sources alone.</param>
    /// <param name="from">The parameters that it follows from.</param>
    public Parameter Of(string name, int draws, Func<int, double> at, params ImmutableArray<Parameter> from)
    {
        if (from.All(source => source.IsConstant))
        {
            return new(name, default, at(0), IsDerived: true);
        }

        if (latest.TryGetValue(name, out var found) && found.From.SequenceEqual(from))
        {
            return found.Column;
        }

        double[] values = new double[draws];
        for (int draw = 0; draw < draws; draw++)
        {
            values[draw] = at(draw);
        }

        var column = new Parameter(name, values, 0, IsDerived: true);
        latest[name] = (from, column);
        return column;
    }
}
