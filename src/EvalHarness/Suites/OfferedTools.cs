using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Scoring.Calls;

namespace EvalHarness.Suites;

/// <summary>The tools of a task, read: the same for all samples, or those that each has in a field.</summary>
/// <param name="Tools">The tools of all samples; empty where each has its own.</param>
/// <param name="Field">Field that holds the tools of a sample; null where they are the same for all.</param>
/// <param name="Choice">Whether one is to be called; null where the suite does not say.</param>
internal sealed record OfferedTools(ImmutableArray<Tool> Tools, string? Field, string? Choice)
{
    private const string Form =
        "a JSON list of tools, each with 'name', 'description' and 'parameters', or in OpenAI's form";

    /// <summary>The tools of all samples as one line of JSON, the same for the same tools; null where each has its own.</summary>
    public string? Json { get; } = Field is null ? ToolList.Write(Tools) : null;

    /// <summary>All of it that makes another question, as one line.</summary>
    public string Key => $"tools {Json ?? $"of {Field}"} {Choice}";

    /// <summary>Reads the tools of a task; null where it offers none.</summary>
    /// <param name="task">The task.</param>
    /// <exception cref="DocumentException">Its file cannot be read, or lists no tools.</exception>
    public static OfferedTools? Of(EvalTask task)
    {
        if (task.Tools is not { } spec)
        {
            return null;
        }

        var tools = spec.File is { } file
            ? ReadFile(file, task.Declared)
            : [.. spec.Functions.Select(ToolList.Standard)];
        return new OfferedTools(tools, spec.Field, task.ToolChoice);
    }

    /// <summary>What a sample's requests offer; null where that is nothing.</summary>
    /// <param name="sample">The sample.</param>
    /// <exception cref="DocumentException">Its field holds no tools, or not the one that must be called.</exception>
    public ToolOffer? For(Sample sample)
    {
        if (Field is not { } field)
        {
            return Tools.IsEmpty ? null : new ToolOffer(Tools, Choice);
        }

        if (string.IsNullOrWhiteSpace(sample.Fields.GetValueOrDefault(field)))
        {
            return null;
        }

        ImmutableArray<Tool> own;
        try
        {
            own = ToolList.Read(sample.Fields[field]);
        }
        catch (FormatException e)
        {
            throw new DocumentException(new Fault(sample.Source, $"'{field}' with {e.Message} (tools)", Form));
        }

        if (own.IsEmpty)
        {
            return null;
        }

        var offer = new ToolOffer(own, Choice);
        return offer.Forced is not { } forced || own.Any(tool => tool.Name == forced)
            ? offer
            : throw new DocumentException(
                new Fault(
                    sample.Source,
                    $"'{field}' without the tool '{forced}', which must be called (tool_choice)",
                    "that tool among the others"
                )
            );
    }

    private static ImmutableArray<Tool> ReadFile(FilePath file, Location declared)
    {
        try
        {
            return ToolList.Read(File.ReadAllText(file.Full));
        }
        catch (FormatException e)
        {
            throw new DocumentException(new Fault(declared, $"the file '{file}' with {e.Message} (tools)", Form));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DocumentException(
                new Fault(declared, $"the file '{file}', which cannot be read (tools)", "a JSON file of tools")
            );
        }
    }
}
