using System.Reflection;
using System.Runtime.Loader;

namespace EvalHarness.Extensions;

/// <summary>Where an extension lives: its own dependencies come from beside it, and what its records share with us from us.</summary>
/// <param name="file">Full path of the extension.</param>
internal sealed class ExtensionContext(string file) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(file))
{
    /// <summary>The assembly of <c>IChatClient</c>, which providers give back; the framework is shared by nature.</summary>
    private const string ChatAssembly = "Microsoft.Extensions.AI.Abstractions";

    /// <summary>The assembly of <c>IEvaluator</c>.</summary>
    public const string EvaluationAssembly = "Microsoft.Extensions.AI.Evaluation";

    /// <summary>Full name of that interface.</summary>
    public const string Evaluator = EvaluationAssembly + ".IEvaluator";

    private readonly AssemblyDependencyResolver resolver = new(file);

    /// <summary>The context of this library, which is not the default one under every test runner.</summary>
    private static AssemblyLoadContext Host => GetLoadContext(typeof(ExtensionContext).Assembly) ?? Default;

    /// <summary>Whether an assembly was loaded as an extension or for one.</summary>
    /// <param name="assembly">An assembly that this process has loaded.</param>
    public static bool Holds(Assembly assembly) => GetLoadContext(assembly) is ExtensionContext;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string name = assemblyName.Name ?? "";
        return (name is ChatAssembly or EvaluationAssembly || Packages.Include(name) ? TryShare(name) : null)
            ?? (resolver.ResolveAssemblyToPath(assemblyName) is { } beside ? LoadFromAssemblyPath(beside) : null);
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } beside
            ? LoadUnmanagedDllFromPath(beside)
            : nint.Zero;

    /// <summary>Ours in whatever minor version it is; null where this program does not have it.</summary>
    private static Assembly? TryShare(string name)
    {
        try
        {
            return Host.LoadFromAssemblyName(new AssemblyName(name));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
