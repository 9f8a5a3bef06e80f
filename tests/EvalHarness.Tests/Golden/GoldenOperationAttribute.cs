namespace EvalHarness.Tests.Golden;

/// <summary>
/// Marks a static method <c>JsonNode? Name(JsonElement input)</c> as the implementation of one golden operation
/// (<c>input.op</c>). The golden runner finds it by reflection; an operation without a method fails its cases.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class GoldenOperationAttribute(string op) : Attribute
{
    /// <summary>The value of <c>input.op</c> that the method answers.</summary>
    public string Op { get; } = op;
}
