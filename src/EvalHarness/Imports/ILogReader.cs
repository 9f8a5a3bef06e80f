using EvalHarness.Core;

namespace EvalHarness.Imports;

/// <summary>A tool whose logs are read: the key <c>log_format:</c> of an imported model.</summary>
/// <remarks>
/// Implementations are sealed records marked with a keyword. They hold no state. Nothing of a log is ever executed, and a log is
/// read in memory that does not grow with its samples.
/// </remarks>
public interface ILogReader
{
    /// <summary>Name of the tool, as its makers write it.</summary>
    string Tool { get; }

    /// <summary>Opens the log that a path stands for; null where the path is none of this tool's.</summary>
    /// <param name="place">A file or a folder, with its beginning. Of a folder only a log that the folder itself is: its files are asked for one by one.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It is a log of this tool in a version that is not known, or broken.</exception>
    ValueTask<ImportedLog?> OpenAsync(LogPlace place, CancellationToken cancellationToken);
}
