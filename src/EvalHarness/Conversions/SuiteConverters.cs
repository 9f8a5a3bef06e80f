using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Conversions;

/// <summary>Writes suites of other tools out as suites of this one.</summary>
public static class SuiteConverters
{
    /// <summary>The tools that this library knows, by their names.</summary>
    public static ImmutableArray<ISuiteConverter> BuiltIn { get; } =
        ConvertersOf(
            typeof(SuiteConverters).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(ISuiteConverter)))
        );

    /// <summary>The converters of some types, in the order of their tools' names; what cannot be made without settings is left out.</summary>
    /// <param name="converters">Their types.</param>
    public static ImmutableArray<ISuiteConverter> ConvertersOf(IEnumerable<Type> converters) =>
        [
            .. converters
                .Where(type => type is { IsAbstract: false } && type.GetConstructor([]) is not null)
                .Select(type => (ISuiteConverter)Activator.CreateInstance(type)!)
                .OrderBy(converter => converter.Tool, StringComparer.Ordinal),
        ];

    /// <summary>Writes a file out as a suite; nothing is written to disk.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="converters">The tools; those that this library knows by default.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It is not there, broken, or of no tool that is known.</exception>
    public static Task<SuiteConversion> ConvertAsync(
        string path,
        IReadOnlyCollection<ISuiteConverter>? converters = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(path);
        converters ??= BuiltIn;
        var source = ConversionSource.Open(path);
        return converters.FirstOrDefault(one => one.Knows(source)) is { } known
            ? known.ConvertAsync(source, cancellationToken)
            : throw new DocumentException(
                new Fault(
                    new Location(path, 1, 1),
                    "no suite of another tool that is known",
                    $"one of {string.Join(", ", converters.Select(one => one.Tool))}"
                )
            );
    }
}
