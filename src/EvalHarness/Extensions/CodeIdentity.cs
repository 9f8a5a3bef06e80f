using System.Reflection;

namespace EvalHarness.Extensions;

/// <summary>Which code answers: part of the fingerprint of a provider that is not this library's.</summary>
internal static class CodeIdentity
{
    /// <summary>A fingerprint with the identity of the assembly that a provider comes from; as it is where that is ours.</summary>
    /// <remarks>Our own providers say in their fingerprint what changes their answers; of a team's, the build tells.</remarks>
    /// <param name="provider">The provider that answers.</param>
    /// <param name="fingerprint">What it says of itself.</param>
    public static string Sign(object provider, string fingerprint)
    {
        var assembly = provider.GetType().Assembly;
        return Packages.Include(assembly) ? fingerprint : $"{fingerprint} {Of(assembly)}";
    }

    /// <summary>Name, version and module version id: another build is another identity.</summary>
    private static string Of(Assembly assembly)
    {
        var name = assembly.GetName();
        return $"[{name.Name} {name.Version} {assembly.ManifestModule.ModuleVersionId:N}]";
    }
}
