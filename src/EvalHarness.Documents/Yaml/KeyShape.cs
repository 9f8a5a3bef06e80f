using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using EvalHarness.Core;

namespace EvalHarness.Yaml;

/// <summary>One key of a record: a parameter of its constructor.</summary>
internal sealed class KeyShape
{
    public KeyShape(ParameterInfo parameter, Type record)
    {
        Parameter = parameter;
        Name = parameter.GetCustomAttribute<KeyNameAttribute>()?.Name ?? KeyNames.Of(parameter.Name!);
        Type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        IsRequired = !parameter.HasDefaultValue;
        IsNullable = Type != parameter.ParameterType || parameter is { HasDefaultValue: true, DefaultValue: null };
        Default = DefaultOf(parameter);
        IsInline = parameter.IsDefined(typeof(InlineAttribute));
        IsFromKey = parameter.IsDefined(typeof(FromKeyAttribute));
        IsPlace = Type == typeof(Location);
        IsWord = parameter.IsDefined(typeof(WordAttribute));
        AllowsNumber = parameter.IsDefined(typeof(AllowNumberAttribute));
        Words = [.. parameter.GetCustomAttribute<AllowedValuesAttribute>()?.Values.Cast<string>() ?? []];
        IsRegex = parameter.GetCustomAttribute<StringSyntaxAttribute>()?.Syntax == StringSyntaxAttribute.Regex;
        Range = parameter.GetCustomAttribute<RangeAttribute>();
        Property = record.GetProperty(parameter.Name!);
    }

    public ParameterInfo Parameter { get; }

    /// <summary>The key as it stands in YAML.</summary>
    public string Name { get; }

    /// <summary>The type of the value, without <c>Nullable</c>.</summary>
    public Type Type { get; }

    public bool IsRequired { get; }

    public bool IsNullable { get; }

    /// <summary>What an absent key stands for.</summary>
    public object? Default { get; }

    /// <summary>Whether the keys of the value's record stand beside this key.</summary>
    public bool IsInline { get; }

    /// <summary>Whether the value is the key under which the record stands.</summary>
    public bool IsFromKey { get; }

    /// <summary>Whether the value is the place of the record: no key at all.</summary>
    public bool IsPlace { get; }

    /// <summary>Whether the value is a word that stands in place of the record's keys: no key at all.</summary>
    public bool IsWord { get; }

    public bool AllowsNumber { get; }

    /// <summary>The words that a text may be, beside a whole number where it allows one; empty when it is free.</summary>
    public ImmutableArray<string> Words { get; }

    public bool IsRegex { get; }

    public RangeAttribute? Range { get; }

    public PropertyInfo? Property { get; }

    /// <summary>Whether it is written as a key of the record's mapping.</summary>
    public bool IsWritten => !IsFromKey && !IsPlace && !IsWord;

    /// <summary>Whether a number lies in the range allowed.</summary>
    public bool IsInRange(object value)
    {
        if (Range is null || value is not IConvertible or string)
        {
            return true;
        }

        double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        var (low, high) = Bounds;
        return (Range.MinimumIsExclusive ? number > low : number >= low)
            && (Range.MaximumIsExclusive ? number < high : number <= high);
    }

    /// <summary>The range in words: <c>greater than 0 and less than 1</c>; null without one.</summary>
    public string? RangeInWords()
    {
        if (Range is null)
        {
            return null;
        }

        var (low, high) = Bounds;
        string above = Range.MinimumIsExclusive ? "greater than " : "at least ";
        string below = Range.MaximumIsExclusive ? "less than " : "at most ";
        string[] parts =
        [
            .. double.IsInfinity(low) ? [] : new[] { above + low.ToString(CultureInfo.InvariantCulture) },
            .. double.IsInfinity(high) || high >= int.MaxValue
                ? []
                : new[] { below + high.ToString(CultureInfo.InvariantCulture) },
        ];
        return string.Join(" and ", parts);
    }

    /// <summary>The ends of the range as numbers.</summary>
    public (double Low, double High) Bounds =>
        (
            Convert.ToDouble(Range!.Minimum, CultureInfo.InvariantCulture),
            Convert.ToDouble(Range.Maximum, CultureInfo.InvariantCulture)
        );

    private static object? DefaultOf(ParameterInfo parameter)
    {
        if (!parameter.HasDefaultValue)
        {
            return null;
        }

        var type = parameter.ParameterType;
        object? value = parameter.DefaultValue;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            return type.GetField(nameof(ImmutableArray<int>.Empty))!.GetValue(null);
        }

        return value is null && type.IsValueType && Nullable.GetUnderlyingType(type) is null
            ? Activator.CreateInstance(type)
            : value;
    }
}
