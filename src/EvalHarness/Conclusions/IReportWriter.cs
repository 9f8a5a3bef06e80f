namespace EvalHarness.Conclusions;

/// <summary>A form in which an evaluation is shown to people: a page, a summary, an export.</summary>
/// <remarks>
/// Implementations are records with a keyword and without parameters, found in the catalogue's assemblies; those of
/// EvalHarness.Reports are found wherever that package is.
/// </remarks>
public interface IReportWriter
{
    /// <summary>Writes the files, replacing those of the same names.</summary>
    /// <param name="evaluation">What is shown.</param>
    /// <param name="folder">Folder that takes the files; it is there.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>Path of the file that a reader opens first.</returns>
    Task<string> WriteAsync(Evaluation evaluation, string folder, CancellationToken cancellationToken);
}
