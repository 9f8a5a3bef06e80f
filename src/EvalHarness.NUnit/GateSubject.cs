using System.Globalization;
using System.Runtime.CompilerServices;
using EvalHarness.Core;

namespace EvalHarness.NUnit;

/// <summary>What a constraint is about, before it says what must hold.</summary>
public sealed class GateSubject
{
    private readonly GateSpec gate;

    internal GateSubject(GateSpec gate) => this.gate = gate;

    /// <summary>Of one model.</summary>
    /// <param name="model">Its name in the suite.</param>
    public GateSubject Of(string model) => new(gate with { Model = model });

    /// <summary>On the samples of a slice.</summary>
    /// <param name="slice">The slice, as <c>field=value</c>.</param>
    public GateSubject Where(string slice) => new(gate with { Slice = slice });

    /// <summary>At least a value.</summary>
    /// <param name="value">The value, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public GateConstraint AtLeast(double value) => new(gate with { AtLeast = Finite(value) });

    /// <summary>At most a value.</summary>
    /// <param name="value">The value, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public GateConstraint AtMost(double value) => new(gate with { AtMost = Finite(value) });

    /// <summary>Better than a model, or than the committed one.</summary>
    /// <param name="reference">Name of the model, or <c>baseline</c>.</param>
    public GateConstraint BetterThan(string reference) => new(gate with { BetterThan = reference });

    /// <summary>Better than a number.</summary>
    /// <param name="value">The number, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public GateConstraint BetterThan(double value) => BetterThan(Text(value));

    /// <summary>Not worse than a model, or than the committed one, by the margin.</summary>
    /// <param name="reference">Name of the model, or <c>baseline</c>.</param>
    public GateConstraint NotWorseThan(string reference) => new(gate with { NotWorseThan = reference });

    /// <summary>Not worse than the mean of the last finished runs of the suite before this one, by the margin.</summary>
    /// <param name="runs">How many, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less.</exception>
    public GateConstraint NotWorseThanLast(int runs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        return new(gate with { NotWorseThan = new GateReference(Last: runs) });
    }

    /// <summary>Not worse than a number by the margin.</summary>
    /// <param name="value">The number, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public GateConstraint NotWorseThan(double value) => NotWorseThan(Text(value));

    /// <summary>Like a model, or like the committed one, within the margin.</summary>
    /// <param name="reference">Name of the model, or <c>baseline</c>.</param>
    public GateConstraint EquivalentTo(string reference) => new(gate with { Within = reference });

    /// <summary>Like a number, within the margin.</summary>
    /// <param name="value">The number, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public GateConstraint EquivalentTo(double value) => EquivalentTo(Text(value));

    /// <summary>A number, or an exception where it is none.</summary>
    internal static double Finite(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                value,
                FormattableString.Invariant($"a bound must be a finite number, was {value}")
            );

    private static string Text(double value) => Finite(value).ToString("R", CultureInfo.InvariantCulture);
}
