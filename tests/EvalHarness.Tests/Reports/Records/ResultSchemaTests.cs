using EvalHarness.Reports.Records;
using EvalHarness.Yaml;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports.Records;

/// <summary>Holds suites/result.schema.json in step with the records that <c>run --json</c> prints.</summary>
public sealed class ResultSchemaTests
{
    [Test]
    public void The_schema_says_what_the_records_say() =>
        Assert.That(
            File.ReadAllText(Path.Combine(Repository.Root, "suites", "result.schema.json")),
            Is.EqualTo(ResultSchema.Json()),
            "run: evalharness schema --result --update suites/result.schema.json"
        );

    [Test]
    public void Every_key_of_our_records_is_explained()
    {
        var unexplained =
            from type in typeof(ResultSchema).Assembly.GetTypes()
            where
                type.Namespace == typeof(ResultSchema).Namespace
                && type.Name.EndsWith("Record", StringComparison.Ordinal)
            from parameter in type.GetConstructors()[0].GetParameters()
            where new XmlDocs().Parameter(type, parameter.Name!).Length == 0
            select $"{type.Name}.{parameter.Name}";
        Assert.That(unexplained, Is.Empty);
    }
}
