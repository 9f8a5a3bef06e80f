namespace EvalHarness.Hosted;

/// <summary>Which of OpenAI's interfaces for answers is spoken to.</summary>
public enum OpenAIInterface
{
    /// <summary>Chat completions: with seed, stop and every model that chats.</summary>
    Chat,

    /// <summary>Responses: with summaries of thoughts, without seed and stop; some models answer by it alone.</summary>
    Responses,
}
