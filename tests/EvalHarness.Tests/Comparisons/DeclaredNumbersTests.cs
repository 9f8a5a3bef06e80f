using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Published;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.NUnit;
using EvalHarness.Tests.Comparisons.Gates;
using NUnit.Framework;
using NUnit.Framework.Constraints;

namespace EvalHarness.Tests.Comparisons;

/// <summary>Numbers that a program gives: what is none is refused at once, with its value, and no test loops over it.</summary>
public sealed class DeclaredNumbersTests
{
    private const string OnAccuracy = "task/accuracy";
    private static readonly double[] NoNumbers = [double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    private static IEnumerable<TestCaseData> WrongConstraints =>
        from value in NoNumbers
        from make in new (string Name, Action<GateSubject, double> Make)[]
        {
            ("AtLeast", (subject, x) => subject.AtLeast(x)),
            ("AtMost", (subject, x) => subject.AtMost(x)),
            ("BetterThan", (subject, x) => subject.BetterThan(x)),
            ("NotWorseThan", (subject, x) => subject.NotWorseThan(x)),
            ("EquivalentTo", (subject, x) => subject.EquivalentTo(x)),
            ("By", (subject, x) => subject.NotWorseThan("other").By(x)),
        }
        select new TestCaseData(make.Make, value).SetArgDisplayNames(make.Name, $"{value}");

    private static IEnumerable<TestCaseData> WrongGates =>
        from value in NoNumbers
        from make in new (string Name, Func<double, GateSpec> Make)[]
        {
            ("at_least", x => new GateSpec("m", OnAccuracy, AtLeast: x)),
            ("at_most", x => new GateSpec("m", OnAccuracy, AtMost: x)),
            ("margin", x => new GateSpec("m", OnAccuracy, Within: "other", Margin: x)),
        }
        select new TestCaseData(make.Make(value)).SetArgDisplayNames(make.Name, $"{value}");

    private static IEnumerable<TestCaseData> WrongComparisons =>
        new (string Name, CompareSpec Spec)[]
        {
            ("no margin", new(Margin: double.NaN)),
            ("endless margin", new(Margin: double.PositiveInfinity)),
            ("negative margin", new(Margin: -0.1)),
            ("margin above 1", new(Margin: 1.5)),
            ("no confidence", new(Confidence: double.NaN)),
            ("confidence of 1", new(Confidence: 1)),
            ("confidence in per cent", new(Confidence: 95)),
            ("no resamples", new(Resamples: 0)),
            ("negative share", new(MaxFailed: -0.1)),
        }.Select(one => new TestCaseData(one.Spec).SetArgDisplayNames(one.Name));

    [TestCaseSource(nameof(WrongConstraints))]
    public void A_constraint_takes_no_number_that_is_none(Action<GateSubject, double> make, double value) =>
        Assert.That(() => make(Evals.Metric(OnAccuracy).Of("m"), value), Wrong(value));

    [Test]
    public void A_margin_of_a_constraint_is_not_negative() =>
        Assert.That(() => Evals.Metric(OnAccuracy).NotWorseThan("other").By(-0.1), Wrong(-0.1));

    [TestCaseSource(nameof(WrongGates)), CancelAfter(30_000)]
    public void A_gate_takes_no_number_that_is_none(GateSpec gate) =>
        Assert.That(
            () => GateSetup.Only(GateSetup.Run(20, ("m", _ => true), ("other", i => i > 3)), gate),
            Throws.TypeOf<ArgumentOutOfRangeException>()
        );

    [TestCase(1.5)]
    [TestCase(-0.1)]
    [TestCase(85)]
    public void A_gate_takes_no_bound_that_its_metric_cannot_reach(double bound) =>
        Assert.That(
            () =>
                DeclaredNumbers.Check(
                    new GateSpec("m", OnAccuracy, AtLeast: bound),
                    GateSetup.Run(20, ("m", _ => true))
                ),
            Wrong(bound, "0 to 1, the range of accuracy")
        );

    [Test]
    public void A_gate_takes_no_margin_that_no_difference_can_exceed() =>
        Assert.That(
            () =>
                DeclaredNumbers.Check(
                    new GateSpec("m", OnAccuracy, Within: "other", Margin: 2),
                    GateSetup.Run(20, ("m", _ => true))
                ),
            Wrong(2, "at most 1")
        );

    [TestCaseSource(nameof(WrongComparisons)), CancelAfter(30_000)]
    public void A_comparison_takes_no_number_out_of_its_range(CompareSpec compare)
    {
        var table = GateSetup.Run(20, ("m", _ => true), ("other", i => i > 3));
        Assert.That(
            () => Comparer.Compare(table with { Header = table.Header with { Compare = compare } }),
            Throws.TypeOf<ArgumentOutOfRangeException>()
        );
    }

    [Test]
    public void Scores_without_a_largest_value_take_any_margin()
    {
        ScoreRow[] rows =
        [
            .. from i in Enumerable.Range(0, 10)
            from model in new[] { "a", "b" }
            select new ScoreRow($"{i}", model, (i * 7 % 5) + (model == "a" ? 3 : 0), default),
        ];
        var table = ScoreRows.Tabulate("scores", rows, new CompareSpec(Margin: 5));
        Assert.That(Margins.FaultOf(table, new Location("--margin")), Is.Null);
    }

    [Test]
    public void The_fault_of_a_margin_has_its_place_value_and_limit()
    {
        ScoreRow[] rows = [new("1", "a", 1, default), new("1", "b", 0, default)];
        var table = ScoreRows.Tabulate("scores", rows, new CompareSpec(Margin: 2));
        Assert.That(
            Margins.FaultOf(table, new Location("--margin"))!.ToString(),
            Is.EqualTo(
                "--margin: found a margin of 2; expected at most 1, the largest difference of accuracy; two points are 0.02"
            )
        );
    }

    /// <summary>The exception that names the value, with these words.</summary>
    private static ContainsConstraint Wrong(double value, string words = "") =>
        Throws
            .TypeOf<ArgumentOutOfRangeException>()
            .With.Property(nameof(ArgumentOutOfRangeException.ActualValue))
            .EqualTo(value)
            .And.Message.Contains(words);
}
