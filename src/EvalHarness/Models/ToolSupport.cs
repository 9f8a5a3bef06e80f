namespace EvalHarness.Models;

/// <summary>What a provider can do with tools that a request offers.</summary>
public enum ToolSupport
{
    /// <summary>Nothing: they would not reach the model.</summary>
    None,

    /// <summary>The model is offered them and decides whether it calls one.</summary>
    Offered,

    /// <summary>The model is offered them, and can be told to call one, a certain one, or none.</summary>
    Chosen,
}
