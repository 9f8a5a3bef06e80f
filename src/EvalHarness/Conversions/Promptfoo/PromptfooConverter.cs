using EvalHarness.Core;

namespace EvalHarness.Conversions.Promptfoo;

/// <summary>
/// Configurations and tables of tests of promptfoo 0.123.1: prompts, tests, defaults, scenarios and those assertions that can be decided without
/// asking anyone, with their exact meaning, as checks of each sample.
/// </summary>
[Keyword("promptfoo")]
public sealed record PromptfooConverter : ISuiteConverter
{
    /// <inheritdoc/>
    public string Tool => "promptfoo";

    /// <inheritdoc/>
    public bool Knows(ConversionSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Root is { } root
            ? root.Find("prompts") is not null
                || (root.Find("tests") is not null && root.Find("task") is null)
                || root.Find("scenarios") is not null
            : TestTable.IsOne(source.FirstLine);
    }

    /// <inheritdoc/>
    public async Task<SuiteConversion> ConvertAsync(ConversionSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var remarks = new Remarks();
        var reader = new ConfigReader(source, remarks);
        var config = await reader.ReadAsync(cancellationToken);
        var rows = new RowMaker(remarks, new PromptfooFiles(source.Folder, source.Root, remarks)).Make(config);
        string name = NameOf(source);
        return new PromptfooSuite(name, source.Path, config, rows, remarks).Write(Tool);
    }

    private static string NameOf(ConversionSource source)
    {
        string name = Path.GetFileNameWithoutExtension(source.Path);
        return SuiteYaml.Name(
            name.StartsWith("promptfooconfig", StringComparison.Ordinal) ? Path.GetFileName(source.Folder) : name,
            "suite"
        );
    }
}
