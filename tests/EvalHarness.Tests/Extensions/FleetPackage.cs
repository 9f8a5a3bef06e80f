using System.Reflection;
using EvalHarness.Extensions;

namespace EvalHarness.Tests.Extensions;

/// <summary>EvalHarness.Fleet as it was built: found by its path, so that Orleans is not copied beside these tests.</summary>
internal static class FleetPackage
{
    /// <summary>Path of the assembly.</summary>
    public static string File { get; } = LlamaPackage.PathOf("EvalHarness.Fleet");

    /// <summary>The assembly.</summary>
    public static Assembly Assembly { get; } = ExtensionLoader.TryLoadOwn(File)!;
}
