using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Tests.Yaml;

/// <summary>Reads texts as documents called <c>f</c>, and shows what was found in them.</summary>
internal static class YamlText
{
    public static (YamlNode? Root, FaultCollector Findings) Compose(string text)
    {
        var findings = new FaultCollector();
        return (YamlComposer.Compose(text, "f", findings), findings);
    }

    public static T? Bind<T>(string text, FaultCollector findings, params (string Name, string Value)[] environment)
    {
        var catalog = new Catalog(typeof(YamlText).Assembly);
        var variables = new Variables(name => environment.FirstOrDefault(pair => pair.Name == name).Value);
        return YamlComposer.Compose(text, "f", findings) is { } node
            ? new Binder(catalog, findings, variables).Bind<T>(node, "root")
            : default;
    }

    public static string[] Faults(FaultCollector findings)
    {
        try
        {
            findings.ThrowIfAny();
            return [];
        }
        catch (DocumentException e)
        {
            return [.. e.Faults.Select(fault => fault.ToString())];
        }
    }

    public static string[] Faults(string text) => Faults(Compose(text).Findings);

    public static string[] Warnings(string text) =>
        [.. Compose(text).Findings.Warnings.Select(warning => warning.ToString())];
}
