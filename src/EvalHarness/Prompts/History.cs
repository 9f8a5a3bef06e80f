namespace EvalHarness.Prompts;

/// <summary>Whose answers stand behind the earlier questions of a conversation.</summary>
public enum History
{
    /// <summary>The right ones, of the dataset: each turn is asked as if all before had been answered rightly.</summary>
    Gold,

    /// <summary>The model's own, asked turn by turn.</summary>
    Own,
}
