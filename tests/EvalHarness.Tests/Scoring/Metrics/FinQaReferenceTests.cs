using System.Globalization;
using EvalHarness.Scoring.Answers;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Scoring.Numbers;
using NUnit.Framework;
using static EvalHarness.Tests.Scoring.Metrics.MetricReferences;

namespace EvalHarness.Tests.Scoring.Metrics;

/// <summary>
/// FinQA against evaluate.py of czyssrs/FinQA 0f16e28 with sympy 1.14.0, and finqa_equal of wenhuchen/Program-of-Thoughts 850399c, whose
/// values stand in the cases.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class FinQaReferenceTests
{
    private const string Table =
        """[["", "2019", "2018"], ["revenue", "$ 1,200", "900"], ["cost", "(300)", "250"], ["text", "n/a", "1"]]""";

    private static readonly Dictionary<string, string> Fields = new() { ["table"] = Table };

    [TestCase("subtract(5829, 5735), divide(#0, 5735)", false, "0.01639")]
    [TestCase("divide(1, 3)", false, "0.33333")]
    [TestCase("table_sum(revenue, none)", false, "2100.0")]
    [TestCase("table_average(revenue, none), divide(#0, const_1000)", false, "1.05")]
    [TestCase("table_max(cost, none)", true, "n/a")]
    [TestCase("greater(2, 1)", false, "yes")]
    [TestCase("greater(1, 2)", false, "no")]
    [TestCase("divide(1, 0)", true, "n/a")]
    [TestCase("table_sum(text, none)", true, "n/a")]
    [TestCase("add(5%, 1)", false, "1.05")]
    [TestCase("multiply(const_m1, 2)", false, "-2.0")]
    [TestCase("exp(2, const_3)", false, "8.0")]
    [TestCase("add(1, 2), divide(#0, #5)", true, "3.0")]
    public void A_program_comes_to_what_the_script_makes_of_it(string program, bool isInvalid, string result)
    {
        string? answer = new ProgramAnswer().Parse(program).Value;
        var sample = Sample(answer, result) with { Fields = Fields };
        var other = Sample(answer, result == "1.0" ? "2.0" : "1.0") with { Fields = Fields };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value(new FinQaExecution(), sample), Is.EqualTo(isInvalid ? 0 : 1));
            Assert.That(Value(new FinQaExecution(), other), Is.Zero);
            Assert.That(Value(new FinQaEqual(), sample), Is.EqualTo(isInvalid ? 0 : 1));
        }
    }

    [TestCase("add(1, 2)", "add(2, 1)", true)]
    [TestCase("subtract(1, 2)", "subtract(2, 1)", false)]
    [TestCase("divide(1, 2), multiply(#0, const_100)", "multiply(const_100, 1), divide(#0, 2)", true)]
    [TestCase("divide(1, 2), multiply(#0, const_100)", "divide(1, 2)", false)]
    [TestCase("subtract(5829, 5735), divide(#0, 5735)", "subtract(5829, 5735), divide(#0, 5735)", true)]
    [TestCase("add(1, 2), add(#0, 3)", "add(2, 3), add(1, #0)", true)]
    [TestCase("add(1, 2), add(#0, 3), divide(#1, const_3)", "add(3, 2), add(#0, 1), divide(#1, const_3)", true)]
    [TestCase("add(1, 2)", "add(1, const_2)", false)]
    [TestCase("multiply(1, 1)", "exp(1, const_2)", false)]
    [TestCase("subtract(1, 2), multiply(#0, 3)", "multiply(1, 3), multiply(2, 3), subtract(#0, #1)", true)]
    [TestCase("table_sum(revenue, none)", "table_sum(revenue, none)", true)]
    [TestCase("table_sum(revenue, none)", "table_max(revenue, none)", false)]
    [TestCase("table_average(revenue, none), divide(#0, 2)", "table_average(revenue, none), divide(#0, 2)", true)]
    [TestCase("greater(1, 2)", "greater(1, 2)", true)]
    [TestCase("greater(1, 2)", "greater(2, 1)", false)]
    [TestCase("divide(1, 2)", "divide(2, 1), divide(#0, 2)", false)]
    [TestCase("add(1, 2)", "plus(1, 2)", false)]
    [TestCase("add(1, 2)", "add(#0, 2)", false)]
    [TestCase("subtract(1, 2), divide(#0, 2)", "divide(1, 2), subtract(#0, 2)", false)]
    [TestCase(
        "divide(1, 2), divide(3, 4), subtract(#0, #1)",
        "multiply(1, 4), multiply(3, 2), multiply(2, 4), subtract(#0, #1), divide(#3, #2)",
        true
    )]
    [TestCase("exp(1, 2)", "exp(1, 2)", true)]
    [TestCase("add(1, 2), exp(#0, 3)", "add(2, 1), exp(#0, 3)", true)]
    public void Programs_are_equal_where_sympy_finds_them_so(string gold, string program, bool areEqual) =>
        Assert.That(
            Value(new FinQaProgramMatch(), Sample(program, new ProgramAnswer().Canonical(gold))),
            Is.EqualTo(areEqual ? 1 : 0)
        );

    [TestCase(0.01639, 0.0164, true, true)]
    [TestCase(1.639, 0.01639, true, false)]
    [TestCase(0.016, 0.01639, true, true)]
    [TestCase(0.02, 0.01639, true, true)]
    [TestCase(1.64, 0.01639, true, false)]
    [TestCase(16.4, 0.01639, false, false)]
    [TestCase(94.0, 94.1, false, false)]
    [TestCase(94.0, 95.0, false, false)]
    [TestCase(100.0, 100.09, true, false)]
    [TestCase(100.0, 100.11, false, false)]
    [TestCase(0.0, 0.3, true, false)]
    [TestCase(5.0, 4.6, false, false)]
    [TestCase(5.0, 5.5, false, false)]
    [TestCase(-0.01639, 0.01639, false, false)]
    [TestCase(0.33333, 0.333, true, true)]
    [TestCase(1e-05, 0.0, true, true)]
    public void Nearness_is_that_of_program_of_thoughts(double answer, double gold, bool isLenient, bool isStrict)
    {
        var sample = Sample(PythonFloat.Text(answer), PythonFloat.Text(gold));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value(new FinQaEqual(), sample), Is.EqualTo(isLenient ? 1 : 0));
            Assert.That(Value(new FinQaEqual(Percent: false, Tolerance: 0), sample), Is.EqualTo(isStrict ? 1 : 0));
        }
    }

    [Test]
    public void Execution_has_no_tolerance_and_its_twin_has()
    {
        var sample = Sample("divide(1, 3)", "0.333") with { Fields = Fields };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value(new FinQaExecution(), sample), Is.Zero);
            Assert.That(Value(new FinQaEqual(), sample), Is.EqualTo(1));
        }
    }

    [Test]
    public void The_right_result_may_stand_in_a_field()
    {
        var sample = Sample("table_sum(revenue, none)", "add(1, 1)") with
        {
            Fields = new Dictionary<string, string>(Fields) { ["exe_ans"] = "2100.0" },
        };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value(new FinQaExecution(Answer: "exe_ans"), sample), Is.EqualTo(1));
            Assert.That(Value(new FinQaExecution(), sample), Is.Zero);
        }
    }

    [TestCase(0.1, "0.1")]
    [TestCase(100.0, "100.0")]
    [TestCase(1e16, "1e+16")]
    [TestCase(123456789012345680.0, "1.2345678901234568e+17")]
    [TestCase(1e15, "1000000000000000.0")]
    [TestCase(0.0001, "0.0001")]
    [TestCase(0.00001, "1e-05")]
    [TestCase(-0.0, "-0.0")]
    [TestCase(-2.5e-7, "-2.5e-07")]
    public void Floats_are_written_as_Python_writes_them(double value, string text) =>
        Assert.That(PythonFloat.Text(value), Is.EqualTo(text), value.ToString("R", CultureInfo.InvariantCulture));
}
