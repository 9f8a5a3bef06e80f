using System.Reflection;
using System.Reflection.Emit;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Tests;

namespace EvalHarness.Tests.Statistics;

/// <summary>
/// Calls any public function of the statistics by reflection: looks for arguments that it takes, spans among them, so that a
/// test may then spoil one of them.
/// </summary>
internal sealed class KernelCalls
{
    private const int Attempts = 4_000;
    private static readonly double[] Numbers = [0.3, 0.95, 2, 0.05, 10, 0.5, 1, 5, 30, 0.02, -1];
    private static readonly int[] Wholes = [10, 3, 2, 5, 1, 12, 4, 20, 0, 6];
    private static readonly int[] Lengths = [12, 3, 9, 4, 6, 2, 24];

    private readonly MethodBase method;
    private readonly Func<object?[], object?> call;
    private readonly Type[] types;

    private KernelCalls(MethodBase method)
    {
        this.method = method;
        types = [.. method.GetParameters().Select(parameter => parameter.ParameterType)];
        call = Compile(method, types);
    }

    /// <summary>Name of the function with its parameters.</summary>
    public string Name =>
        $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(p => p.Name))})";

    /// <summary>Every public static function and public constructor that takes numbers and nothing that cannot be made.</summary>
    public static IEnumerable<KernelCalls> All =>
        from type in typeof(UnitNormal).Assembly.GetExportedTypes()
        where !type.IsAbstract || type.IsSealed
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Concat<MethodBase>(type.GetConstructors())
        where !method.IsGenericMethod && !method.Name.StartsWith("op_", StringComparison.Ordinal)
        where method.GetParameters().Any(parameter => IsNumeric(parameter.ParameterType))
        where method.GetParameters().All(parameter => CanMake(parameter.ParameterType))
        // Records are what functions give back; nobody's input ends there.
        where method is not ConstructorInfo || !IsRecord(method.DeclaringType!)
        select new KernelCalls(method);

    /// <summary>Arguments that the function takes; null where none were found.</summary>
    public object?[]? Arguments()
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            var source = new RandomSource(1, (ulong)attempt);
            int length = Pick(ref source, Lengths, attempt);
            int style = source.NextIndex(5);
            object?[] arguments = new object?[types.Length];
            for (int i = 0; i < types.Length; i++)
            {
                arguments[i] = Make(types[i], method.GetParameters()[i], ref source, attempt, length, style);
            }

            if (Ends(Copy(arguments)) is not (null or Exception))
            {
                return arguments;
            }
        }

        return null;
    }

    /// <summary>The arguments with one number spoilt, for every number that there is: each list at its first, its last and a middle place.</summary>
    public IEnumerable<(string Where, object?[] Arguments)> Spoilt(object?[] arguments, double by)
    {
        for (int i = 0; i < types.Length; i++)
        {
            string name = method.GetParameters()[i].Name!;
            if (arguments[i] is double)
            {
                object?[] spoilt = Copy(arguments);
                spoilt[i] = by;
                yield return (name, spoilt);
            }

            if (arguments[i] is double[][])
            {
                object?[] spoilt = Copy(arguments);
                ((double[][])spoilt[i]!)[1][0] = by;
                yield return ($"{name}[1][0]", spoilt);
            }

            if (arguments[i] is double[] list)
            {
                foreach (int place in new[] { 0, list.Length / 2, list.Length - 1 }.Where(p => p >= 0).Distinct())
                {
                    object?[] spoilt = Copy(arguments);
                    ((double[])spoilt[i]!)[place] = by;
                    yield return ($"{name}[{place}]", spoilt);
                }
            }
        }
    }

    /// <summary>The arguments with one list shorter by its last value than the others that are as long as it is.</summary>
    public IEnumerable<(string Where, object?[] Arguments)> Shortened(object?[] arguments)
    {
        for (int i = 0; i < types.Length; i++)
        {
            int length = arguments[i] is Array { Length: > 0 } list ? list.Length : -1;
            if (arguments.Count(other => other is Array and not double[][] && ((Array)other).Length == length) > 1)
            {
                object?[] shorter = Copy(arguments);
                shorter[i] = arguments[i] switch
                {
                    double[] values => values[..^1],
                    int[] values => values[..^1],
                    long[] values => values[..^1],
                    _ => arguments[i],
                };
                if (!ReferenceEquals(shorter[i], arguments[i]))
                {
                    yield return (method.GetParameters()[i].Name!, shorter);
                }
            }

            if (arguments[i] is double[][] { Length: > 1 } lists)
            {
                object?[] shorter = Copy(arguments);
                ((double[][])shorter[i]!)[1] = lists[1][..^1];
                yield return ($"{method.GetParameters()[i].Name}[1]", shorter);
            }
        }
    }

    /// <summary>The arguments with one number of these names replaced.</summary>
    public IEnumerable<(string Where, object?[] Arguments)> Replaced(object?[] arguments, string[] names, double by)
    {
        for (int i = 0; i < types.Length; i++)
        {
            string name = method.GetParameters()[i].Name!;
            if (arguments[i] is double && names.Contains(name))
            {
                object?[] replaced = Copy(arguments);
                replaced[i] = by;
                yield return ($"{name} = {by}", replaced);
            }
        }
    }

    /// <summary>What the function gives, null for undefined, or what it throws.</summary>
    public object? Ends(object?[] arguments)
    {
        try
        {
            return call(arguments);
        }
#pragma warning disable CA1031 // Whatever it throws is the answer.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return e;
        }
    }

    private static object?[] Copy(object?[] arguments) =>
        [
            .. arguments.Select(argument =>
                argument is double[] list ? list.Clone()
                : argument is double[][] lists ? lists.Select(one => (double[])one.Clone()).ToArray()
                : argument
            ),
        ];

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null || type.IsValueType;

    private static bool IsNumeric(Type type) =>
        Plain(type) is var plain
        && (plain == typeof(double) || plain == typeof(double[]) || plain == typeof(IReadOnlyList<double[]>));

    private static bool CanMake(Type type) =>
        Plain(type) is var plain
        && (
            plain.IsEnum
            || plain == typeof(double)
            || plain == typeof(double[])
            || plain == typeof(int)
            || plain == typeof(int[])
            || plain == typeof(long)
            || plain == typeof(long[])
            || plain == typeof(ulong)
            || plain == typeof(bool)
            || plain == typeof(IReadOnlyList<double[]>)
            || plain == typeof(PairedTable)
        );

    /// <summary>The type without span or question mark; a span is made from a list.</summary>
    private static Type Plain(Type type) =>
        IsSpan(type) ? type.GetGenericArguments()[0].MakeArrayType() : Nullable.GetUnderlyingType(type) ?? type;

    private static bool IsSpan(Type type) =>
        type.IsGenericType
        && type.GetGenericTypeDefinition() is var one
        && (one == typeof(ReadOnlySpan<>) || one == typeof(Span<>));

    private static T Pick<T>(ref RandomSource source, T[] pool, int attempt) =>
        pool[attempt < pool.Length ? attempt : source.NextIndex(pool.Length)];

    private static object? Make(
        Type type,
        ParameterInfo parameter,
        ref RandomSource source,
        int attempt,
        int length,
        int style
    )
    {
        var plain = Plain(type);
        string name = parameter.Name!;
        if (attempt % 2 == 0 && parameter is { HasDefaultValue: true, DefaultValue: not null } && !plain.IsEnum)
        {
            return parameter.DefaultValue;
        }

        if (plain.IsEnum)
        {
            return Enum.GetValues(plain).GetValue(source.NextIndex(Enum.GetValues(plain).Length));
        }

        return plain switch
        {
            _ when plain == typeof(double) && name is "level" or "confidence" => 0.95,
            _ when plain == typeof(double) => Numbers[source.NextIndex(Numbers.Length)],
            _ when plain == typeof(int) => Wholes[source.NextIndex(Wholes.Length)],
            _ when plain == typeof(long) => (long)Wholes[source.NextIndex(Wholes.Length)],
            _ when plain == typeof(ulong) => 7UL,
            _ when plain == typeof(bool) => source.NextIndex(2) == 0,
            _ when plain == typeof(PairedTable) => new PairedTable(20, 7, 3, 10),
            _ when plain == typeof(IReadOnlyList<double[]>) => Lists(ref source, length, style),
            _ when plain == typeof(int[]) => Labels(length, style),
            _ when plain == typeof(long[]) => Array.ConvertAll(Labels(length, style), one => (long)one),
            _ => Values(ref source, length, style),
        };
    }

    private static double[][] Lists(ref RandomSource source, int length, int style) =>
        [Values(ref source, length, style), Values(ref source, length, style), Values(ref source, length, style)];

    private static int[] Labels(int length, int style) =>
        [.. Enumerable.Range(0, length).Select(i => style % 2 == 0 ? i / 2 : i % 2)];

    private static double[] Values(ref RandomSource source, int length, int style)
    {
        double[] values = new double[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = style switch
            {
                0 => source.NextDouble(),
                1 => i % 2,
                2 => 1 + i + (3 * source.NextDouble()),
                3 => 1 + i,
                _ => 1.0 / length,
            };
        }

        return values;
    }

    /// <summary>A call with boxed arguments, lists taken for spans: what reflection itself cannot do.</summary>
    private static Func<object?[], object?> Compile(MethodBase method, Type[] types)
    {
        var dynamic = new DynamicMethod("call", typeof(object), [typeof(object[])], typeof(KernelCalls).Module, true);
        var il = dynamic.GetILGenerator();
        for (int i = 0; i < types.Length; i++)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Ldelem_Ref);
            if (IsSpan(types[i]))
            {
                il.Emit(OpCodes.Castclass, Plain(types[i]));
                il.Emit(OpCodes.Call, types[i].GetMethod("op_Implicit", [Plain(types[i])])!);
            }
            else
            {
                il.Emit(OpCodes.Unbox_Any, types[i]);
            }
        }

        if (method is ConstructorInfo constructor)
        {
            il.Emit(OpCodes.Newobj, constructor);
        }
        else
        {
            il.Emit(OpCodes.Call, (MethodInfo)method);
            var given = ((MethodInfo)method).ReturnType;
            if (IsSpan(given))
            {
                il.Emit(OpCodes.Pop);
                il.Emit(OpCodes.Ldstr, "a list");
            }
            else if (given.IsValueType)
            {
                il.Emit(OpCodes.Box, given);
            }
        }

        il.Emit(OpCodes.Ret);
        return dynamic.CreateDelegate<Func<object?[], object?>>();
    }
}
