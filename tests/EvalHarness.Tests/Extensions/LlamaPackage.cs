using System.Reflection;
using EvalHarness.Extensions;

namespace EvalHarness.Tests.Extensions;

/// <summary>EvalHarness.Llama as it was built: found by its path, so that its native library is not copied beside these tests.</summary>
internal static class LlamaPackage
{
    /// <summary>Path of the assembly: bin/project/configuration.</summary>
    public static string File { get; } = PathOf("EvalHarness.Llama");

    /// <summary>The assembly.</summary>
    public static Assembly Assembly { get; } = ExtensionLoader.TryLoadOwn(File)!;

    /// <summary>Path of the assembly of a package that the tool is built without.</summary>
    internal static string PathOf(string project)
    {
        string own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string bin = Path.GetDirectoryName(Path.GetDirectoryName(own))!;
        return Path.Combine(bin, project, Path.GetFileName(own), project + ".dll");
    }
}
