using System.Reflection;

namespace EvalHarness.Yaml;

/// <summary>Calls the constructor of a record, which may refuse its values: records check themselves.</summary>
internal sealed class Construction(FaultCollector findings)
{
    /// <summary>The record of the arguments; false, with the fault, when its constructor throws.</summary>
    /// <param name="node">What the arguments were bound from.</param>
    /// <param name="shape">The record.</param>
    /// <param name="arguments">One for each parameter of the constructor.</param>
    /// <param name="tells">Whether a complaint is a fault: not where some arguments are wrong already, or not there.</param>
    /// <param name="value">The record; null when it is not made.</param>
    public bool TryMake(YamlMapping node, RecordShape shape, object?[] arguments, bool tells, out object? value)
    {
        value = null;
        try
        {
            value = shape.Constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            if (!tells)
            {
                return true;
            }

            string? parameter = (e as ArgumentException)?.ParamName;
            var key = shape.Keys.FirstOrDefault(key =>
                key.Parameter.Name!.Equals(parameter, StringComparison.OrdinalIgnoreCase)
            );
            var at = (key is null ? null : node.Find(key.Name)?.Value.At) ?? node.At;

            // The complaint may repeat a value, and the value may be a secret.
            findings.Add(at, Variables.AreIn(node) ? "a value that is not valid" : Message(e, parameter));
            return false;
        }
    }

    /// <summary>Any word in the place of a required one that has faults, so that what stands around it is checked; null for other values.</summary>
    /// <param name="node">What the record is bound from.</param>
    /// <param name="key">The key.</param>
    /// <param name="catalog">The words known.</param>
    public object? StandIn(YamlMapping node, KeyShape key, Catalog catalog)
    {
        if (key is not { IsRequired: true, IsInline: false, Type: { IsInterface: true, IsGenericType: false } })
        {
            return null;
        }

        var shape = catalog
            .Keywords(key.Type)
            .OrderBy(word => word.Key, StringComparer.Ordinal)
            .Select(word => catalog.Shape(word.Value))
            .FirstOrDefault(shape => shape.Keys.All(one => !one.IsRequired));
        object?[] defaults = [.. shape?.Keys.Select(one => one.Default) ?? []];
        return shape is not null && TryMake(node, shape, defaults, tells: false, out object? made) ? made : null;
    }

    private static string Message(Exception e, string? parameter)
    {
        string message = e.Message.Split('\n')[0].Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal);
        return message.TrimEnd('.', '\r');
    }
}
