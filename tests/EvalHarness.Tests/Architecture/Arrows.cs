using EvalHarness.Tests.Extensions;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EvalHarness.Tests.Architecture;

/// <summary>All arrows of the product: read from the built assemblies, bodies of methods included.</summary>
internal static class Arrows
{
    private static readonly Lazy<(HashSet<Arrow> Found, string[] Namespaces)> Read = new(ReadAll);

    /// <summary>The product's assemblies: those beside this test, and the two that are not.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Directory
            .EnumerateFiles(AppContext.BaseDirectory, "EvalHarness*.dll")
            .Where(file => !Path.GetFileName(file).Contains(".Tests", StringComparison.Ordinal))
            .Append(LlamaPackage.File)
            .Append(FleetPackage.File)
            .Order(StringComparer.Ordinal),
    ];

    public static IReadOnlyCollection<Arrow> All => Read.Value.Found;

    public static IReadOnlyCollection<string> Namespaces => Read.Value.Namespaces;

    private static (HashSet<Arrow> Found, string[] Namespaces) ReadAll()
    {
        var found = new HashSet<Arrow>();
        var namespaces = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string file in Files)
        {
            using var module = ModuleDefinition.ReadModule(file);
            foreach (var type in module.GetTypes().Where(type => IsOurs(Outermost(type).Namespace)))
            {
                namespaces.Add(Outermost(type).Namespace);
                foreach (var named in Named(type).SelectMany(Parts))
                {
                    var to = Outermost(named);
                    string assembly = to.Scope is AssemblyNameReference reference
                        ? reference.Name
                        : module.Assembly.Name.Name;
                    found.Add(new(type.FullName, Outermost(type).Namespace, named.FullName, to.Namespace, assembly));
                }
            }
        }

        return (found, [.. namespaces]);
    }

    private static bool IsOurs(string name) => name.StartsWith("EvalHarness", StringComparison.Ordinal);

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type;
    }

    private static IEnumerable<TypeReference?> Named(TypeDefinition type) =>
        new[] { type.BaseType }
            .Concat(type.Interfaces.Select(one => one.InterfaceType))
            .Concat(Attributes(type))
            .Concat(type.GenericParameters.SelectMany(one => one.Constraints).Select(one => one.ConstraintType))
            .Concat(type.Fields.SelectMany(field => Attributes(field).Append(field.FieldType)))
            .Concat(type.Properties.SelectMany(Attributes))
            .Concat(type.Methods.SelectMany(OfMethod));

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider member) =>
        member.CustomAttributes.SelectMany(one =>
            one.ConstructorArguments.Select(value => value.Value).OfType<TypeReference>().Append(one.AttributeType)
        );

    private static IEnumerable<TypeReference?> OfMethod(MethodDefinition method) =>
        method
            .Parameters.Select(one => one.ParameterType)
            .Append(method.ReturnType)
            .Concat(Attributes(method))
            .Concat(method.GenericParameters.SelectMany(one => one.Constraints).Select(one => one.ConstraintType))
            .Concat(method.HasBody ? OfBody(method.Body) : []);

    private static IEnumerable<TypeReference?> OfBody(MethodBody body) =>
        body
            .Variables.Select(one => one.VariableType)
            .Concat(body.ExceptionHandlers.Select(one => one.CatchType))
            .Concat(body.Instructions.SelectMany(one => OfOperand(one.Operand)));

    private static IEnumerable<TypeReference?> OfOperand(object? operand) =>
        operand switch
        {
            GenericInstanceMethod call => [.. call.GenericArguments, .. OfOperand(call.ElementMethod)],
            MethodReference call =>
            [
                call.DeclaringType,
                call.ReturnType,
                .. call.Parameters.Select(one => one.ParameterType),
            ],
            FieldReference field => [field.DeclaringType, field.FieldType],
            TypeReference type => [type],
            _ => [],
        };

    /// <summary>A type without its wrappings: arrays, by-references, arguments of generics.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) =>
        type switch
        {
            null or GenericParameter => [],
            GenericInstanceType generic => generic.GenericArguments.Append(generic.ElementType).SelectMany(Parts),
            IModifierType modified => Parts(modified.ElementType).Concat(Parts(modified.ModifierType)),
            FunctionPointerType => [],
            TypeSpecification wrapped => Parts(wrapped.ElementType),
            _ => [type],
        };
}
