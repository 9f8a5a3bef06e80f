using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using EvalHarness.Core;

namespace EvalHarness.Extensions;

/// <summary>What can be known of a file that should be an extension before any of its code is loaded.</summary>
/// <param name="Name">Simple name of the assembly.</param>
/// <param name="Module">Id of this very build.</param>
/// <param name="BuiltAgainst">Version of this library that it refers to; null when it refers to none.</param>
/// <param name="KnowsEvaluators">Whether it refers to Microsoft.Extensions.AI.Evaluation, and may have evaluators of that.</param>
internal sealed record ExtensionFile(string Name, Guid Module, Version? BuiltAgainst, bool KnowsEvaluators)
{
    /// <summary>Reads the metadata of a file; null when it is no .NET assembly.</summary>
    /// <param name="path">Path of the file.</param>
    public static ExtensionFile? TryRead(string path)
    {
        if (FileObstacle.Of(path) is not null)
        {
            return null;
        }

        try
        {
            using var file = new PEReader(File.OpenRead(path));
            if (!file.HasMetadata || file.GetMetadataReader() is not { IsAssembly: true } metadata)
            {
                return null;
            }

            return new ExtensionFile(
                metadata.GetString(metadata.GetAssemblyDefinition().Name),
                metadata.GetGuid(metadata.GetModuleDefinition().Mvid),
                metadata
                    .AssemblyReferences.Select(metadata.GetAssemblyReference)
                    .Where(reference => Packages.Include(metadata.GetString(reference.Name)))
                    .Select(reference => reference.Version)
                    .Max(),
                metadata
                    .AssemblyReferences.Select(metadata.GetAssemblyReference)
                    .Any(reference => metadata.GetString(reference.Name) == ExtensionContext.EvaluationAssembly)
            );
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }
}
