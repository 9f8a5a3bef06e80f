using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Inputs;

/// <summary>One input of the model in every draw: an array of values, or one value for all.</summary>
/// <param name="Name">The parameter's name, such as <c>quality.router</c>.</param>
/// <param name="Values">One value per draw; empty when it is the same in all of them.</param>
/// <param name="Constant">The value when it is the same in all draws.</param>
/// <param name="IsDerived">Whether it follows from other parameters, so that nothing can be learnt about it alone.</param>
internal sealed record Parameter(string Name, ReadOnlyMemory<double> Values, double Constant, bool IsDerived = false)
{
    /// <summary>Whether it is the same in all draws.</summary>
    public bool IsConstant => Values.IsEmpty;

    /// <summary>The mean over the draws.</summary>
    public double Mean => IsConstant ? Constant : CompensatedSum.Mean(Values.Span);

    /// <summary>The value in one draw.</summary>
    /// <param name="draw">The draw, from 0.</param>
    public double this[int draw] => Values.IsEmpty ? Constant : Values.Span[draw];

    internal Parameter Map(Func<double, double> change) =>
        IsConstant
            ? this with
            {
                Constant = change(Constant),
            }
            : this with
            {
                Values = Array.ConvertAll(Values.ToArray(), value => change(value)),
            };

    internal double[] ToArray(int draws) => IsConstant ? [.. Enumerable.Repeat(Constant, draws)] : Values.ToArray();

    internal static Parameter Of(string name, double[] values, bool isDerived = false)
    {
        bool same = values.AsSpan().IndexOfAnyExcept(values[0]) < 0;
        return same ? new(name, default, values[0], isDerived) : new(name, values, 0, isDerived);
    }
}
