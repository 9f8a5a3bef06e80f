using EvalHarness.Comparisons.Gates;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Suites;
using EvalHarness.Testing;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Builders;
using NUnit.Framework.Internal.Commands;

namespace EvalHarness.NUnit;

/// <summary>Makes the tests of a fixture from its suite files: reads files, calls no model.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GateTestsAttribute : NUnitAttribute, ITestBuilder, IImplyFixture, IWrapTestMethod
{
    public IEnumerable<TestMethod> BuildFrom(IMethodInfo method, Test? suite)
    {
        ArgumentNullException.ThrowIfNull(method);
        var builder = new NUnitTestCaseBuilder();
        var names = new FilterNames();
        var fixture = suite?.TypeInfo ?? method.TypeInfo;
        foreach (var attribute in fixture.GetCustomAttributes<EvalSuiteAttribute>(true))
        {
            foreach (var test in Tests(fixture.Type, attribute))
            {
                var built = builder.BuildTestMethod(method, suite, new TestCaseData(test).SetName(names.Of(test)));
                built.Properties.Set(PropertyNames.Description, test.Name);
                foreach (string category in test.Categories)
                {
                    built.Properties.Add(PropertyNames.Category, category);
                }

                if (attribute.Scope != ParallelScope.Default)
                {
                    built.Properties.Set(PropertyNames.ParallelScope, attribute.Scope);
                }

                yield return built;
            }
        }
    }

    /// <inheritdoc/>
    public TestCommand Wrap(TestCommand command) => new GateCommand(command);

    /// <summary>Options that cannot be had are a test that fails, as a broken file is.</summary>
    private static IEnumerable<EvalTest> Tests(Type fixture, EvalSuiteAttribute attribute)
    {
        try
        {
            return Tests(attribute.Pattern, FixtureOptions.Of(fixture, attribute.Options));
        }
        catch (DocumentException broken)
        {
            return [new EvalTest(attribute.Pattern, attribute.Pattern) { Faults = [.. broken.Faults] }];
        }
    }

    internal static IEnumerable<EvalTest> Tests(string pattern, EvaluationOptions? options = null)
    {
        // Rules, prices and decisions may lie beside suites: a pattern takes suites alone, a plain path what it names.
        string[] files = SuiteFiles.Find(pattern);
        if (pattern.Contains('*', StringComparison.Ordinal))
        {
            files = Array.FindAll(files, file => !SuiteReader.IsSomethingElse(file));
        }

        return files.Length == 0
            ?
            [
                new EvalTest(pattern, pattern)
                {
                    Faults =
                    [
                        new Fault(
                            new Location(pattern),
                            "no suite file",
                            $"one in {AppContext.BaseDirectory} or a folder above it"
                        ),
                    ],
                },
            ]
            : files.SelectMany(file => OfFile(file, options, pattern.Contains('*', StringComparison.Ordinal)));
    }

    /// <summary>A broken file is a test that fails: it must not hide the tests of the others.</summary>
    private static IEnumerable<EvalTest> OfFile(string file, EvaluationOptions? options, bool isOneOfMany)
    {
        try
        {
            return
            [
                .. OfSuite(file, Evaluation.ReadSuite(file, options)).Select(test => test with { Options = options }),
            ];
        }
        catch (DocumentException broken) when (isOneOfMany && broken.Faults.All(fault => fault.IsDataNotHere))
        {
            return [new EvalTest($"{Path.GetFileName(file)} › data not here", file) { NotHere = [.. broken.Faults] }];
        }
        catch (DocumentException broken)
        {
            return [new EvalTest($"{Path.GetFileName(file)} › is valid", file) { Faults = [.. broken.Faults] }];
        }
#pragma warning disable CA1031 // Whatever goes wrong with one file, discovery goes on with the next.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var fault = new Fault(new Location(file), $"unreadable: {e.GetType().Name}: {e.Message}");
            return [new EvalTest($"{Path.GetFileName(file)} › is valid", file) { Faults = [fault] }];
        }
    }

    private static List<EvalTest> OfSuite(string file, Suite suite)
    {
        var tests = new List<EvalTest> { new($"{suite.Name} › is valid", file) { Suite = suite } };
        foreach (var (place, gate) in suite.Gates.Index())
        {
            string name = GateNames.Of(gate, Unit(suite, gate), suite.Compare.Margin, suite.Tasks.Length > 1);
            tests.AddRange(
                Models(suite, gate)
                    .Select(model => new EvalTest($"{suite.Name} › {model} › {name}", file)
                    {
                        Suite = suite,
                        Gate = place,
                        Model = model,
                    })
            );
        }

        return tests;
    }

    private static GateUnit Unit(Suite suite, GateSpec gate) =>
        GateNames.UnitOf(
            gate,
            suite
                .Tasks.FirstOrDefault(task =>
                    gate.Metric?.StartsWith(task.Name + "/", StringComparison.Ordinal) == true
                )
                ?.Metrics
                ?? []
        );

    private static IEnumerable<string> Models(Suite suite, GateSpec gate) =>
        gate.Model == "all"
            ? suite
                .Models.Where(model => !model.OnlyInTeams)
                .Select(model => model.Name)
                .Where(name => name != gate.BetterThan && name != gate.NotWorseThan?.Value && name != gate.Within)
            : [gate.Model];
}
