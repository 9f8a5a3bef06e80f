using System.Reflection;
using EvalHarness.Conclusions;
using EvalHarness.Core;

namespace EvalHarness.NUnit;

/// <summary>The options that a fixture gives by a static member of its own.</summary>
internal static class FixtureOptions
{
    private const BindingFlags Any =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;

    /// <summary>The options; null where no member is named.</summary>
    /// <param name="fixture">The fixture.</param>
    /// <param name="member">Name of the member; null for none.</param>
    /// <exception cref="DocumentException">There is no such member, or it gives nothing.</exception>
    public static EvaluationOptions? Of(Type fixture, string? member)
    {
        if (member is null)
        {
            return null;
        }

        try
        {
            object? given =
                fixture.GetProperty(member, Any) is { } property ? property.GetValue(null)
                : fixture.GetField(member, Any) is { } field ? field.GetValue(null)
                : fixture.GetMethod(member, Any, [])?.Invoke(null, null);
            return given as EvaluationOptions
                ?? throw Fault(fixture, $"no static '{member}' that gives EvaluationOptions");
        }
        catch (TargetInvocationException broken)
        {
            var inner = broken.InnerException is TypeInitializationException { InnerException: { } first }
                ? first
                : broken.InnerException!;
            throw Fault(fixture, $"'{member}' threw {inner.GetType().Name}: {inner.Message}");
        }
    }

    private static DocumentException Fault(Type fixture, string found) =>
        new(
            new Fault(
                new Location(fixture.Name),
                found,
                "a static property, field or method without parameters, as [EvalSuite(..., Options = ...)] names it"
            )
        );
}
