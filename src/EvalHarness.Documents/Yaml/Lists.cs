using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace EvalHarness.Yaml;

/// <summary>Collections of a type that is known only at run time.</summary>
internal static class Lists
{
    private static readonly MethodInfo OfArray = typeof(Lists).GetMethod(
        nameof(Array),
        BindingFlags.NonPublic | BindingFlags.Static
    )!;

    /// <summary>Whether a value of a type can be written as a list.</summary>
    public static bool TakesList(Type type) =>
        type == typeof(JsonElement)
        || type == typeof(YamlNode)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>));

    /// <summary>An <c>ImmutableArray</c> of a type.</summary>
    public static object Create(Type item, List<object?> items)
    {
        var array = System.Array.CreateInstance(item, items.Count);
        for (int i = 0; i < items.Count; i++)
        {
            array.SetValue(items[i], i);
        }

        return OfArray.MakeGenericMethod(item).Invoke(null, [array])!;
    }

    /// <summary>A dictionary from text that keeps its order.</summary>
    public static IDictionary CreateDictionary(Type item) =>
        (IDictionary)
            Activator.CreateInstance(
                typeof(OrderedDictionary<,>).MakeGenericType(typeof(string), item),
                StringComparer.Ordinal
            )!;

    private static ImmutableArray<T> Array<T>(T[] items) => ImmutableArray.Create(items);
}
