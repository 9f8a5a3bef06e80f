using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using NUnit.Framework;

namespace EvalHarness.Tests.Golden;

/// <summary>
/// Runs every golden case against the operation of its name. The cases are those of this repository, or those of the
/// folder that the environment variable EVALHARNESS_GOLDEN names.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class GoldenTests
{
    private static readonly FrozenDictionary<string, MethodInfo> Operations = typeof(GoldenTests)
        .Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .SelectMany(
            method => method.GetCustomAttributes<GoldenOperationAttribute>(),
            (method, mark) => (mark.Op, method)
        )
        .ToFrozenDictionary(pair => pair.Op, pair => pair.method, StringComparer.Ordinal);

    private static readonly JsonSerializerOptions Lenient = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    [TestCaseSource(typeof(GoldenFiles), nameof(GoldenFiles.Cases))]
    public void Agrees_with_the_reference(GoldenCase golden)
    {
        if (Difference(golden) is { } found)
        {
            Assert.Fail(
                $"{golden.File} | {golden.Name} | {found.Field} | expected {found.Expected} | actual {found.Actual}"
            );
        }
    }

    private static GoldenDifference? Difference(GoldenCase golden)
    {
        if (golden.Fault is not null)
        {
            return new GoldenDifference("(case)", "a case", golden.Fault);
        }
        var operation = golden.Ops.Select(Operations.GetValueOrDefault).FirstOrDefault(found => found is not null);
        if (operation is null)
        {
            return new GoldenDifference("op", "an operation", $"no operation {string.Join(" or ", golden.Ops)}");
        }
        try
        {
            return GoldenComparison.Compare(golden.Expected, Answer(operation, golden.Input), golden.Tolerance);
        }
        catch (TargetInvocationException fault)
        {
            string message = fault.InnerException!.Message.ReplaceLineEndings(" ");
            return new GoldenDifference("(all)", "an answer", $"{fault.InnerException.GetType().Name}: {message}");
        }
    }

    private static JsonElement Answer(MethodInfo operation, JsonElement input)
    {
        try
        {
            var answer = (JsonNode?)operation.Invoke(null, [input]);
            return JsonSerializer.SerializeToElement(answer, Lenient);
        }
        catch (TargetInvocationException fault) when (fault.InnerException is ArgumentException)
        {
            return JsonSerializer.SerializeToElement(new { invalid = true });
        }
    }
}
