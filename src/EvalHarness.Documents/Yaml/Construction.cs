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

    private static string Message(Exception e, string? parameter)
    {
        string message = e.Message.Split('\n')[0].Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal);
        return message.TrimEnd('.', '\r');
    }
}
