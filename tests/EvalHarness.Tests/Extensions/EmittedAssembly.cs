using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using EvalHarness.Core;
using EvalHarness.Scoring;
using Microsoft.Extensions.AI.Evaluation;

namespace EvalHarness.Tests.Extensions;

/// <summary>Small assemblies that no project builds.</summary>
internal static class EmittedAssembly
{
    /// <summary>An assembly that refers to a version of EvalHarness and holds nothing.</summary>
    public static void WriteEmpty(string path, Version evalHarness)
    {
        var metadata = new MetadataBuilder();
        string name = Path.GetFileNameWithoutExtension(path);
        metadata.AddModule(
            0,
            metadata.GetOrAddString(name + ".dll"),
            metadata.GetOrAddGuid(Guid.NewGuid()),
            default,
            default
        );
        metadata.AddAssembly(
            metadata.GetOrAddString(name),
            new Version(1, 0, 0, 0),
            default,
            default,
            default,
            AssemblyHashAlgorithm.Sha1
        );
        metadata.AddAssemblyReference(
            metadata.GetOrAddString("EvalHarness"),
            evalHarness,
            default,
            default,
            default,
            default
        );
        metadata.AddTypeDefinition(
            default,
            default,
            metadata.GetOrAddString("<Module>"),
            default,
            MetadataTokens.FieldDefinitionHandle(1),
            MetadataTokens.MethodDefinitionHandle(1)
        );
        var image = new BlobBuilder();
        new ManagedPEBuilder(
            new PEHeaderBuilder(imageCharacteristics: Characteristics.Dll),
            new MetadataRootBuilder(metadata),
            new BlobBuilder()
        ).Serialize(image);
        using var file = File.Create(path);
        image.WriteContentTo(file);
    }

    /// <summary>An assembly with an answer format of some keyword.</summary>
    public static void WriteAnswer(string path, string keyword)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(name), typeof(object).Assembly);
        var type = assembly
            .DefineDynamicModule(name)
            .DefineType("Team.Choice", TypeAttributes.Public | TypeAttributes.Sealed, typeof(object));
        type.AddInterfaceImplementation(typeof(IAnswerFormat));
        type.SetCustomAttribute(
            new CustomAttributeBuilder(typeof(KeywordAttribute).GetConstructor([typeof(string)])!, [keyword])
        );
        type.DefineDefaultConstructor(MethodAttributes.Public);
        var parse = type.DefineMethod(
            nameof(IAnswerFormat.Parse),
            MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.Final,
            typeof(Answer),
            [typeof(string)]
        );
        var body = parse.GetILGenerator();
        body.Emit(OpCodes.Ldnull);
        body.Emit(OpCodes.Throw);
        type.CreateType();
        assembly.Save(path);
    }

    /// <summary>An assembly with an evaluator that declares one metric and returns none, and that knows nothing of EvalHarness.</summary>
    public static void WriteEvaluator(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(name), typeof(object).Assembly);
        var type = assembly
            .DefineDynamicModule(name)
            .DefineType("Team.SilentEvaluator", TypeAttributes.Public | TypeAttributes.Sealed, typeof(object));
        type.AddInterfaceImplementation(typeof(IEvaluator));
        type.DefineDefaultConstructor(MethodAttributes.Public);
        foreach (var member in typeof(IEvaluator).GetMethods())
        {
            var body = type.DefineMethod(
                    member.Name,
                    MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.Final,
                    member.ReturnType,
                    [.. member.GetParameters().Select(parameter => parameter.ParameterType)]
                )
                .GetILGenerator();
            body.Emit(OpCodes.Ldnull);
            body.Emit(OpCodes.Throw);
        }

        type.CreateType();
        assembly.Save(path);
    }
}
