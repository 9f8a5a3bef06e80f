using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using NUnit.Framework;
using NUnit.Framework.Constraints;

namespace EvalHarness.NUnit;

/// <summary>A gate as an NUnit constraint on an <see cref="Evaluation"/>: decided by a one-sided test, never by two bare numbers.</summary>
public sealed class GateConstraint : Constraint
{
    private readonly GateSpec gate;

    internal GateConstraint(GateSpec gate)
        : base(gate) => this.gate = gate;

    /// <inheritdoc/>
    public override string Description => $"{gate.Model}: {GateNames.Of(gate, unit, margin, namesTask: true)}";

    private GateUnit unit;
    private double margin;

    /// <summary>The margin, in the unit of the metric; 0.02 are two points.</summary>
    /// <param name="margin">The margin, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public GateConstraint By(double margin) =>
        new(gate with { Margin = margin >= 0 ? GateSubject.Finite(margin) : throw NoMargin(margin) });

    /// <summary>On the samples of a slice.</summary>
    /// <param name="slice">The slice, as <c>field=value</c>.</param>
    public GateConstraint Where(string slice) => new(gate with { Slice = slice });

    /// <summary>What an undecided gate counts as; by default it fails.</summary>
    /// <param name="rule">Fails, warns or passes.</param>
    public GateConstraint WhenUndecided(Inconclusive rule) => new(gate with { Inconclusive = rule });

    /// <inheritdoc/>
    public override ConstraintResult ApplyTo<TActual>(TActual actual)
    {
        if (actual is not Evaluation run)
        {
            throw new ArgumentException(
                $"expected an {nameof(Evaluation)}, was {actual?.GetType().Name ?? "null"}",
                nameof(actual)
            );
        }

        var result = run.Decide(gate);
        (unit, margin) = (result.Unit, run.Scores.Header.Compare.Margin);
        string text = GateText.Describe(result);
        switch (result.Verdict, gate.Inconclusive)
        {
            case (GateVerdict.Inconclusive, Core.Inconclusive.Warn):
                Assert.Warn(text);
                break;
            case (GateVerdict.Skipped, _):
                throw new IgnoreException(text);
        }

        return new Result(this, run, result, text);
    }

    private static ArgumentOutOfRangeException NoMargin(double margin) =>
        new(nameof(margin), margin, FormattableString.Invariant($"a margin must be at least 0, was {margin}"));

    /// <summary>Says difference, interval, n, what is needed to decide, and the most telling samples.</summary>
    private sealed class Result(IConstraint constraint, Evaluation run, GateResult gate, string text)
        : ConstraintResult(constraint, run, !gate.Blocks)
    {
        public override void WriteActualValueTo(MessageWriter writer) =>
            writer.Write(GateText.Evidence(gate) is { Length: > 0 } evidence ? evidence : GateText.Word(gate));

        public override void WriteAdditionalLinesTo(MessageWriter writer)
        {
            base.WriteAdditionalLinesTo(writer);
            writer.WriteLine();
            writer.WriteLine("  " + text);
        }
    }
}
