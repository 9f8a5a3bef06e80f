using EvalHarness.Core;

namespace EvalHarness.Conversions;

/// <summary>A tool whose suites are written out as suites of this one.</summary>
/// <remarks>
/// Implementations are sealed records marked with a keyword. They hold no state. Nothing of a file is ever executed, and nothing is fetched.
/// </remarks>
public interface ISuiteConverter
{
    /// <summary>Name of the tool, as its makers write it.</summary>
    string Tool { get; }

    /// <summary>Whether a file is one of this tool's, by what it says.</summary>
    /// <param name="source">The file.</param>
    bool Knows(ConversionSource source);

    /// <summary>Writes a file of this tool out as a suite.</summary>
    /// <param name="source">The file, which the converter knows.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">The file is broken, so that nothing can be told of it.</exception>
    Task<SuiteConversion> ConvertAsync(ConversionSource source, CancellationToken cancellationToken);
}
