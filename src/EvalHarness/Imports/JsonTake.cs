namespace EvalHarness.Imports;

/// <summary>What is taken of a property at the top of a JSON document.</summary>
internal enum JsonTake
{
    /// <summary>Nothing: it is passed over without being held, however long it is.</summary>
    Nothing,

    /// <summary>Its value in one piece.</summary>
    Value,

    /// <summary>Its items, one by one, where it is a list; itself in one piece where it is not.</summary>
    Items,

    /// <summary>Its properties, each asked for by its dotted path, where it is an object; itself in one piece where it is not.</summary>
    Properties,
}
