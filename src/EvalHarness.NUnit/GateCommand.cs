using EvalHarness.Core;
using NUnit.Framework;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Commands;

namespace EvalHarness.NUnit;

/// <summary>Runs the test of a gate, and names the line of the suite that it stands in where it does not hold: not lines of this library.</summary>
/// <param name="inner">What runs the test.</param>
internal sealed class GateCommand(TestCommand inner) : DelegatingTestCommand(inner)
{
    /// <inheritdoc/>
    public override TestResult Execute(TestExecutionContext context)
    {
        try
        {
            context.CurrentResult = innerCommand.Execute(context);
        }
        catch (ResultStateException said) when (Place(context) is { } place)
        {
            context.CurrentResult.SetResult(said.ResultState, said.Message, place);
        }

        return context.CurrentResult;
    }

    /// <summary>Where the gate stands, in the form of a line of a stack, from which editors jump; null where no line is known.</summary>
    private static string? Place(TestExecutionContext context) =>
        context.CurrentTest.Arguments is [EvalTest test] && test.Declared is { } at ? Line(test.Name, at) : null;

    private static string Line(string name, Location at) =>
        FormattableString.Invariant($"   at {name} in {Path.GetFullPath(at.File)}:line {Math.Max(1, at.Line)}");
}
