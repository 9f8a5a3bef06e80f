using System.Reflection;
using EvalHarness.Core;
using Microsoft.Extensions.AI.Evaluation;

namespace EvalHarness.Scoring.Evaluators;

/// <summary>Finds evaluators by the names that suites give them: instances of the program, then types of assemblies.</summary>
/// <param name="given">Instances that a program gives, by name.</param>
internal sealed class EvaluatorSource(IReadOnlyDictionary<string, IEvaluator> given)
{
    /// <summary>Knows no instance of a program.</summary>
    public static EvaluatorSource Types { get; } = new(new Dictionary<string, IEvaluator>());

    /// <summary>An evaluator, with what is wrong where there is none of the name or several.</summary>
    /// <param name="name">The name, or full name, of a type; or the name of an instance.</param>
    /// <param name="assemblies">The assemblies that a suite has its words from.</param>
    public FoundEvaluator Find(string name, IEnumerable<Assembly> assemblies)
    {
        if (given.TryGetValue(name, out var instance))
        {
            return new FoundEvaluator(instance);
        }

        Type[] all = [.. assemblies.SelectMany(All).Distinct()];
        var full = Array.FindAll(all, type => FullName(type) == name);
        var named = full.Length > 0 ? full : Array.FindAll(all, type => type.Name == name);
        return named switch
        {
            [var type] => Make(type, name),
            [] => new FoundEvaluator(null)
            {
                Found = $"unknown evaluator '{Short(name)}'",
                Expected = Known(all),
                Near = Spelling.Nearest(name, [.. given.Keys, .. all.Select(type => type.Name)]),
            },
            _ => new FoundEvaluator(null)
            {
                Found = $"'{Short(name)}', which is the name of {named.Length} evaluators",
                Expected =
                    $"one of {string.Join(", ", named.Select(type => Distinct(type, named)).Order(StringComparer.Ordinal))}",
            },
        };
    }

    /// <summary>The names of the metrics that an evaluator declares; empty where it does not say.</summary>
    /// <param name="evaluator">The evaluator.</param>
    public static string[] Declared(object evaluator)
    {
        try
        {
            return [.. ((IEvaluator)evaluator).EvaluationMetricNames ?? []];
        }
#pragma warning disable CA1031 // Code of a team's own: what it declares is a hint, and it may throw anything.
        catch (Exception)
        {
            return [];
        }
#pragma warning restore CA1031
    }

    private string Known(Type[] all)
    {
        string[] names = [.. given.Keys.Concat(all.Select(type => type.Name)).Distinct().Order(StringComparer.Ordinal)];
        return names.Length == 0
            ? "a public class that is an IEvaluator, in an assembly named by 'extensions:'"
            : string.Join(", ", names);
    }

    private static FoundEvaluator Make(Type type, string name)
    {
        if (type.GetConstructor(Type.EmptyTypes) is not { } constructor)
        {
            return new FoundEvaluator(null)
            {
                Found = $"the evaluator '{Short(name)}', which has no constructor without parameters",
                Expected = "one that has, or an instance given by the program under another name",
            };
        }

        try
        {
            return new FoundEvaluator((IEvaluator)constructor.Invoke(null));
        }
        catch (TargetInvocationException broken)
        {
            return new FoundEvaluator(null)
            {
                Found =
                    $"the evaluator '{Short(name)}', whose constructor throws {broken.InnerException?.GetType().Name}",
                Expected = "one that can be made without arguments",
            };
        }
    }

    private static string Short(string name) => name.Length <= 100 ? name : name[..100] + "…";

    private static string FullName(Type type) => type.FullName!.Replace('+', '.');

    private static string Distinct(Type type, Type[] others) =>
        others.Count(other => FullName(other) == FullName(type)) == 1
            ? FullName(type)
            : $"{FullName(type)} of {type.Assembly.GetName().Name}";

    private static IEnumerable<Type> All(Assembly assembly) =>
        assembly
            .GetTypes()
            .Where(type =>
                type is { IsClass: true, IsAbstract: false, IsVisible: true, ContainsGenericParameters: false }
                && typeof(IEvaluator).IsAssignableFrom(type)
            );
}

/// <summary>An evaluator, or why there is none.</summary>
/// <param name="Evaluator">The evaluator; null where there is none.</param>
internal sealed record FoundEvaluator(object? Evaluator)
{
    /// <summary>What was found instead; empty where there is one.</summary>
    public string Found { get; init; } = "";

    /// <summary>What was expected.</summary>
    public string Expected { get; init; } = "";

    /// <summary>The name that was probably meant; null where none is near.</summary>
    public string? Near { get; init; }
}
