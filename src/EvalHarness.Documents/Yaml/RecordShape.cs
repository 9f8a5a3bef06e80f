using System.Collections.Immutable;
using System.Reflection;
using EvalHarness.Core;

namespace EvalHarness.Yaml;

/// <summary>A record as YAML sees it: the parameters of its constructor are its keys.</summary>
internal sealed class RecordShape
{
    public RecordShape(Type type)
    {
        Type = type;
        Keyword = type.GetCustomAttribute<KeywordAttribute>()?.Name;
        Constructor =
            type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)
            ?? throw new ArgumentException($"{type} has no public constructor", nameof(type));
        Keys = [.. Constructor.GetParameters().Select(parameter => new KeyShape(parameter, type))];
    }

    public Type Type { get; }

    /// <summary>The word of the record; null when it has none.</summary>
    public string? Keyword { get; }

    public ConstructorInfo Constructor { get; }

    /// <summary>The parameters, in order.</summary>
    public ImmutableArray<KeyShape> Keys { get; }

    /// <summary>The parameter that holds the key under which the record stands; null without one.</summary>
    public KeyShape? FromKey => Keys.FirstOrDefault(key => key.IsFromKey);

    /// <summary>The parameter whose record's keys stand beside its own; null without one.</summary>
    public KeyShape? Inline => Keys.FirstOrDefault(key => key.IsInline);

    /// <summary>The parameter whose word may stand in place of all keys; null without one.</summary>
    public KeyShape? Word => Keys.FirstOrDefault(key => key.IsWord);

    /// <summary>The parameter that a value which is no mapping is meant for; null without one.</summary>
    public KeyShape? First => Keys.FirstOrDefault(key => key.IsWritten && !key.IsInline);

    /// <summary>Whether the record may be written as the value of its first key alone.</summary>
    public bool IsShort =>
        First is { } first && FromKey is null && !Keys.Any(key => key.IsRequired && key != first && key.IsWritten);

    /// <summary>Whether it is a value with remarks: its first key is called so, and it may be written as that alone.</summary>
    public bool IsValue => IsShort && First!.Name == "value";
}
