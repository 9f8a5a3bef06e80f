namespace EvalHarness.Llama.Templates;

/// <summary>The names that are known at a place of a template.</summary>
/// <param name="outer">The names known around it; null at the outermost.</param>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, object?> names = new(StringComparer.Ordinal);

    /// <summary>What a name stands for; undefined where nothing was given to it.</summary>
    public object? this[string name]
    {
        get =>
            names.TryGetValue(name, out object? value) ? value
            : outer is null ? Undefined.Value
            : outer[name];
        set => names[name] = value;
    }
}
